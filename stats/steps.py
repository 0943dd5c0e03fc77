"""How every process learns what each rollup changed: small rows that tell what was added, and who was seen.

The cost of keeping up is that of what happened since, however many articles and visitors there are.
"""

from array import array
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import BinaryField, QuerySet, Sum, Value

from stats import clock
from stats.models import ArticleHour, Step
from stats.upsert import upsert

KEPT_MS = 6 * 60 * 1000  # a little longer than somebody counts as online
HOURS_KEPT = 26  # a day, the hour that goes on, and one to spare


class Change(NamedTuple):
    """What one rollup added to the totals of articles, and when it saw which visitors last."""

    sequence: int
    views: dict[int, int]
    seen: dict[int, int]


def note(sequence: int, views: Mapping[int, int], seen: Mapping[int, int], *, is_read: bool = True) -> None:
    """Tell every process what was added, and who was seen, in the rollup with this number.

    What was not read but entered, as opening totals are, is in no hour (`is_read`).
    """
    recent = clock.now_ms() - KEPT_MS
    seen = {visitor: at for visitor, at in seen.items() if at > recent}
    Step.objects.create(
        sequence=sequence, noted_at=clock.now_ms(), views=_pack(views), seen=_pack(seen), is_read=is_read
    )


def between(after: int, until: int) -> list[Change]:
    """The changes with these numbers that are still kept, in order."""
    steps = Step.objects.filter(sequence__gt=after, sequence__lte=until).order_by("sequence")
    return [
        Change(sequence, _unpack(views), _unpack(seen))
        for sequence, views, seen in steps.values_list("sequence", "views", "seen")
    ]


def read_since(hour: int) -> Counter[int]:
    """The views of each article that were added up since the hour with this number began."""
    summed = (
        ArticleHour.objects.filter(hour__gte=hour)
        .values("article_id")
        .annotate(total=Sum("views"), packed=Value(None, output_field=BinaryField()))
    )
    steps = Step.objects.filter(is_read=True)
    # In one statement, so that what is added to the hours meanwhile is seen once.
    rows = summed.values_list("article_id", "total", "packed").union(
        steps.values_list("sequence", "noted_at", "views"), all=True
    )
    found: Counter[int] = Counter()
    for article_id, number, packed in rows:
        if packed is None:
            found[article_id] += number
        elif clock.hour_number(number) >= hour:
            found.update(_unpack(packed))
    return found


def forget() -> None:
    """Add the steps that everybody has taken to the hours of their articles, and delete them."""
    over = Step.objects.filter(noted_at__lt=clock.now_ms() - KEPT_MS)
    if over.exists():  # or the lock for writing would be taken for nothing
        _add_to_hours(over)
    ArticleHour.objects.filter(hour__lt=clock.hour_number(clock.now_ms()) - HOURS_KEPT).delete()


@transaction.atomic
def _add_to_hours(over: QuerySet[Step]) -> None:
    # Locked: of two processes that come at once the second finds nothing left.
    steps = list(over.order_by("sequence").select_for_update())
    hours: Counter[tuple[int, int]] = Counter()
    for step in steps:
        if step.is_read:
            hour = clock.hour_number(step.noted_at)
            hours.update({(hour, article_id): views for article_id, views in _unpack(step.views).items()})
    rows = ((*key, views) for key, views in sorted(hours.items()))
    upsert(ArticleHour, rows, keys=["hour", "article_id"], adding=["views"])
    Step.objects.filter(sequence__in=[step.sequence for step in steps]).delete()


def _pack(pairs: Mapping[int, int]) -> bytes:
    return array("q", [number for pair in pairs.items() for number in pair]).tobytes()


def _unpack(packed: bytes | memoryview) -> dict[int, int]:
    numbers = array("q")
    numbers.frombytes(packed)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))
