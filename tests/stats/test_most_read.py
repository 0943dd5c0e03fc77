"""What readers are shown as read most, from real views."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from stats import clock, most_read, opening, rollup, steps
from stats.models import ArticleDay, ArticleHour, MostRead, Step
from tests.journals import view, write

pytestmark = pytest.mark.django_db

AT = 1_795_665_600_000  # 2026-11-26 08:00 in Vietnam
MINUTE = 60_000


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The clock, to be set."""
    time = {"ms": AT}
    monkeypatch.setattr(clock, "now_ms", lambda: time["ms"])
    return time


def read(folder: Path, *articles: int) -> None:
    """One view of each, now."""
    write(folder / "journal", *(view(clock.now_ms(), article, visitor) for visitor, article in enumerate(articles, 1)))
    rollup.roll_up()


def found(days: int = 1) -> list[tuple[int, int]]:
    MostRead.objects.all().delete()
    most_read.find()
    return most_read.lately(days, 10)


def test_views_of_a_moment_ago_are_in_the_last_day(now: dict[str, int], data_dir: Path) -> None:
    read(data_dir, 7, 8, 7)
    assert found() == [(7, 2), (8, 1)]


def test_each_view_stays_counted_once_when_its_step_is_forgotten(now: dict[str, int], data_dir: Path) -> None:
    read(data_dir, 7, 8, 7)
    now["ms"] += steps.KEPT_MS + MINUTE
    read(data_dir, 8)
    steps.forget()
    assert (Step.objects.count(), ArticleHour.objects.count(), found()) == (1, 2, [(8, 2), (7, 2)])


def test_a_view_leaves_the_last_day_after_24_hours(now: dict[str, int], data_dir: Path) -> None:
    read(data_dir, 7)
    now["ms"] += 23 * 60 * MINUTE
    steps.forget()
    assert found() == [(7, 1)]
    now["ms"] += 60 * MINUTE
    assert found() == []


def test_hours_that_nobody_asks_for_any_more_are_deleted(now: dict[str, int], data_dir: Path) -> None:
    read(data_dir, 7)
    now["ms"] += 27 * 60 * MINUTE
    steps.forget()
    steps.forget()
    assert (ArticleHour.objects.count(), Step.objects.count()) == (0, 0)


def test_an_opening_total_is_nothing_that_was_read_today(now: dict[str, int], data_dir: Path) -> None:
    opening.set_articles({7: 5000}, by="quantri", reason="moved in")
    assert found() == []
    now["ms"] += steps.KEPT_MS + MINUTE
    steps.forget()
    assert ArticleHour.objects.count() == 0


def test_days_begin_with_the_oldest_one_of_the_period() -> None:
    today = clock.today()
    for back, article in [(0, 1), (6, 1), (7, 2), (29, 2), (30, 3)]:
        ArticleDay.objects.create(day=today - timedelta(days=back), article_id=article, views=5)
    assert (found(7), found(30)) == ([(1, 10)], [(2, 10), (1, 10)])


def test_of_equals_the_newest_article_comes_first() -> None:
    for article in (1, 3, 2):
        ArticleDay.objects.create(day=clock.today(), article_id=article, views=5)
    assert [article for article, _ in found(7)] == [3, 2, 1]


def test_lists_are_made_anew_only_after_a_while(now: dict[str, int], data_dir: Path) -> None:
    most_read.find()
    read(data_dir, 7)
    most_read.find()
    assert most_read.lately(1, 10) == [(7, 1)]
    read(data_dir, 8)
    most_read.find()
    assert most_read.lately(1, 10) == [(7, 1)]


def test_a_list_gets_shorter_with_its_period(now: dict[str, int]) -> None:
    day: date = clock.today()
    ArticleDay.objects.create(day=day, article_id=1, views=5)
    most_read.find()
    ArticleDay.objects.all().delete()
    now["ms"] += 3 * MINUTE
    most_read.find()
    assert most_read.lately(7, 10) == []
