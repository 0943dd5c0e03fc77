"""What open forms send while somebody writes, and what the form shows of it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, EditingSession
from tests.articles.newsroom import LIST, address, client_of, send, typed
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

FOUR = ["autosave", "unsaved", "unsaved-drop", "take-over"]


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


@pytest.fixture
def draft(writer: User) -> Article:
    return make_article(status="draft", created_by=writer, title="Bản nháp")


def ask(who: User, name: str, article: Article | None, client: Client | None = None, **sent: Any) -> Any:
    number = article.pk if article else None
    body = json.dumps({"article": number, "tab": str(uuid4()), "version": "", **sent})
    client = client or client_of(who)
    return client.post(f"{LIST}{name}/", body, content_type="application/json")


def left_behind(user: User, article: Article, minutes: int = 6, **data: Any) -> str:
    """The tab of a form that was closed so many minutes ago with `data` in it."""
    tab = str(uuid4())
    ask(user, "autosave", article, tab=tab, version="alt", data={name: [text] for name, text in data.items()})
    EditingSession.objects.filter(tab=tab).update(seen_at=timezone.now() - timedelta(minutes=minutes))
    return tab


def config(user: User, article: Article | None) -> dict[str, Any]:
    page: Any = client_of(user).get(address(article) if article else f"{LIST}add/")
    found: dict[str, Any] = page.context["editing"]
    return found


# Who may ask, and what.


@pytest.mark.parametrize("name", FOUR)
def test_who_is_signed_out_is_told_so_in_json(client: Client, name: str) -> None:
    response = client.post(f"{LIST}{name}/", "{}", content_type="application/json")
    assert (response.status_code, response.json()) == (401, {"message": "Phiên đăng nhập đã hết."})


@pytest.mark.parametrize("name", FOUR)
def test_without_the_token_nothing_is_done(writer: User, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(f"{LIST}{name}/", "{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize("name", ["autosave", "unsaved", "take-over"])
def test_who_may_not_change_the_article_is_refused(draft: Article, name: str) -> None:
    response = ask(make_user("contributor"), name, draft, data={"title": ["Khác"]})
    assert (response.status_code, EditingSession.objects.count()) == (403, 0)


def test_who_may_not_change_it_any_more_is_told_in_a_sentence(writer: User, draft: Article) -> None:
    workflow.submit(draft, by=writer)
    response: Any = ask(writer, "autosave", draft, data={"title": ["Khác"]})
    assert (response.status_code, "chuyển sang bước khác" in response.json()["message"]) == (403, True)


def test_an_official_writes_nothing_new() -> None:
    assert ask(make_user("official"), "autosave", None, data={"title": ["Tin"]}).status_code == 403


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", "[" * 100_000, '{"article": null}', '{"tab": 5}', '{"tab": "x"}', '{"tab": null, "data": []}'],
)
def test_what_cannot_be_read_is_refused(writer: User, body: str) -> None:
    response = client_of(writer).post(f"{LIST}autosave/", body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize("number", [2**70, "1", -1, 1.5, [1]])
def test_no_such_article_is_an_article_that_cannot_be_changed(writer: User, number: Any) -> None:
    response = client_of(writer).post(
        f"{LIST}autosave/", json.dumps({"tab": str(uuid4()), "article": number}), content_type="application/json"
    )
    assert response.status_code == 403


@pytest.mark.parametrize("data", [{"title": "no list"}, [1], "text"])
def test_fields_that_are_no_lists_are_refused(writer: User, draft: Article, data: Any) -> None:
    assert ask(writer, "autosave", draft, data=data).status_code == 400


@pytest.mark.parametrize("size", [1_200_000, 6_000_000])
def test_too_long_a_text_is_refused_with_a_sentence(writer: User, draft: Article, size: int) -> None:
    response: Any = ask(writer, "autosave", draft, data={"body": ["x" * size]})
    assert (response.status_code, "quá dài" in response.json()["message"]) == (413, True)


def test_characters_that_no_database_takes_are_left_out(writer: User, draft: Article) -> None:
    ask(writer, "autosave", draft, data={"title": ["Tin\x00 \ud800mới"]})
    assert EditingSession.objects.get().data == {"title": ["Tin mới"]}


def test_somebody_else_who_signed_in_since_writes_nothing(writer: User, draft: Article) -> None:
    response = ask(writer, "autosave", draft, user=writer.pk + 1, data={"title": ["Khác"]})
    assert (response.status_code, EditingSession.objects.count()) == (409, 0)


# Keeping.


def test_the_answer_says_when_it_was_kept(writer: User, draft: Article) -> None:
    answer: Any = ask(writer, "autosave", draft, data={"title": ["Khác"]})
    assert (answer.json()["kept"], len(answer.json()["time"])) == (True, 5)


def test_of_a_published_article_nothing_is_kept(approver: User) -> None:
    answer: Any = ask(approver, "autosave", make_article(), data={"title": ["Khác"]})
    assert (answer.json()["kept"], EditingSession.objects.get().data) == (False, {})


def test_a_text_that_was_used_is_replaced_by_the_one_it_became(writer: User, draft: Article) -> None:
    old = left_behind(writer, draft, title="Dở dang")
    ask(writer, "autosave", draft, data={"title": ["Dở dang, viết tiếp"]}, replaces=[old])
    assert [row.data["title"] for row in EditingSession.objects.all()] == [["Dở dang, viết tiếp"]]


def test_saving_the_form_forgets_what_was_kept_of_it(writer: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Tên mới")
    send(writer, draft, title="Tên mới", tab=tab)
    assert not EditingSession.objects.exists()


def test_a_refused_form_keeps_what_was_kept(writer: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Tên mới")
    send(writer, draft, title="", tab=tab)
    assert EditingSession.objects.count() == 1


def test_what_arrives_after_the_save_is_not_kept_again(writer: User, draft: Article) -> None:
    client, tab = client_of(writer), str(uuid4())
    client.post(address(draft), {**typed(draft, title="Tên mới", tab=tab), "_save": "1"})
    answer: Any = ask(writer, "autosave", draft, client, tab=tab, data={"title": ["Tên"]})
    assert (answer.json()["kept"], EditingSession.objects.exists()) == (False, False)


def test_the_next_page_tells_the_browser_what_was_saved(writer: User, draft: Article) -> None:
    client, tab = client_of(writer), str(uuid4())
    client.post(address(draft), {**typed(draft, title="Tên mới", tab=tab), "_save": "1"})
    assert client.get(address(draft)).context["editing"]["savedTabs"] == [tab]


# Coming back.


def test_the_form_offers_the_text_that_was_never_saved(writer: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Dở dang")
    assert config(writer, draft)["offer"]["tab"] == tab


def test_the_form_of_a_new_article_offers_one_that_was_never_saved(writer: User) -> None:
    tab = str(uuid4())
    ask(writer, "autosave", None, tab=tab, data={"title": ["Tin mới"]})
    assert config(writer, None)["offer"]["tab"] == tab


def test_the_comparison_marks_the_words(writer: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Bản <b>thảo</b>")
    answer: Any = ask(writer, "unsaved", draft, tab=tab, compare=True)
    assert "<del>nháp</del><ins>&lt;b&gt;thảo&lt;/b&gt;</ins>" in answer.json()["html"]


def test_the_browsers_own_copy_is_compared_too(writer: User, draft: Article) -> None:
    answers: list[Any] = [
        ask(writer, "unsaved", draft, data={"title": [title]}).json()["differs"] for title in ("Bản nháp", "Khác")
    ]
    assert answers == [False, True]


def test_the_editor_gets_cleaned_text_only(writer: User, draft: Article) -> None:
    answer: Any = ask(writer, "unsaved", draft, data={"body": ["<p onclick='a()'>Tin<script>a()</script></p>"]})
    assert answer.json()["data"]["body"] == ["<p>Tin</p>"]


def test_what_cannot_be_cleaned_is_refused_in_a_sentence(writer: User, draft: Article) -> None:
    answer: Any = ask(writer, "unsaved", draft, data={"body": ["<div>" * 300]})
    assert (answer.status_code, "quá phức tạp" in answer.json()["message"]) == (422, True)


def test_rows_that_were_chosen_come_with_their_names(writer: User, draft: Article) -> None:
    tag, picture = make_tag(name="Nông thôn mới"), make_picture(alt="Bờ kênh")
    data = {"tags": [str(tag.pk), "999999", "x"], "lead_picture": [str(picture.pk)], "section": [""]}
    answer: Any = ask(writer, "unsaved", draft, data=data)
    names = {"tags": {str(tag.pk): "Nông thôn mới"}, "lead_picture": {str(picture.pk): "Bờ kênh"}, "section": {}}
    assert answer.json()["labels"] == names


def test_a_dropped_text_is_gone(writer: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Dở dang")
    ask(writer, "unsaved-drop", draft, tabs=[tab])
    assert (config(writer, draft)["offer"], EditingSession.objects.exists()) == (None, False)


def test_nobody_reads_or_drops_what_somebody_else_is_typing(writer: User, approver: User, draft: Article) -> None:
    tab = left_behind(writer, draft, minutes=1, title="Dở dang")
    assert ask(approver, "unsaved", draft, tab=tab).status_code == 404
    ask(approver, "unsaved-drop", draft, tabs=[tab])
    assert EditingSession.objects.filter(tab=tab).exists()


def test_what_was_left_on_one_article_is_not_read_through_another(writer: User, approver: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Dở dang")
    assert ask(approver, "take-over", make_article(status="draft"), tab=tab).status_code == 404


# Other people.


def test_the_form_says_who_else_is_here(writer: User, approver: User, draft: Article) -> None:
    ask(writer, "autosave", draft)
    assert config(approver, draft)["presence"]["people"] == ["Trần Thị Hoa đang mở bài này."]
    ask(writer, "autosave", draft, data={"title": ["Khác"]})
    assert "Trần Thị Hoa đang sửa bài này." in config(approver, draft)["presence"]["people"]


def test_the_heartbeat_tells_of_ones_own_other_tab(writer: User, draft: Article) -> None:
    ask(writer, "autosave", draft)
    answer: Any = ask(writer, "autosave", draft)
    assert answer.json()["people"] == ["Bạn cũng đang mở bài này trong một tab khác."]


def test_the_heartbeat_tells_that_somebody_saved_meanwhile(writer: User, approver: User, draft: Article) -> None:
    version = draft.updated_at.isoformat()
    send(approver, draft, lead="Của người duyệt.")
    answer: Any = ask(writer, "autosave", draft, version=version)
    assert answer.json()["saved"].startswith("Nguyễn Văn An đã lưu bài này lúc")


def test_a_text_left_behind_is_taken_over(writer: User, approver: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Dở dang")
    assert [one["tab"] for one in config(approver, draft)["presence"]["abandoned"]] == [tab]
    answer: Any = ask(approver, "take-over", draft, tab=tab)
    assert (answer.json()["data"]["title"], answer.json()["version"]) == (["Dở dang"], "alt")
    assert config(approver, draft)["presence"]["abandoned"] == []


def test_the_writer_finds_the_text_and_who_took_it_over(writer: User, approver: User, draft: Article) -> None:
    tab = left_behind(writer, draft, title="Dở dang")
    ask(approver, "take-over", draft, tab=tab)
    offer = config(writer, draft)["offer"]
    assert (offer["tab"], "Nguyễn Văn An đã tiếp nhận" in offer["sentence"]) == (tab, True)


def test_nothing_is_taken_from_somebody_who_is_back(writer: User, approver: User, draft: Article) -> None:
    tab = left_behind(writer, draft, minutes=1, title="Dở dang")
    assert ask(approver, "take-over", draft, tab=tab).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_heartbeat_asks_as_often_for_three_people_as_for_one(
    writer: User, draft: Article, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        left_behind(make_user("approver"), draft, minutes=0, title="Khác")
    tab, client = str(uuid4()), client_of(writer)
    ask(writer, "autosave", draft, client, tab=tab)
    with django_assert_num_queries(11):
        ask(writer, "autosave", draft, client, tab=tab, data={"title": ["Của tôi"]})


def test_a_form_that_cannot_be_typed_into_asks_nothing(draft: Article) -> None:
    page: Any = client_of(make_user("official")).get(address(make_article()))
    assert "editing" not in page.context


def test_the_section_of_an_unsaved_text_is_compared_by_its_name(writer: User, draft: Article) -> None:
    section = make_section(name="Giáo dục")
    answer: Any = ask(writer, "unsaved", draft, data={"section": [str(section.pk)]}, compare=True)
    assert "Giáo dục" in answer.json()["html"]
