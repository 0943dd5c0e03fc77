"""Sending an article out: who sees whose links, and who can end them."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import preview_links
from articles.models import Article, PreviewLink
from tests.articles.newsroom import address, client_of
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def page(article: Article) -> str:
    return address(article, "preview-links")


def sent(user: User, article: Article, **fields: Any) -> Any:
    return client_of(user).post(page(article), {"recipient": "bà Bình", "days": "3", **fields})


def link_to(article: Article, by: User) -> PreviewLink:
    return preview_links.make(article, by=by, recipient="bà Bình", lasts=timedelta(days=1), may_approve=False)


def test_a_link_is_made_for_as_long_as_was_chosen(approver: User) -> None:
    sent(approver, make_article(status="in_review"), days="7", may_approve="on")
    link = PreviewLink.objects.get()
    assert (link.recipient, link.may_approve, link.created_by) == ("bà Bình", True, approver)
    assert round((link.expires_at - timezone.now()) / timedelta(days=1)) == 7


def test_three_days_are_offered_first(approver: User) -> None:
    form = client_of(approver).get(page(make_article(status="in_review"))).context["form"]
    assert (form["days"].value(), [days for days, _ in form.fields["days"].choices]) == (3, [1, 3, 7, 30])


@pytest.mark.parametrize("fields", [{"recipient": " "}, {"recipient": "a" * 151}, {"days": "31"}, {"days": "x"}])
def test_what_makes_no_sense_makes_no_link(fields: dict[str, str], approver: User) -> None:
    response = sent(approver, make_article(status="in_review"), **fields)
    assert (response.status_code, PreviewLink.objects.count()) == (200, 0)


def test_who_may_not_publish_cannot_let_anybody_approve(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    assert "may_approve" not in client_of(writer).get(page(article)).context["form"].fields
    sent(writer, article, may_approve="on")
    assert PreviewLink.objects.get().may_approve is False


def test_the_sender_gets_the_address_and_a_letter(approver: User) -> None:
    article = make_article(status="in_review", title="Đường hoa & lối đi")
    link = link_to(article, approver)
    row = client_of(approver).get(page(article)).context["rows"][0]
    assert row["address"] == f"http://testserver{preview_links.address(link)}"
    letter = unquote(row["letter"])
    assert [
        part for part in ("bà Bình", "Đường hoa & lối đi", row["address"], "Nguyễn Văn An") if part not in letter
    ] == []


def test_nobody_but_the_sender_sees_the_address(writer: User, approver: User) -> None:
    article = make_article(status="draft", created_by=writer)
    token = preview_links.token(link_to(article, approver))
    shown = [token in client_of(user).get(page(article)).content.decode() for user in (writer, approver)]
    assert shown == [False, True]


def test_what_the_recipient_said_stands_with_the_link(approver: User) -> None:
    article = make_article(status="in_review")
    preview_links.comment(link_to(article, approver), "Sửa <b>dòng</b> 2.")
    assert ": Sửa &lt;b&gt;dòng&lt;/b&gt; 2." in client_of(approver).get(page(article)).content.decode()


def test_a_link_is_ended_with_a_button(approver: User) -> None:
    link = link_to(make_article(status="in_review"), approver)
    client_of(approver).post(page(link.article), {"revoke": link.pk})
    assert preview_links.find(preview_links.token(link)) is None


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "²"])
def test_ending_what_is_no_link_of_the_article_answers_404(number: str, approver: User) -> None:
    response = client_of(approver).post(page(make_article(status="in_review")), {"revoke": number})
    assert response.status_code == 404


def test_a_link_of_another_article_is_not_ended(writer: User, approver: User) -> None:
    own = make_article(status="draft", created_by=writer)
    link = link_to(make_article(status="draft"), approver)
    assert client_of(writer).post(page(own), {"revoke": link.pk}).status_code == 404


def test_the_sender_ends_a_link_when_the_article_is_out_of_their_hands(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    link = link_to(article, writer)
    Article.objects.update(status="in_review")
    response = client_of(writer).get(page(article))
    assert (response.context["form"], response.context["rows"][0]["may_revoke"]) == (None, True)
    client_of(writer).post(page(article), {"revoke": link.pk})
    assert PreviewLink.objects.get().revoked_at is not None


def test_who_may_only_read_an_article_sees_no_links(writer: User) -> None:
    waiting = make_article(status="in_review", created_by=writer)
    answers = [client_of(user).get(page(waiting)).status_code for user in (writer, make_user("official"))]
    assert answers == [403, 404]


def test_a_limited_approver_makes_links_in_given_sections(approver: User) -> None:
    given = make_section()
    given.editors.add(approver)
    articles = [make_article(status="in_review", section=section) for section in (given, make_section())]
    assert [sent(approver, article, may_approve="on").status_code for article in articles] == [302, 404]


def test_a_published_article_is_not_sent_out(approver: User) -> None:
    article = make_article()
    response = sent(approver, article)
    assert (response.context["form"], PreviewLink.objects.count()) == (None, 0)


def test_the_form_of_an_article_leads_here(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    assert page(article) in client_of(writer).get(address(article)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_links_as_for_one(
    count: int, approver: User, django_assert_num_queries: Any
) -> None:
    article = make_article(status="in_review")
    for _ in range(count):
        preview_links.comment(link_to(article, approver), "Thêm.")
    client = client_of(approver)
    with django_assert_num_queries(14):
        client.get(page(article))
