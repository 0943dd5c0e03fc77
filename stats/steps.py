"""How every process learns what each rollup changed: small rows that tell what was added, and who was seen.

The cost of keeping up is that of what happened since, however many articles and visitors there are.
"""

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from stats import clock
from stats.models import Step

KEPT_MS = 6 * 60 * 1000  # a little longer than somebody counts as online


class Change(NamedTuple):
    """What one rollup added to the totals of articles, and when it saw which visitors last."""

    sequence: int
    views: dict[int, int]
    seen: dict[int, int]


def note(sequence: int, views: Mapping[int, int], seen: Mapping[int, int]) -> None:
    """Tell every process what was added, and who was seen, in the rollup with this number."""
    recent = clock.now_ms() - KEPT_MS
    seen = {visitor: at for visitor, at in seen.items() if at > recent}
    Step.objects.create(sequence=sequence, noted_at=clock.now_ms(), views=_pack(views), seen=_pack(seen))


def between(after: int, until: int) -> list[Change]:
    """The changes with these numbers that are still kept, in order."""
    steps = Step.objects.filter(sequence__gt=after, sequence__lte=until).order_by("sequence")
    return [
        Change(sequence, _unpack(views), _unpack(seen))
        for sequence, views, seen in steps.values_list("sequence", "views", "seen")
    ]


def forget() -> None:
    """Delete the steps that everybody has taken."""
    Step.objects.filter(noted_at__lt=clock.now_ms() - KEPT_MS).delete()


def _pack(pairs: Mapping[int, int]) -> bytes:
    return array("q", [number for pair in pairs.items() for number in pair]).tobytes()


def _unpack(packed: bytes | memoryview) -> dict[int, int]:
    numbers = array("q")
    numbers.frombytes(packed)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))
