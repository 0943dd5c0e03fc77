import pytest

from stats.charts import HEIGHT, Chart, Point, draw


def test_the_highest_bar_reaches_its_place_on_the_scale() -> None:
    chart = _draw((100, 50))

    assert (chart.columns[0].bar_y, chart.columns[0].bar_height) == ("0.0", f"{HEIGHT:.1f}")


def test_the_line_stands_on_the_same_scale_as_the_bars() -> None:
    assert _draw((100, 50)).columns[0].line_y == f"{HEIGHT / 2:.1f}"


@pytest.mark.parametrize(
    ("highest", "scale"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (258, [0, 100, 200, 300]),
        (1_396, [0, 500, 1_000, 1_500]),
    ],
)
def test_gridlines_stand_at_round_whole_numbers(highest: int, scale: list[int]) -> None:
    assert [gridline.number for gridline in _draw((highest, 0)).gridlines] == scale


def test_a_chart_without_views_is_flat() -> None:
    assert [column.bar_height for column in _draw((0, 0), (0, 0)).columns] == ["0.0", "0.0"]


def test_columns_share_the_width() -> None:
    columns = _draw((1, 1), (1, 1), (1, 1), (1, 1)).columns

    assert [column.slot_x for column in columns] == ["0.000%", "25.000%", "50.000%", "75.000%"]


def test_the_line_goes_from_each_point_to_the_next() -> None:
    chart = _draw((2, 1), (2, 2), (2, 0))

    assert [(one.start, one.end) for one in chart.segments] == [
        (chart.columns[0], chart.columns[1]),
        (chart.columns[1], chart.columns[2]),
    ]


def test_the_line_to_an_unfinished_point_is_unfinished() -> None:
    chart = draw([Point("hôm qua", "23/11", 9, 5), Point("hôm nay", "24/11", 4, 2, is_unfinished=True)])

    assert [segment.is_unfinished for segment in chart.segments] == [True]


@pytest.mark.parametrize("number", [1, 7, 12, 30, 90])
def test_at_most_eight_points_are_labelled_and_the_newest_always(number: int) -> None:
    labels = [column.label for column in _draw(*[(1, 1)] * number).columns]

    assert (labels[-1] != "", sum(label != "" for label in labels) <= 8) == (True, True)


def test_every_other_label_may_go_but_not_the_newest() -> None:
    labelled = [column for column in _draw(*[(1, 1)] * 30).columns if column.label]

    assert [column.is_minor for column in labelled[::-1]] == [False, True] * 4


def _draw(*values: tuple[int, int]) -> Chart:
    return draw([Point(f"ngày {number}", str(number), *pair) for number, pair in enumerate(values, 1)])
