from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from stats import clock, figures
from stats.dashboard import Comparison
from stats.models import ArticleDay, ArticleTotal, DimensionDay, Excluded, RollupState, SiteDay, SiteHour
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/stats/"
TUESDAY = date(2026, 11, 24)
AT_9_30 = clock.midnight_ms(clock.number_of(TUESDAY)) + 9 * clock.HOUR_MS + clock.HOUR_MS // 2


@pytest.fixture(autouse=True)
def _half_past_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday, 24 November 2026, 9:30 in Vietnam."""
    monkeypatch.setattr(clock, "now_ms", lambda: AT_9_30)


@pytest.fixture
def official() -> Client:
    """A signed-in official who may read the statistics."""
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_statistics"))
    client = Client()
    client.force_login(user)
    return client


def test_a_stranger_is_asked_to_sign_in_and_comes_back() -> None:
    response = Client().get(ADDRESS)

    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/stats/")


def test_staff_without_the_permission_is_refused() -> None:
    client = Client()
    client.force_login(make_user(is_staff=True))

    assert client.get(ADDRESS).status_code == 403


def test_the_statistics_are_read_and_not_written(official: Client) -> None:
    assert official.post(ADDRESS).status_code == 405


def test_an_empty_portal_has_a_dashboard(official: Client) -> None:
    assert official.get(ADDRESS).status_code == 200


def test_the_four_figures_are_those_of_the_public_pages(official: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "site", figures.Site(online=2, today=258, week=1_396, total=530_364))

    page = official.get(ADDRESS).content.decode()

    numbers = [f'<p class="stats-number">{number}</p>' for number in ("2", "258", "1.396", "530.364")]
    assert [number in page for number in numbers] == [True] * 4


@pytest.mark.parametrize(
    ("query", "first", "steps"),
    [
        ("", date(2026, 10, 26), 30),
        ("?period=7", date(2026, 11, 18), 7),
        ("?period=30", date(2026, 10, 26), 30),
        ("?period=90", date(2026, 8, 27), 90),
        ("?period=12m", date(2025, 12, 1), 12),
        ("?period=31", date(2026, 10, 26), 30),
        ("?period=7&period=%00", date(2026, 10, 26), 30),
    ],
)
def test_the_period_is_chosen_by_a_link(official: Client, query: str, first: date, steps: int) -> None:
    context = official.get(ADDRESS + query).context

    assert (context["first"], context["last"], len(context["chart"].columns)) == (first, TUESDAY, steps)


@pytest.mark.parametrize("period", ["7", "12m"])
def test_only_the_last_step_is_marked_as_unfinished(official: Client, period: str) -> None:
    columns = official.get(f"{ADDRESS}?period={period}").context["chart"].columns

    assert [column.point.is_unfinished for column in columns] == [False] * (len(columns) - 1) + [True]


def test_today_is_compared_up_to_the_last_full_hour(official: Client) -> None:
    SiteDay.objects.create(day=TUESDAY - timedelta(days=2), views=1, visits=1)
    _visits({(TUESDAY, 8): 12, (TUESDAY, 9): 50, (TUESDAY - timedelta(days=1), 8): 10})

    comparisons = official.get(ADDRESS).context["comparisons"]

    assert (comparisons["hour"], comparisons["today"]) == ("9:00", Comparison(now=12, before=10))


def test_this_week_is_compared_up_to_the_same_weekday_and_hour(official: Client) -> None:
    SiteDay.objects.create(day=date(2026, 11, 15), views=1, visits=1)
    _visits({(TUESDAY, 8): 12, (date(2026, 11, 17), 8): 9, (date(2026, 11, 17), 9): 50})

    assert official.get(ADDRESS).context["comparisons"]["week"] == Comparison(now=12, before=9)


def test_what_was_not_counted_as_a_whole_is_not_compared(official: Client) -> None:
    SiteDay.objects.create(day=TUESDAY - timedelta(days=1), views=1, visits=1)

    comparisons = official.get(ADDRESS).context["comparisons"]

    assert (comparisons["today"], comparisons["week"]) == (None, None)


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        (12, 10, ("+2", "up", 0.2)),
        (8, 10, ("−2", "down", 0.2)),
        (5, 5, ("±0", "same", 0.0)),
        (5, 0, ("+5", "up", None)),
    ],
)
def test_a_comparison_says_by_how_much(now: int, before: int, shown: tuple[str, str, float | None]) -> None:
    comparison = Comparison(now, before)

    assert (comparison.difference, comparison.direction, comparison.share) == shown


def test_the_most_read_articles_link_to_the_site(official: Client) -> None:
    article = make_article(title="Khai mạc giải bóng chuyền", section=make_section(name="Tin xã"))
    _read(article.pk, 30)

    page = official.get(ADDRESS).content.decode()

    assert f'<a href="{article.get_absolute_url()}">Khai mạc giải bóng chuyền</a>' in page


def test_an_article_that_readers_cannot_open_is_no_link(official: Client) -> None:
    article = make_article(title="Tin cũ", status=Article.Status.ARCHIVED)
    _read(article.pk, 30)

    page = official.get(ADDRESS).content.decode()

    assert ("Tin cũ" in page, article.get_absolute_url() in page) == (True, False)


def test_a_title_is_shown_as_text(official: Client) -> None:
    _read(make_article(title="<script>alert(1)</script>").pk, 30)

    assert b"<script>alert" not in official.get(ADDRESS).content


def test_a_deleted_article_keeps_its_views(official: Client) -> None:
    _read(1_234, 30)

    articles = official.get(ADDRESS).context["articles"]

    assert articles == [{"id": 1_234, "heading": None, "views": 30, "share": 1.0, "readers_today": 0}]
    assert b"(#1234)" in official.get(ADDRESS).content


def test_the_share_is_of_all_views_of_articles(official: Client) -> None:
    _read(make_article().pk, 30)
    SiteDay.objects.create(day=TUESDAY, views=170, other_views=50)

    assert official.get(ADDRESS).context["articles"][0]["share"] == 0.25


def test_an_article_shows_its_readers_of_today_only(official: Client) -> None:
    article = make_article()
    ArticleDay.objects.create(day=TUESDAY, article_id=article.pk, views=9, readers=4)
    ArticleDay.objects.create(day=TUESDAY - timedelta(days=1), article_id=article.pk, views=9, readers=7)

    response = official.get(ADDRESS)

    assert response.context["articles"][0]["readers_today"] == 4
    assert "4 người đọc hôm nay" in response.content.decode()


def test_what_was_not_counted_is_shown_with_its_reason(official: Client) -> None:
    Excluded.objects.create(day=TUESDAY, reason="bot", requests=1_500)
    Excluded.objects.create(day=TUESDAY, reason="new-reason", requests=7)

    context = official.get(ADDRESS).context

    assert [row["requests"] for row in context["excluded"]] == [1_500, 0, 0, 0, 0, 7]
    assert (context["excluded"][-1]["name"], context["excluded_sum"]) == ("new-reason", 1_507)


def test_every_number_of_the_chart_stands_in_the_table_too(official: Client) -> None:
    SiteDay.objects.create(day=TUESDAY, views=1_700, other_views=500, visits=900, visitors=800)

    page = "".join(official.get(f"{ADDRESS}?period=7").content.decode().split())

    assert "<td>1.700</td><td>1.200</td><td>900</td><td>800</td>" in page


def _breakdown(official: Client, key: str) -> list[tuple[str, int]]:
    breakdowns = official.get(ADDRESS).context["breakdowns"]
    [rows] = [breakdown.rows for breakdown in breakdowns if breakdown.key == key]
    return [(row.name, row.views) for row in rows]


def test_values_are_called_by_names_that_people_know(official: Client) -> None:
    make_section(name="Giáo dục", slug="giao-duc")
    for dimension, value in [("section", "giao-duc"), ("section", ""), ("device", "mobile"), ("referrer_kind", "zalo")]:
        DimensionDay.objects.create(day=TUESDAY, dimension=dimension, value=value, views=3)

    names = [name for key in ("section", "device", "referrer_kind") for name, _views in _breakdown(official, key)]

    assert names == ["Trang chủ, chủ đề và các trang khác", "Giáo dục", "Điện thoại", "Zalo"]


def test_what_has_no_row_of_its_own_is_added_up_in_the_last(official: Client) -> None:
    for number in range(10):
        DimensionDay.objects.create(day=TUESDAY, dimension="referrer", value=f"{number}.example", views=50 - number)
    DimensionDay.objects.create(day=TUESDAY, dimension="referrer", value=DimensionDay.REMAINDER, views=100)

    rows = _breakdown(official, "referrer")

    assert (len(rows), rows[0], rows[-1]) == (9, ("0.example", 50), ("Còn lại", 42 + 41 + 100))


def test_hours_of_all_days_of_the_period_are_put_together(official: Client) -> None:
    _visits({(TUESDAY, 8): 12, (TUESDAY - timedelta(days=1), 8): 10})

    context = official.get(ADDRESS).context

    assert (context["hours"].columns[8].point.line, context["hours_since"]) == (22, TUESDAY - timedelta(days=1))


def test_the_newest_articles_are_shown_with_their_views(official: Client) -> None:
    article = make_article(title="Tin vừa đăng")
    ArticleTotal.objects.create(article_id=article.pk, views=4)
    make_article(title="Tin nháp", status=Article.Status.DRAFT)

    newest = official.get(ADDRESS).context["newest"]

    assert [(row["heading"].title, row["views"]) for row in newest] == [("Tin vừa đăng", 4)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_articles(
    official: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    RollupState.objects.create(pk=1, views=30)
    for _ in range(number):
        _read(make_article().pk, 30)

    with django_assert_num_queries(19):
        official.get(ADDRESS)


def _visits(visits: dict[tuple[date, int], int]) -> None:
    SiteHour.objects.bulk_create(SiteHour(day=day, hour=hour, visits=n) for (day, hour), n in visits.items())


def _read(article_id: int, views: int) -> None:
    ArticleDay.objects.create(day=TUESDAY, article_id=article_id, views=views)
