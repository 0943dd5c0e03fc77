"""Views of a day by section, referrer, device, browser and system, with a bound on how many values are kept apart."""

from collections import Counter

from stats import clock
from stats.models import DimensionDay
from stats.tally import Tally
from stats.upsert import upsert

# Anybody can send any referrer: what comes when a day already has so many values of a dimension is added up as one.
MOST_VALUES = 300

_Key = tuple[int, str]  # day number, dimension

_known: dict[_Key, set[str]] = {}  # values that have a row; this process's memory of the table


def add(tally: Tally) -> None:
    """Write the breakdowns of the batch."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for (day, dimension, value), views in sorted(tally.dimensions.items()):
        counts[day, dimension, _kept(day, dimension, value)] += views
    upsert(
        DimensionDay,
        ((clock.day_of(day), dimension, value, n) for (day, dimension, value), n in sorted(counts.items())),
        keys=["day", "dimension", "value"],
        adding=["views"],
    )


def reset() -> None:
    """Forget what is known of the table."""
    _known.clear()


def _kept(day: int, dimension: str, value: str) -> str:
    known = _values(day, dimension)
    if value in known:
        return value
    if len(known) >= MOST_VALUES:
        return DimensionDay.REMAINDER
    known.add(value)
    return value


def _values(day: int, dimension: str) -> set[str]:
    key = (day, dimension)
    if key not in _known:
        if len(_known) > 100:  # days come and go
            _known.clear()
        rows = DimensionDay.objects.filter(day=clock.day_of(day), dimension=dimension)
        _known[key] = set(rows.values_list("value", flat=True))
    return _known[key]
