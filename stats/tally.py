"""What a batch of journal rows adds to each rollup table, worked out in memory.

Column by column: a batch repeats few agents, referrers and sections, so each is looked at once and counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from stats import agents, clock, journal, referrers
from stats.agents import Agent
from stats.journal import AGENT, AT, KIND, PREVIOUS, VISITOR, Row

MINUTE_MS = 60_000
BOT, FLOOD = "bot", "flood"

# The apps open pages in a window of their own, without saying where the reader comes from.
_APPS = (("Zalo", "zalo"), ("FBAN/", "facebook"), ("FBAV/", "facebook"))

_ARTICLE, _OTHER, _EXCLUDED, _PING = (
    kind.encode() for kind in (journal.ARTICLE, journal.OTHER, journal.EXCLUDED, journal.PING)
)

KeyT = TypeVar("KeyT")
VisitorMinute = tuple[int, int]


def visitor_id(key: bytes) -> int:
    """A visitor's hash as the database keeps it: a signed whole number of 64 bits."""
    if len(key) != 16:
        raise ValueError("A visitor's hash has 16 hexadecimal digits.")
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
    def of(
        cls, rows: Sequence[Row], *, damaged: int = 0, allowed: Mapping[VisitorMinute, int] | None = None
    ) -> "Tally":
        """Count `rows`; `damaged` lines beside them could not be read.

        Of the views of a visitor in a minute that `allowed` names only so many count; the rest is a flood.
        """
        tally = cls(records=len(rows) + damaged, damaged=damaged)
        by_kind = _grouped(rows, [row[KIND] for row in rows])
        views = by_kind.pop(_ARTICLE, []) + by_kind.pop(_OTHER, [])
        tally._add_views(tally._without_floods(tally._without_bots(views), allowed or {}))
        for row in by_kind.pop(_EXCLUDED, []):
            tally._exclude(row, row[VISITOR].decode("latin-1"), int(row[PREVIOUS] or 1))
        for row in by_kind.pop(_PING, []):
            tally._see(visitor_id(row[VISITOR]), int(row[AT]))
        tally.damaged += sum(map(len, by_kind.values()))
        return tally

    def _without_bots(self, views: list[Row]) -> list[Row]:
        bots = {agent for agent in {row[AGENT] for row in views} if _read(agent).is_bot}
        if not bots:
            return views
        for row in views:
            if row[AGENT] in bots:
                self._exclude(row, BOT)
        return [row for row in views if row[AGENT] not in bots]

    def _without_floods(self, views: list[Row], allowed: Mapping[VisitorMinute, int]) -> list[Row]:
        if not allowed:
            return views
        left = dict(allowed)
        kept = []
        for row in views:
            minute = (visitor_id(row[VISITOR]), int(row[AT]) // MINUTE_MS) if row[VISITOR] else None
            if minute in left and not left[minute]:
                self._exclude(row, FLOOD)
                continue
            if minute in left:
                left[minute] -= 1
            kept.append(row)
        return kept

    def _exclude(self, row: Row, reason: str, requests: int = 1) -> None:
        self.excluded[clock.day_number(int(row[AT])), reason[:20]] += requests

    def _add_views(self, views: list[Row]) -> None:
        for day, rows in _grouped(views, [clock.day_number(int(row[AT])) for row in views]).items():
            _, at, _, article, section, visitor, previous, referrer, agent = zip(*rows, strict=True)
            times = list(map(int, at))
            self.views_by_hour.update(map(clock.hour_number, times))
            self._add_articles(day, Counter(article))
            self._add_dimension(
                day, "section", ((name[:100].decode("latin-1"), n) for name, n in Counter(section).items())
            )
            self._add_referrers(day, Counter(zip(referrer, agent, strict=True)))
            self._add_agents(day, Counter(agent))
            self._add_visitors(visitor, previous, times)

    def _add_articles(self, day: int, articles: Counter[bytes]) -> None:
        self.other_views[day] += articles.pop(b"0", 0)
        for article, views in articles.items():
            self.article_days[day, int(article)] += views

    def _add_dimension(self, day: int, dimension: str, values: Iterable[tuple[str, int]]) -> None:
        for value, views in values:
            self.dimensions[day, dimension, value] += views

    def _add_referrers(self, day: int, pairs: Counter[tuple[bytes, bytes]]) -> None:
        for (host, agent), views in pairs.items():
            referrer, kind = referrers.classify(host[:100].decode("latin-1"))
            if kind == referrers.DIRECT:
                kind = next((app for mark, app in _APPS if mark in agent.decode("latin-1")), kind)
            self.dimensions[day, "referrer", referrer] += views
            self.dimensions[day, "referrer_kind", kind] += views

    def _add_agents(self, day: int, counts: Counter[bytes]) -> None:
        for name, views in counts.items():
            agent = _read(name)
            self.dimensions[day, "device", agent.device] += views
            self.dimensions[day, "browser", agent.browser] += views
            self.dimensions[day, "system", agent.system] += views

    def _add_visitors(self, keys: Sequence[bytes], previous: Sequence[bytes], times: Sequence[int]) -> None:
        ids = {key: visitor_id(key) for key in set(keys) if key}  # without those who ask not to be told apart
        known = [(ids[key], at) for key, at in zip(keys, times, strict=True) if key]
        for visitor, at in known:
            self.times[visitor].append(at)
        for visitor in ids.values():
            self._see(visitor, max(self.times[visitor]))
        self.minutes.update((visitor, at // MINUTE_MS) for visitor, at in known)
        # Only the first requests after midnight name the hash of the day before.
        pairs = set(zip(keys, previous, strict=True))
        self.previous.update({ids[key]: visitor_id(earlier) for key, earlier in pairs if key and earlier})

    def _see(self, visitor: int, at: int) -> None:
        if at > self.seen.get(visitor, 0):
            self.seen[visitor] = at


def _grouped(rows: Sequence[Row], keys: Sequence[KeyT]) -> dict[KeyT, list[Row]]:
    """The rows by the key of each."""
    groups: dict[KeyT, list[Row]] = {key: [] for key in set(keys)}
    if len(groups) == 1:
        return {keys[0]: list(rows)}  # nearly always: a batch is a second of one day
    for row, key in zip(rows, keys, strict=True):
        groups[key].append(row)
    return groups


def _read(agent: bytes) -> Agent:
    return agents.read(agent.decode("latin-1"))
