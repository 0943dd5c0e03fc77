"""The page behind a preview link, as a leader without an account meets it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles import preview_links, workflow
from articles.models import Article, Note, PreviewLink, Section
from portal.page_cache import ENVIRON_PAGE
from tests.factories import make_article, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


@pytest.fixture
def link(approver: User) -> PreviewLink:
    article = make_article(status="in_review", title="Chưa ai biết")
    return send(article, approver)


def send(article: Article, by: User, *, may_approve: bool = True) -> PreviewLink:
    day = timedelta(days=1)
    return preview_links.make(article, by=by, recipient="đồng chí Bình", lasts=day, may_approve=may_approve)


def path(link: PreviewLink) -> str:
    return preview_links.address(link)


def text(response: Any) -> str:
    return str(response.content.decode())


# Reading.


def test_the_leader_reads_the_article_as_readers_will_see_it(client: Client, link: PreviewLink) -> None:
    page = text(client.get(path(link)))
    shown = ["Chưa ai biết", "<p>Nội dung.</p>", "Bản xem trước dành cho <b>đồng chí Bình</b>", "Đồng ý xuất bản"]
    assert [part for part in shown if part not in page] == []


def test_the_page_is_kept_counted_and_found_nowhere(client: Client, link: PreviewLink) -> None:
    response = client.get(path(link))
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "X-Frame-Options")
    assert [response[name] for name in names] == ["no-store", "noindex, nofollow", "no-referrer", "DENY"]
    assert (hasattr(response, "page"), ENVIRON_PAGE in response.wsgi_request.META) == (False, False)
    assert "<script" not in text(response)


def test_a_reader_gets_no_cookie(client: Client, link: PreviewLink) -> None:
    client.get(path(link))
    client.post(path(link), {"comment": "Được."})
    assert dict(client.cookies) == {}


def test_the_first_opening_is_written_down(client: Client, link: PreviewLink) -> None:
    client.head(path(link))
    assert PreviewLink.objects.get().opened_at is None
    client.get(path(link))
    first = PreviewLink.objects.get().opened_at
    client.get(path(link))
    assert (first is not None, PreviewLink.objects.get().opened_at) == (True, first)


def test_a_link_to_read_offers_no_approval(client: Client, approver: User) -> None:
    link = send(make_article(status="draft"), approver, may_approve=False)
    page = text(client.get(path(link)))
    assert ("Đồng ý xuất bản" in page, "Gửi ý kiến" in page) == (False, True)


def test_the_name_of_the_recipient_is_text(client: Client, approver: User) -> None:
    link = send(make_article(status="draft"), approver)
    PreviewLink.objects.update(recipient="<script>alert(1)</script>")
    assert "<script" not in text(client.get(path(link)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_neighbours_as_for_one(
    count: int, approver: User, client: Client, django_assert_num_queries: Any
) -> None:
    article = make_article(status="in_review")
    for _ in range(count):
        make_article(section=article.section, lead_picture=make_picture())
        article.tags.add(make_tag())
    link = send(article, approver)
    with django_assert_num_queries(19):
        client.get(path(link))


# Everything that does not work any more, or never did, is one and the same page.


def ended(link: PreviewLink) -> Iterator[str]:
    """The addresses of links that cannot be used, each for another reason."""
    yield path(link).replace("xem-truoc/", "xem-truoc/x")
    yield "/xem-truoc/khong-co/"
    yield "/xem-truoc/" + "9" * 500 + "/"
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    yield path(link)
    PreviewLink.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    yield path(link)
    PreviewLink.objects.update(revoked_at=None)
    Article.objects.update(status="trashed")
    yield path(link)
    Article.objects.update(status="draft")
    User.objects.update(is_active=False)
    yield path(link)
    PreviewLink.objects.all().delete()
    yield path(link)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_ended_link_gets_the_same_answer(method: str, client: Client, link: PreviewLink) -> None:
    answers = [getattr(client, method)(address) for address in ended(link)]
    assert {response.status_code for response in answers} == {410}
    assert len({response.content for response in answers}) == 1
    headers = [{name: sorted(value.split("; ")) for name, value in response.items()} for response in answers]
    assert [other for other in headers if other != headers[0]] == []
    assert "Chưa ai biết" not in text(answers[0])


def test_a_forged_link_costs_as_many_queries_as_an_expired_one(
    client: Client, link: PreviewLink, django_assert_num_queries: Any
) -> None:
    PreviewLink.objects.update(expires_at=timezone.now())
    for address in (path(link), path(link)[:-2] + "/"):
        with django_assert_num_queries(1):
            client.get(address)


def test_no_section_can_take_the_address() -> None:
    with pytest.raises(ValidationError) as refused:
        Section(name="Xem trước").full_clean()
    assert list(refused.value.message_dict) == ["slug"]


# Answering.


def test_a_comment_reaches_the_newsroom_and_is_thanked_for(client: Client, link: PreviewLink) -> None:
    response = client.post(path(link), {"comment": "Sửa dòng 2."}, follow=True)
    assert (response.redirect_chain[0][1], "Ý kiến đã được gửi" in text(response)) == (302, True)
    assert Note.objects.get().text.rpartition(": ")[2] == "Sửa dòng 2."


@pytest.mark.parametrize("comment", ["", "   ", "a" * 1001])
def test_an_empty_or_endless_comment_is_refused(comment: str, client: Client, link: PreviewLink) -> None:
    response = client.post(path(link), {"comment": comment})
    assert (response.status_code, 'role="alert"' in text(response), Note.objects.count()) == (400, True, 0)


def test_too_many_comments_are_refused_with_what_was_typed(client: Client, link: PreviewLink) -> None:
    for _ in range(preview_links.MOST_COMMENTS):
        preview_links.comment(link, "Thêm.")
    response = client.post(path(link), {"comment": "Một ý nữa"})
    assert (response.status_code, "Một ý nữa</textarea>" in text(response)) == (429, True)


def test_the_leader_approves_and_the_public_reads(client: Client, link: PreviewLink) -> None:
    response = client.post(path(link), {"comment": "", "approve": "1"})
    assert (response.status_code, "Xin cảm ơn đồng chí Bình" in text(response)) == (200, True)
    assert client.get(Article.objects.get().get_absolute_url()).status_code == 200


def test_reading_alone_approves_nothing(client: Client, link: PreviewLink) -> None:
    client.get(path(link), {"approve": "1"})
    assert Article.objects.get().status == "in_review"


def test_a_changed_text_is_shown_and_cannot_be_approved(client: Client, link: PreviewLink) -> None:
    Article.objects.update(body="<p>Bản mới.</p>")
    response = client.post(path(link), {"approve": "1"})
    page = text(response)
    assert (response.status_code, "Bản mới." in page, "liên hệ Nguyễn Văn An để" in page) == (409, True, True)
    assert ('name="approve"' in page, Article.objects.get().status) == (False, "in_review")


def test_what_is_missing_is_said_to_the_leader(client: Client, approver: User) -> None:
    link = send(make_article(status="in_review", lead=""), approver)
    response = client.post(path(link), {"comment": "Đăng đi.", "approve": "1"})
    assert (response.status_code, "Đăng đi.</textarea>" in text(response)) == (409, True)
    assert Article.objects.get().status == "in_review"


def test_a_link_to_read_does_not_approve(client: Client, approver: User) -> None:
    link = send(make_article(status="in_review"), approver, may_approve=False)
    assert client.post(path(link), {"approve": "1"}).status_code == 403
    assert Article.objects.get().status == "in_review"


def test_a_published_article_says_so_and_leads_to_its_page(client: Client, approver: User, link: PreviewLink) -> None:
    article = workflow.publish(link.article, by=approver)
    page = text(client.get(path(link)))
    assert ("Bài đã được xuất bản" in page, f'href="{article.get_absolute_url()}"' in page) == (True, True)


def test_a_planned_article_says_when_it_comes(client: Client, approver: User) -> None:
    link = send(make_article(status="in_review", publish_at=timezone.now() + timedelta(days=2)), approver)
    asked = text(client.get(path(link)))
    thanked = text(client.post(path(link), {"approve": "1"}))
    assert ("Bài sẽ tự lên trang lúc" in asked, "sẽ tự lên trang lúc" in thanked) == (True, True)


def test_an_approved_new_text_thanks_once_and_then_says_that_it_is_published(client: Client, approver: User) -> None:
    link = send(workflow.redraft(make_article(), by=approver), approver)
    assert "Bản sửa sẽ thay ngay" in text(client.get(path(link)))
    answers = [client.post(path(link), {"approve": "1"}), client.get(path(link))]
    pages = [text(answer) for answer in answers]
    assert ["Xin cảm ơn" in page for page in pages] == [True, False]
    assert "Bài đã được xuất bản" in pages[1]


def test_a_new_text_that_was_given_up_is_gone(client: Client, approver: User) -> None:
    link = send(workflow.redraft(make_article(), by=approver), approver)
    workflow.discard(link.article, by=approver)
    assert client.get(path(link)).status_code == 410
