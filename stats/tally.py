"""What a batch of journal records adds to each rollup table, worked out in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stats import agents, clock, journal, referrers
from stats.journal import Record

MINUTE_MS = 60_000
BOT, FLOOD = "bot", "flood"

# The apps open pages in a window of their own, without saying where the reader comes from.
_APPS = (("Zalo", "zalo"), ("FBAN/", "facebook"), ("FBAV/", "facebook"))

VisitorMinute = tuple[int, int]


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
    dimensions: Counter[tuple[int, str, str]] = field(default_factory=Counter)  # by day number, dimension, value
    excluded: Counter[tuple[int, str]] = field(default_factory=Counter)
    times: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    previous: dict[int, int] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)  # when a visitor last viewed or pinged
    minutes: Counter[VisitorMinute] = field(default_factory=Counter)  # views of a visitor in a minute

    @classmethod
    def of(cls, records: Iterable[Record | None], allowed: Mapping[VisitorMinute, int] | None = None) -> "Tally":
        """Count `records`; None stands for a damaged line.

        Of the views of a visitor in a minute that `allowed` names only so many count; the rest is a flood.
        """
        tally = cls()
        left = dict(allowed or {})
        for record in records:
            tally.records += 1
            if record is None:
                tally.damaged += 1
            else:
                tally._add(record, left)
        return tally

    def _add(self, record: Record, left: dict[VisitorMinute, int]) -> None:
        if record.kind in {journal.ARTICLE, journal.OTHER}:
            reason = self._reason_against(record, left)
            if reason:
                self.excluded[clock.day_number(record.at), reason] += 1
            else:
                self._add_view(record)
        elif record.kind == journal.EXCLUDED:
            self.excluded[clock.day_number(record.at), record.visitor[:20]] += 1
        elif record.kind == journal.PING:
            self._see(visitor_id(record.visitor), record.at)
        else:
            self.damaged += 1

    def _reason_against(self, record: Record, left: dict[VisitorMinute, int]) -> str:
        if agents.read(record.agent).is_bot:
            return BOT
        if record.visitor and left:
            minute = (visitor_id(record.visitor), record.at // MINUTE_MS)
            if minute in left:
                left[minute] -= 1
                return FLOOD if left[minute] < 0 else ""
        return ""

    def _add_view(self, record: Record) -> None:
        hour = clock.hour_number(record.at)
        day = hour // 24
        self.views_by_hour[hour] += 1
        if record.kind == journal.ARTICLE:
            self.article_days[day, record.article_id] += 1
        else:
            self.other_views[day] += 1
        for dimension, value in _traits(record):
            self.dimensions[day, dimension, value] += 1
        if record.visitor:
            self._add_visitor(record)

    def _add_visitor(self, record: Record) -> None:
        visitor = visitor_id(record.visitor)
        self.times[visitor].append(record.at)
        self.minutes[visitor, record.at // MINUTE_MS] += 1
        self._see(visitor, record.at)
        if record.previous:
            self.previous[visitor] = visitor_id(record.previous)

    def _see(self, visitor: int, at: int) -> None:
        self.seen[visitor] = max(at, self.seen.get(visitor, 0))


def _traits(record: Record) -> Iterable[tuple[str, str]]:
    agent = agents.read(record.agent)
    referrer, kind = referrers.classify(record.referrer)
    if kind == referrers.DIRECT:
        kind = next((app for mark, app in _APPS if mark in record.agent), kind)
    return (
        ("section", record.section),
        ("referrer", referrer),
        ("referrer_kind", kind),
        ("device", agent.device),
        ("browser", agent.browser),
        ("system", agent.system),
    )
