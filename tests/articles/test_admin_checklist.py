"""The checks before publishing beside the form, their levels, the link chooser, and what links here."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import readiness
from articles.models import Article, Picture
from tests.articles.newsroom import LIST, address, client_of, errors, send, typed
from tests.articles.test_images import picture_bytes
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

LEVELS = "/admin/articles/checklevel/"
CHOOSE = f"{LIST}choose/"


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver")


def checked(user: User, article: Article | None = None, **fields: Any) -> Any:
    path = f"{LIST}{article.pk}/typed-checklist/" if article else f"{LIST}checklist/"
    return client_of(user).post(path, fields)


def open_codes(response: Any) -> set[str]:
    return {line.check.code for line in response.context["checklist"] if line.finding}


# The checklist.


def test_a_form_comes_with_its_first_checklist(writer: User) -> None:
    page = client_of(writer).get(f"{LIST}add/")
    # The author is filled in already.
    assert {"title", "section", "lead", "body"} <= open_codes(page)
    assert "byline" not in open_codes(page)
    assert 'href="#id_title" data-code="title"' in page.content.decode()


def test_a_stored_article_is_checked_as_it_is_opened(writer: User) -> None:
    draft = make_article(status="draft", created_by=writer, lead="", signature="")
    assert {"lead", "byline"} <= open_codes(client_of(writer).get(address(draft)))


def test_who_only_reads_gets_no_checklist() -> None:
    assert "checklist" not in client_of(make_user("official")).get(address(make_article())).context


def test_what_is_typed_is_checked_and_not_stored(writer: User) -> None:
    before = Article.objects.count()
    whole: dict[str, Any] = {
        "title": "Bà con thôn Giàng dọn kênh",
        "lead": "Sáng nay.",
        "body": "<p>Tin.</p>",
        "author": "Hoa",
    }
    response = checked(writer, section=make_section().pk, **whole)
    assert open_codes(response) == {"source", "body_length"}
    assert Article.objects.count() == before


def test_what_is_typed_into_a_stored_article_is_checked_and_not_stored(writer: User) -> None:
    draft = make_article(status="draft", created_by=writer)
    response = checked(writer, draft, title="", section=draft.section_id, lead_picture=make_picture(alt="").pk)
    draft.refresh_from_db()
    assert {"title", "lead", "body", "byline", "lead_picture_alt"} <= open_codes(response)
    assert draft.title


@pytest.mark.parametrize(
    "fields",
    [
        {"section": "x", "lead_picture": "²", "publish_at_0": "hôm qua"},
        {"section": "9" * 30, "title": "a" * 100_000},
        {"body": "<div>" * 400},
        {"body": "a" * (1024 * 1024 + 1)},
    ],
)
def test_whatever_is_typed_is_answered(fields: dict[str, Any], writer: User) -> None:
    assert checked(writer, **fields).status_code == 200


def test_typed_markup_comes_back_escaped(writer: User) -> None:
    response = checked(writer, body="<p>[cần bổ sung &lt;script&gt;&quot;]</p>")
    assert "<script>" not in response.content.decode()
    assert 'data-mark="[cần bổ sung &lt;script&gt;&quot;]"' in response.content.decode()


def test_only_who_may_change_an_article_has_it_checked(writer: User, approver: User) -> None:
    hidden, live = make_article(status="draft"), make_article()
    answers = [checked(user, article).status_code for article in (hidden, live) for user in (writer, approver)]
    assert answers == [404, 200, 403, 200]
    assert checked(make_user("official")).status_code == 403


def test_a_check_needs_the_token_of_the_form(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(f"{LIST}checklist/", {"title": "Tin"}).status_code == 403


def test_publishing_is_refused_with_the_sentences_of_the_checklist(approver: User) -> None:
    draft = make_article(status="draft", created_by=approver, signature="")
    response = send(approver, draft, "_publish", body="<p>Kinh phí [cần bổ sung].</p>")
    for finding in readiness.findings(Article(title="Tin mới xã", section=draft.section, lead="a", body="<p>a</p>")):
        if finding.level == "required":
            assert finding.message in errors(response)
    assert "[cần bổ sung]" in errors(response)


def test_an_incomplete_live_article_can_still_be_taken_off_the_site(approver: User) -> None:
    live = make_article(signature="")
    assert "tác giả" in errors(send(approver, live, lead="Khác."))
    send(approver, live, "_archive")
    live.refresh_from_db()
    assert live.status == "archived"


# Levels.


def test_an_administrator_sets_all_levels_at_once() -> None:
    client = client_of(make_user("administrator"))
    levels = {code: str(level) for code, level in readiness.levels().items()}
    client.post(LEVELS, {**levels, "byline": "warning", "source": "off", "title": "off"})
    assert {**readiness.levels()} == {**levels, "byline": "warning", "source": "off"}


def test_an_unknown_level_is_refused() -> None:
    before = readiness.levels()
    response = client_of(make_user("administrator")).post(LEVELS, {**before, "byline": "vui"})
    assert response.context["form"].errors.keys() == {"byline"}
    assert readiness.levels() == before


def test_nobody_else_sets_levels(approver: User) -> None:
    assert client_of(approver).post(LEVELS, {"byline": "off"}).status_code == 403


# Choosing a link.


def chosen(user: User, words: str = "") -> list[str]:
    return [row["title"] for row in client_of(user).get(CHOOSE, {"q": words}).json()["results"]]


def test_articles_are_found_as_vietnamese_is_typed(writer: User) -> None:
    for title in ("Đường hoa Đồng Vọng", "Dưỡng lão ở thôn Giàng"):
        make_article(title=title)
    assert chosen(writer, "đường") == ["Đường hoa Đồng Vọng"]
    assert set(chosen(writer, "duong")) == {"Đường hoa Đồng Vọng", "Dưỡng lão ở thôn Giàng"}
    assert chosen(writer, "hoa duong khong") == []


def test_live_articles_come_first_and_others_say_what_they_are(writer: User) -> None:
    make_article(title="Nháp", status="draft", created_by=writer)
    live = make_article(title="Đã ra")
    rows = client_of(writer).get(CHOOSE).json()["results"]
    assert [(row["title"], row["state"]) for row in rows] == [("Đã ra", ""), ("Nháp", "Bản nháp")]
    assert (rows[0]["url"], rows[0]["section"]) == (live.get_absolute_url(), live.section.name)


def test_nobody_finds_what_they_may_not_read(writer: User) -> None:
    make_article(title="Của người khác", status="draft")
    make_article(title="Trong thùng rác", status="trashed", created_by=writer)
    make_article(title="Bản sửa", status="draft", created_by=writer, redraft_of=make_article(title="Bản gốc"))
    assert chosen(writer) == ["Bản gốc"]


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_asks_as_often_for_three_articles_as_for_one(
    count: int, approver: User, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_article()
        make_article(status="draft")
    client = client_of(approver)
    with django_assert_num_queries(7):
        assert len(client.get(CHOOSE).json()["results"]) == 2 * count


def test_at_most_ten_are_offered(writer: User) -> None:
    section = make_section()
    for _ in range(12):
        make_article(section=section)
    assert len(chosen(writer, "x" * 100_000)) == 0
    assert len(chosen(writer)) == 10


# What links here.


def linking_to(target: Article, **fields: Any) -> Article:
    return make_article(body=f'<p><a href="{target.get_absolute_url()}">bài</a></p>', **fields)


def test_the_form_says_what_links_here(writer: User) -> None:
    draft = make_article(status="draft", created_by=writer)
    linking_to(draft, title="Ai cũng đọc được")
    linking_to(draft, title="Nháp của người khác", status="draft")
    linking_to(draft, title="Đã bỏ", status="trashed")
    page = client_of(writer).get(address(draft))
    assert (page.context["linked"]["count"], page.context["linked"]["hidden"]) == (2, 1)
    assert [row.title for row in page.context["linked"]["shown"]] == ["Ai cũng đọc được"]


@pytest.mark.parametrize(("button", "status"), [("_archive", "published"), ("_trash", "archived")])
def test_it_is_asked_before_an_article_is_taken_away_to_which_others_lead(
    button: str, status: str, approver: User
) -> None:
    target = make_article(status=status)
    linking_to(target, title="Bài dẫn tới đây")
    question = send(approver, target, button)
    target.refresh_from_db()
    assert ("Bài dẫn tới đây" in question.content.decode(), target.status) == (True, status)
    send(approver, target, button, confirmed="1")
    target.refresh_from_db()
    assert target.status == {"_archive": "archived", "_trash": "trashed"}[button]


def test_only_links_that_readers_see_are_asked_about(approver: User) -> None:
    target = make_article()
    linking_to(target, status="draft")
    send(approver, target, "_archive")
    target.refresh_from_db()
    assert target.status == "archived"


def test_the_question_sends_on_all_that_was_typed(approver: User) -> None:
    target = make_article()
    linking_to(target)
    tags = [make_tag().pk, make_tag().pk]
    changes = {"lead": 'Đoạn "mới" <b>', "tags": tags}
    question: Any = send(approver, target, "_archive", **changes)
    sent = question.context["typed"]
    expected = {**typed(target, **changes), "_archive": "1"}
    fields = [(name, str(one)) for name, value in expected.items() for one in (value if name == "tags" else [value])]
    assert sorted(sent) == sorted(fields)


def test_who_goes_back_finds_the_form_as_it_was_typed(approver: User) -> None:
    target = make_article()
    linking_to(target)
    response: Any = send(approver, target, "_archive", lead="Đoạn mới", _back="1")
    stored = Article.objects.get(pk=target.pk)
    assert (response.context["adminform"].form["lead"].value(), "Chưa có gì thay đổi" in errors(response)) == (
        "Đoạn mới",
        True,
    )
    assert (stored.status, stored.lead) == ("published", target.lead)


def test_who_may_not_take_it_away_is_not_asked(writer: User) -> None:
    target = make_article(created_by=writer)
    linking_to(target)
    response: Any = send(writer, target, "_archive")
    assert response.status_code == 403


# Decorative pictures.


def test_a_decorative_lead_picture_says_nothing_to_a_screen_reader(reader: Client) -> None:
    article = make_article(lead_picture=make_picture(alt="Hoa văn", is_decorative=True))
    page = reader.get(article.get_absolute_url()).content.decode()
    figure = page[page.index('<figure class="article__picture">') :]
    assert 'alt=""' in figure[: figure.index("</figure>")]


def test_a_picture_is_marked_as_decorative_in_the_library(writer: User) -> None:
    file = SimpleUploadedFile("hoa-van.jpg", picture_bytes((60, 40)))
    client_of(writer).post("/admin/articles/picture/add/", {"file": file, "is_decorative": "on"})
    assert Picture.objects.get().is_decorative is True
