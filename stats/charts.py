"""A chart drawn on the server: bars with a line before them, as SVG that needs no script.

Across the page lengths are percentages, so that the chart takes the width it is given and its text keeps its
size; upright they are pixels. They are text, since templates would write numbers the Vietnamese way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

HEIGHT = 240
_MOST_LABELS = 8
_WIDEST_BAR = 6.0  # percent of the chart
_GRIDLINES = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One place of the chart: how it is called, the label below it, its bar and its place on the line."""

    name: str
    label: str
    bar: int
    line: int
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A point as it is drawn."""

    point: Point
    slot_x: str
    slot_width: str
    bar_x: str
    bar_width: str
    bar_y: str
    bar_height: str
    middle: str
    line_y: str
    label: str
    is_minor: bool  # its label goes first where there is little room


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the line between two points."""

    start: Column
    end: Column

    @property
    def is_unfinished(self) -> bool:
        return self.end.point.is_unfinished


@dataclass(frozen=True, slots=True)
class Gridline:
    """A line across the chart at a round number."""

    y: str
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a template needs to write the SVG."""

    columns: list[Column]
    segments: list[Segment]
    gridlines: list[Gridline]
    height: int = HEIGHT


def draw(points: Sequence[Point], height: int = HEIGHT) -> Chart:
    """The chart of `points`, at least one, from left to right, so many pixels high."""
    highest = max(max(point.bar, point.line) for point in points)
    step = _round_step(highest)
    top = step * max(1, -(-highest // step))
    columns = [_column(points, place, top, height) for place in range(len(points))]
    return Chart(
        columns=columns,
        segments=[Segment(start, end) for start, end in pairwise(columns)],
        gridlines=[Gridline(_y(number, top, height), number) for number in range(0, top + 1, step)],
        height=height,
    )


def _round_step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that divides the height into at most `_GRIDLINES` parts."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * _GRIDLINES >= highest:
                return factor * power
        power *= 10


def _column(points: Sequence[Point], place: int, top: int, height: int) -> Column:
    point, slot = points[place], 100 / len(points)
    width = min(slot * 0.72, _WIDEST_BAR)
    middle = (place + 0.5) * slot
    bar_y = _y(point.bar, top, height)
    # Labels are counted from the right, so that the newest point always has one.
    from_right = len(points) - 1 - place
    every = -(-len(points) // _MOST_LABELS)
    return Column(
        point=point,
        slot_x=_percent(place * slot),
        slot_width=_percent(slot),
        bar_x=_percent(middle - width / 2),
        bar_width=_percent(width),
        bar_y=bar_y,
        bar_height=f"{height - float(bar_y):.1f}",
        middle=_percent(middle),
        line_y=_y(point.line, top, height),
        label=point.label if from_right % every == 0 else "",
        is_minor=from_right // every % 2 == 1,
    )


def _y(number: int, top: int, height: int) -> str:
    return f"{height - height * number / top:.1f}"


def _percent(share: float) -> str:
    return f"{share:.3f}%"
