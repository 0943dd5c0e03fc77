"""What a batch of journal records adds to each rollup table, worked out in memory.

Column by column: a batch repeats few agents, referrers and sections, so each is looked at once and counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stats import agents, clock, referrers
from stats.records import ARTICLE, EXCLUDED, OTHER, PING, Records

MINUTE_MS = 60_000
BOT, FLOOD = "bot", "flood"

# The apps open pages in a window of their own, without saying where the reader comes from.
_APPS = (("Zalo", "zalo"), ("FBAN/", "facebook"), ("FBAV/", "facebook"))

VisitorMinute = tuple[int, int]
Hit = tuple[int, int]  # when (milliseconds), and which article, or 0


@dataclass(slots=True)
class Tally:
    """Counts by day number, by hour number, by article; views and pings by visitor."""

    views_by_hour: Counter[int] = field(default_factory=Counter)
    other_views: Counter[int] = field(default_factory=Counter)
    articles: dict[int, Counter[int]] = field(default_factory=dict)  # by day number
    dimensions: Counter[tuple[int, str, str]] = field(default_factory=Counter)  # by day number, dimension, value
    excluded: Counter[tuple[int, str]] = field(default_factory=Counter)
    hits: dict[int, list[Hit]] = field(default_factory=dict)  # by visitor, in no order
    pings: dict[int, int] = field(default_factory=dict)  # by visitor, the last
    previous: dict[int, int] = field(default_factory=dict)  # by visitor: who he was yesterday

    @classmethod
    def of(cls, records: Records, allowed: Mapping[VisitorMinute, int] | None = None) -> "Tally":
        """Count `records`.

        Of the views of a visitor in a minute that `allowed` names only so many count; the rest is a flood.
        """
        tally = cls()
        kinds = set(records.kind)
        if kinds <= {ARTICLE, OTHER}:
            views = records
        else:
            views = records.where([kind in {ARTICLE, OTHER} for kind in records.kind])
            tally._add_excluded(records.where([kind == EXCLUDED for kind in records.kind]))
            tally._add_pings(records.where([kind == PING for kind in records.kind]))
        views = tally._without_floods(tally._without_bots(views), allowed or {})
        for day, some in _by_day(views).items():
            tally._add_views(day, some)
        return tally

    def _add_excluded(self, records: Records) -> None:
        for at, reason, requests in zip(records.at, records.referrer, records.visitor, strict=True):
            self._exclude(at, reason, requests)

    def _exclude(self, at: int, reason: str, requests: int = 1) -> None:
        self.excluded[clock.day_number(at), reason[:20]] += requests

    def _add_pings(self, records: Records) -> None:
        for visitor, at in zip(records.visitor, records.at, strict=True):
            self.pings[visitor] = max(at, self.pings.get(visitor, 0))

    def _without_bots(self, views: Records) -> Records:
        bots = {agent for agent in set(views.agent) if agents.read(agent).is_bot}
        if not bots:
            return views
        for at, agent in zip(views.at, views.agent, strict=True):
            if agent in bots:
                self._exclude(at, BOT)
        return views.where([agent not in bots for agent in views.agent])

    def _without_floods(self, views: Records, allowed: Mapping[VisitorMinute, int]) -> Records:
        if not allowed:
            return views
        left = dict(allowed)
        kept = []
        for visitor, at in zip(views.visitor, views.at, strict=True):
            minute = (visitor, at // MINUTE_MS)
            is_kept = left.get(minute, 1) > 0
            if not is_kept:
                self._exclude(at, FLOOD)
            elif minute in left:
                left[minute] -= 1
            kept.append(is_kept)
        return views.where(kept)

    def _add_views(self, day: int, views: Records) -> None:
        self._add_hours(day, views.at)
        self._add_articles(day, Counter(views.article_id))
        for section, n in Counter(views.section).items():
            self.dimensions[day, "section", section[:100]] += n
        self._add_referrers(day, Counter(zip(views.referrer, views.agent, strict=True)))
        self._add_agents(day, Counter(views.agent))
        self._add_visitors(views)

    def _add_hours(self, day: int, at: Sequence[int]) -> None:
        first, last = clock.hour_number(min(at)), clock.hour_number(max(at))
        self.views_by_hour.update({first: len(at)} if first == last else Counter(map(clock.hour_number, at)))

    def _add_articles(self, day: int, counts: Counter[int]) -> None:
        self.other_views[day] += counts.pop(0, 0)
        self.articles[day] = counts

    def _add_referrers(self, day: int, pairs: Counter[tuple[str, str]]) -> None:
        for (host, agent), views in pairs.items():
            referrer, kind = referrers.classify(host[:100])
            if kind == referrers.DIRECT:
                kind = next((app for mark, app in _APPS if mark in agent), kind)
            self.dimensions[day, "referrer", referrer] += views
            self.dimensions[day, "referrer_kind", kind] += views

    def _add_agents(self, day: int, counts: Counter[str]) -> None:
        for name, views in counts.items():
            agent = agents.read(name)
            self.dimensions[day, "device", agent.device] += views
            self.dimensions[day, "browser", agent.browser] += views
            self.dimensions[day, "system", agent.system] += views

    def _add_visitors(self, views: Records) -> None:
        hits = self.hits
        for visitor, hit in zip(views.visitor, zip(views.at, views.article_id, strict=True), strict=True):
            if visitor in hits:
                hits[visitor].append(hit)
            else:
                hits[visitor] = [hit]
        hits.pop(0, None)  # those who ask not to be told apart
        # Only the first requests after midnight name the hash of the day before.
        if any(views.previous):
            pairs = set(zip(views.visitor, views.previous, strict=True))
            self.previous.update({visitor: previous for visitor, previous in pairs if visitor and previous})


def _by_day(views: Records) -> dict[int, Records]:
    if not views.at:
        return {}
    first, last = clock.day_number(min(views.at)), clock.day_number(max(views.at))
    if first == last:
        return {first: views}  # nearly always: a batch is a second of one day
    days = list(map(clock.day_number, views.at))
    return {day: views.where([one == day for one in days]) for day in set(days)}
