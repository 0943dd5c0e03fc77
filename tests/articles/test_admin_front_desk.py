"""The page on which the front page is arranged: for whom, and what each of its buttons does."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section, SectionLimit
from tests.articles.newsroom import address, client_of, send
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

DESK = "/admin/articles/article/front-page/"


@pytest.fixture
def approver() -> User:
    return make_user("approver")


@pytest.fixture
def client(approver: User) -> Client:
    return client_of(approver)


def limited() -> User:
    user = make_user("approver")
    SectionLimit.objects.create(user=user)
    return user


def typed(client: Client, articles: list[Article], **buttons: Any) -> dict[str, Any]:
    """What the form sends with these articles, all blocks ticked and the version that stands now."""
    sections = [branch["pk"] for branch in client.get(DESK).context["blocks"]]
    version = client.get(DESK).context["version"]
    featured = [article.pk for article in articles]
    return {"version": version, "featured": featured, "block": sections, "shown": sections, **buttons}


def titles(response: Any) -> list[str]:
    return [row["article"].title for row in response.context["featured"]]


# For whom.


@pytest.mark.parametrize("page", ["", "search/"])
def test_a_limited_approver_does_not_arrange_what_belongs_to_all_sections(page: str) -> None:
    assert client_of(limited()).get(f"{DESK}{page}").status_code == 403


@pytest.mark.parametrize("page", ["", "preview/"])
@pytest.mark.parametrize("role", ["contributor", "editor", "official", None])
def test_nobody_else_sends_an_arrangement(role: str | None, page: str) -> None:
    article = make_article()
    client = client_of(make_user(role) if role else limited())
    assert client.post(f"{DESK}{page}", {"featured": article.pk, "_apply": "1"}).status_code == 403


@pytest.mark.parametrize(("role", "is_offered"), [("approver", True), ("editor", False), ("official", False)])
def test_the_sidebar_offers_the_desk_to_those_who_may_use_it(role: str, is_offered: bool) -> None:  # noqa: FBT001
    page = client_of(make_user(role)).get("/admin/").content.decode()
    assert (f'href="{DESK}"' in page) is is_offered


@pytest.mark.parametrize("page", ["preview/"])
def test_the_preview_is_only_sent_for(client: Client, page: str) -> None:
    assert client.get(f"{DESK}{page}").status_code == 405


# Arranging.


def test_applying_is_seen_by_readers_at_once(client: Client, reader: Client) -> None:
    make_article()
    lead, second = make_article(), make_article()
    response = client.post(DESK, typed(client, [lead, second], _apply="1"), follow=True)
    front = reader.get("/").context["front"]
    assert (titles(response), [front.lead, front.secondary[0]]) == ([lead.title, second.title], [lead, second])


def test_a_section_without_its_tick_loses_its_block(client: Client) -> None:
    shown, hidden = make_section(), make_section()
    client.post(DESK, typed(client, [], _apply="1", shown=[shown.pk]))
    assert list(Section.objects.filter(is_on_front_page=True)) == [shown]
    assert list(Section.objects.filter(is_on_front_page=False)) == [hidden]


@pytest.mark.parametrize(
    ("button", "expected"),
    [("_featured_up", "bac"), ("_featured_down", "acb"), ("_remove", "ac"), ("_add", "abc"), ("_none", "abc")],
)
def test_a_button_changes_the_arrangement_without_applying_it(client: Client, button: str, expected: str) -> None:
    articles = [make_article(title=letter) for letter in "abc"]
    response = client.post(DESK, typed(client, articles, **{button: articles[1].pk}))
    assert ("".join(titles(response)), response.context["is_changed"]) == (expected, True)
    assert not Article.objects.filter(is_featured=True).exists()


def test_an_article_that_was_found_is_added_at_the_end(client: Client) -> None:
    first, second = make_article(title="a"), make_article(title="b")
    assert titles(client.post(DESK, typed(client, [first], _add=second.pk))) == ["a", "b"]


@pytest.mark.parametrize(("button", "expected"), [("_block_up", [1, 0, 2]), ("_block_down", [0, 2, 1])])
def test_a_button_moves_a_block(client: Client, button: str, expected: list[int]) -> None:
    sections = [make_section().pk for _ in range(3)]
    response = client.post(DESK, typed(client, [], **{button: sections[1]}))
    assert [block["pk"] for block in response.context["blocks"]] == [sections[index] for index in expected]


def test_searching_without_a_script_keeps_the_arrangement(client: Client) -> None:
    chosen, other = make_article(title="Đã chọn"), make_article(title="Cầu mới")
    response = client.post(DESK, typed(client, [chosen], q="cau", _search="1"))
    assert (titles(response), [row["article"] for row in response.context["found"]]) == (["Đã chọn"], [other])


def test_search_as_you_type_answers_with_rows_and_escapes_them(client: Client) -> None:
    make_article(title="Cầu <b>mới</b>")
    page = client.get(f"{DESK}search/", {"q": "cau"}).content.decode()
    assert ("Cầu &lt;b&gt;mới&lt;/b&gt;" in page, "<b>mới" in page) == (True, False)


# What is refused.


def test_a_conflict_shows_both_arrangements_and_the_second_try_applies(client: Client) -> None:
    mine, other = make_article(title="Của tôi"), make_article(title="Của bạn")
    sent = typed(client, [mine], _apply="1")
    client_of(make_user("approver")).post(DESK, typed(client, [other], _apply="1"))
    refused = client.post(DESK, sent)
    assert (titles(refused), refused.context["standing"]["featured"]) == (["Của tôi"], ["Của bạn"])
    client.post(DESK, {**sent, "version": refused.context["version"]})
    assert list(Article.objects.filter(is_featured=True)) == [mine]


def test_an_article_that_was_taken_off_stays_in_the_list_with_its_state(client: Client) -> None:
    article = make_article(title="Vừa bị gỡ")
    sent = typed(client, [article], _apply="1")
    Article.objects.filter(pk=article.pk).update(status="archived")
    response = client.post(DESK, sent)
    assert [row["state"] for row in response.context["featured"]] == ["Đã gỡ"]
    assert "Vừa bị gỡ" in str(response.context["refusal"])


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "", "٣", "9" * 19, "9" * 5000])
def test_what_is_no_number_is_passed_over(client: Client, value: str) -> None:
    sent = typed(client, [], _apply="1", featured=[value])
    assert client.post(DESK, sent).status_code == 302


def test_a_number_that_no_article_has_is_refused(client: Client) -> None:
    response = client.post(DESK, typed(client, [], _apply="1", featured=["9" * 18]))
    assert (response.status_code, titles(response), bool(response.context["refusal"])) == (200, [], True)


# The preview.


def test_the_preview_shows_what_is_sent_and_applies_nothing(client: Client) -> None:
    make_article(title="Tin mới nhất")
    chosen = make_article(title="Tin được chọn", section=make_section(name="Khối một"))
    response = client.post(f"{DESK}preview/", typed(client, [chosen]))
    assert response.context["front"].lead == chosen
    assert not Article.objects.filter(is_featured=True).exists()


def test_the_preview_is_no_view_and_is_never_kept(client: Client) -> None:
    response = client.post(f"{DESK}preview/", typed(client, []))
    assert (hasattr(response, "page"), "no-store" in response["Cache-Control"]) == (False, True)


def test_the_preview_hides_what_is_planned(client: Client) -> None:
    planned = make_article(publish_at=timezone.now() + timedelta(days=1))
    assert client.post(f"{DESK}preview/", typed(client, [planned])).context["front"].lead is None


# What it costs.


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 11), ("search/", 6), ("preview/", 10)])
def test_a_page_asks_as_often_for_three_articles_as_for_one(
    count: int, page: str, queries: int, client: Client, django_assert_num_queries: Any
) -> None:
    articles = [make_article(is_featured=True, section=make_section()) for _ in range(count)]
    sent = typed(client, articles)
    with django_assert_num_queries(queries):
        client.post(f"{DESK}{page}", sent) if page == "preview/" else client.get(f"{DESK}{page}")


# The tick in an article's form.


def test_a_tick_puts_the_article_before_those_that_the_desk_has_placed(approver: User) -> None:
    article = make_article(featured_position=4)
    send(approver, article, is_featured="on")
    article.refresh_from_db()
    assert (article.is_featured, article.featured_position) == (True, 0)


@pytest.mark.parametrize("make", [limited, lambda: make_user("contributor")])
def test_nobody_else_features_an_article(make: Any) -> None:
    user = make()
    article = make_article(created_by=user, status="draft")
    response = send(user, article, is_featured="on")
    article.refresh_from_db()
    assert (response.status_code, article.is_featured) == (302, False)


@pytest.mark.parametrize(("make", "is_offered"), [(lambda: make_user("approver"), True), (limited, False)])
def test_the_tick_is_offered_with_the_value_it_was_opened_on(make: Any, is_offered: bool) -> None:  # noqa: FBT001
    user = make()
    page = client_of(user).get(address(make_article(created_by=user, status="draft"))).content.decode()
    assert [f'name="{name}"' in page for name in ("is_featured", "initial-is_featured")] == [is_offered] * 2


def test_a_form_opened_before_the_desk_applied_does_not_undo_it(approver: User) -> None:
    article = make_article(is_featured=True)
    Article.objects.filter(pk=article.pk).update(is_featured=False)
    send(approver, article, title="Tên mới", is_featured="on", **{"initial-is_featured": "True"})
    article.refresh_from_db()
    assert (article.title, article.is_featured) == ("Tên mới", False)


def test_saving_the_text_of_a_placed_article_keeps_its_place(approver: User) -> None:
    article = make_article(is_featured=True, featured_position=2)
    send(approver, article, title="Tên mới", is_featured="on", **{"initial-is_featured": "True"})
    article.refresh_from_db()
    assert (article.is_featured, article.featured_position) == (True, 2)
