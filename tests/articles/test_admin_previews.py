"""What is typed into the form, shown as readers will see it, without anything being stored."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, Section
from portal.models import Generation
from tests.articles.hostile import HOSTILE, faults_of
from tests.articles.newsroom import LIST, address, client_of, typed
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

NEW = f"{LIST}preview/"


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def shown(user: User, article: Article, **changes: Any) -> str:
    path = address(article, "preview") if article.pk else NEW
    return client_of(user).post(path, typed(article, **changes)).content.decode()


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    return found[1] if found else ""


def problems(page: str) -> str:
    found = re.search(r'<meta name="preview-problems" content="([^"]*)">', page)
    return found[1] if found else "no such line"


# What is shown.


def test_the_fields_of_a_new_article_make_its_page(writer: User) -> None:
    section, tag, picture = make_section(name="Môi trường"), make_tag(name="Dọn kênh"), make_picture(caption="Bờ kênh")
    page = shown(
        writer,
        Article(section=section, title="Đường hoa", lead="Sáng nay.", body="<p>Hoa <strong>nở</strong>.</p>"),
        tags=[tag.pk],
        lead_picture=picture.pk,
        author="Trần Hoa",
        signature="CTTĐT",
        source="Báo A",
    )
    expected = ["Môi trường", "Dọn kênh", "Bờ kênh", "Sáng nay.", "<strong>nở</strong>", "Trần Hoa", "CTTĐT", "Báo A"]
    assert (heading(page), [text for text in expected if text not in page]) == ("Đường hoa", [])


def test_what_is_typed_stands_in_place_of_what_is_stored(approver: User) -> None:
    page = shown(approver, make_article(status="draft", title="Cũ"), title="Mới")
    assert (heading(page), "Cũ" in page) == ("Mới", False)


def test_an_empty_form_has_a_preview_already(writer: User) -> None:
    response = client_of(writer).post(NEW, {})
    page = response.content.decode()
    assert (response.status_code, heading(page)) == (200, "(chưa có tiêu đề)")
    assert ("(chưa chọn chuyên mục)" in page, problems(page)) == (True, "")


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(writer: User) -> None:
    page = shown(writer, Article(section=make_section(), title="Đường hoa"), source_url="không phải địa chỉ")
    assert (heading(page), problems(page)) == (
        "Đường hoa",
        "Vui lòng nhập địa chỉ web đầy đủ, ví dụ https://vidu.vn/bai-viet.",
    )


def test_a_text_that_is_refused_leaves_the_stored_one_in_sight(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, body="<p>Bản đã lưu.</p>")
    page = shown(writer, article, body="a" * 1_100_000)
    assert ("Bản đã lưu." in page, "quá dài" in problems(page)) == (True, True)


def test_hostile_text_is_cleaned_as_it_is_for_readers(approver: User) -> None:
    client, section = client_of(approver), make_section()
    for html in [html.encode(errors="replace").decode() for html in HOSTILE]:
        fields = {"section": section.pk, "title": html, "lead": html, "author": html, "body": html}
        before, _start, rest = client.post(NEW, fields).content.decode().partition('<div class="prose">')
        prose, _end, after = rest.partition("</div>\n      <footer>")
        assert faults_of(prose, is_on_page=True) == []
        assert re.findall(r"<script|<[^>]*\son\w+\s*=", before + after, re.IGNORECASE) == []


def test_a_new_text_is_shown_in_the_place_of_the_one_readers_know(approver: User) -> None:
    live = make_article(title="Bản bạn đọc đang xem")
    page = shown(approver, workflow.redraft(live, by=approver), title="Bản sửa")
    assert (f"{live.slug}-{live.pk}/" in page, "Bản bạn đọc đang xem" in page) == (True, False)


def test_a_planned_time_is_shown(approver: User) -> None:
    later = timezone.now() + timedelta(days=400)
    article = make_article(status="in_review", publish_at=later)
    assert f'datetime="{later.astimezone(timezone.get_default_timezone()):%Y-%m-%dT%H:%M}' in shown(approver, article)


def test_it_is_the_page_of_a_reader_and_not_of_the_newsroom(approver: User) -> None:
    page = shown(approver, make_article(status="in_review"))
    assert ("staffbar" in page, "Đăng nhập" in page, "<script" in page) == (False, True, False)


# Nothing is stored, counted, kept or framed by others.


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_preview_writes_nothing(approver: User) -> None:
    article, tag = make_article(), make_tag()
    client = client_of(approver)
    stored = Article.objects.values().get()
    before, generation = rows(), Generation.objects.get().number
    client.post(address(article, "preview"), typed(article, title="Khác", body="<p>Khác.</p>", tags=[tag.pk]))
    client.post(NEW, typed(article, title="Khác"))
    assert (rows(), Generation.objects.get().number) == (before, generation)
    assert (Article.objects.values().get(), article.tags.count()) == (stored, 0)


def test_a_preview_is_no_view_and_is_kept_nowhere(approver: User) -> None:
    response = client_of(approver).post(NEW, {"title": "Mới"})
    assert (hasattr(response, "page"), "no-store" in response["Cache-Control"]) == (False, True)
    headers = response["Referrer-Policy"], response["X-Robots-Tag"], response["X-Frame-Options"]
    assert headers == ("no-referrer", "noindex, nofollow", "DENY")


def test_the_policy_is_that_of_public_pages(approver: User, reader: Client) -> None:
    pages = client_of(approver).post(NEW, {}), reader.get(make_article().get_absolute_url())
    policies = [set(page["Content-Security-Policy"].split("; ")) for page in pages]
    assert policies[0] == policies[1]


def test_within_its_frame_the_page_names_the_same_policy(approver: User) -> None:
    page = client_of(approver).post(NEW, {}).content.decode()
    assert "script-src &#x27;self&#x27;; style-src &#x27;self&#x27;;" in page


def test_a_form_of_another_site_gets_nothing(approver: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(approver)
    assert client.post(NEW, {"title": "Mới"}).status_code == 403


# Who may.


def answers(path: str, users: list[User]) -> list[int]:
    return [client_of(user).post(path, {}).status_code for user in users]


def test_who_may_write_may_preview_a_new_article() -> None:
    roles = ["contributor", "editor", "approver", "official", "administrator"]
    assert answers(NEW, [make_user(role) for role in roles]) == [200, 200, 200, 403, 200]


def test_who_may_change_an_article_may_preview_what_they_type() -> None:
    writer, editor, limited = make_user("contributor"), make_user("editor"), make_user("approver")
    article = make_article(status="in_review", created_by=writer)
    article.section.editors.add(editor)
    make_section().editors.add(limited)
    users = [writer, editor, make_user("editor"), make_user("approver"), limited, make_user("official")]
    # Its writer may read it now but not change it; from the others it is hidden.
    assert answers(address(article, "preview"), users) == [403, 200, 404, 200, 404, 404]


def test_a_section_of_another_desk_is_not_taken() -> None:
    editor, own, other = make_user("editor"), make_section(name="Của mình"), make_section(name="Của bàn khác")
    own.editors.add(editor)
    page = shown(editor, make_article(status="draft", section=own), section=other.pk)
    assert re.findall(r'aria-current="true">([^<]*)<', page) == ["Của mình"] * 2
    assert problems(page) != ""


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_asks_as_often_for_three_neighbours_as_for_one(
    count: int, approver: User, django_assert_num_queries: Any
) -> None:
    section: Section = make_section()
    tags = [make_tag().pk for _ in range(count)]
    for _ in range(count):
        make_article(section=section, lead_picture=make_picture())
    client = client_of(approver)
    with django_assert_num_queries(18):
        client.post(NEW, {"title": "Mới", "section": section.pk, "tags": tags})
