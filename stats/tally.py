"""What a batch of journal records adds to each rollup table, worked out in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from stats import clock, journal
from stats.journal import Record

NOBODY = "-"


def visitor_id(key: str) -> int:
    """A visitor's hash as the database keeps it: a signed whole number of 64 bits."""
    return int(key, 16) - (1 << 63)


@dataclass(slots=True)
class Tally:
    """Counts by day number, by hour number, by article; times (milliseconds) by visitor."""

    records: int = 0
    damaged: int = 0
    views_by_hour: Counter[int] = field(default_factory=Counter)
    other_views: Counter[int] = field(default_factory=Counter)
    article_days: Counter[tuple[int, int]] = field(default_factory=Counter)
    excluded: Counter[tuple[int, str]] = field(default_factory=Counter)
    times: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    previous: dict[int, int] = field(default_factory=dict)

    def add(self, records: Iterable[Record | None]) -> None:
        """Count `records`; None stands for a damaged line."""
        for record in records:
            self.records += 1
            if record is None:
                self.damaged += 1
            elif record.kind == journal.EXCLUDED:
                self.excluded[clock.day_number(record.at), record.visitor] += 1
            elif record.kind in {journal.ARTICLE, journal.OTHER}:
                self._add_view(record)
            else:
                self.damaged += 1

    def _add_view(self, record: Record) -> None:
        hour = clock.hour_number(record.at)
        self.views_by_hour[hour] += 1
        if record.kind == journal.ARTICLE:
            self.article_days[hour // 24, record.article_id] += 1
        else:
            self.other_views[hour // 24] += 1
        if record.visitor == NOBODY:
            return
        visitor = visitor_id(record.visitor)
        self.times[visitor].append(record.at)
        if record.previous != NOBODY:
            self.previous[visitor] = visitor_id(record.previous)
