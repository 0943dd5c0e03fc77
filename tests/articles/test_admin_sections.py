"""Whatever the admin offers of other people's work, for each role: addresses, lists, choosers, previews, steps."""

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Picture, Section
from portal.models import AuditEntry
from tests.articles.newsroom import LIST, address, client_of, send, typed
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

Status = Article.Status

# Somebody else's unpublished work, each in a section that is given to nobody.
FOREIGN = ["draft", "in_review", "archived", "trashed", "new text"]
OUTSIDERS = ["contributor", "editor", "limited approver", "official"]


def outsider(role: str) -> User:
    user = make_user(role.removeprefix("limited "))
    if role in {"editor", "limited approver"}:
        make_section().editors.add(user)
    return user


def foreign(state: str) -> Article:
    fields: dict[str, Any] = {"title": "Chưa ai được biết", "created_by": make_user("contributor")}
    if state == "new text":
        return make_article(status="draft", redraft_of=make_article(), **fields)
    return make_article(status=state, **fields)


@pytest.mark.parametrize(("role", "state"), list(product(OUTSIDERS, FOREIGN)))
def test_foreign_work_is_nowhere_to_be_seen(role: str, state: str) -> None:
    client, article = client_of(outsider(role)), foreign(state)
    pages = [client.get(address(article, page)) for page in ("change", "history", "delete", "preview", "send-back")]
    assert [page.status_code for page in pages] == [302, 404, 403, 404, 404]
    lists = (LIST, f"{LIST}?q=chưa", f"{LIST}?status__exact={article.status}", "/admin/", "/admin/search/?s=chưa")
    told = "".join(response.content.decode() for response in (*pages, *map(client.get, lists)))
    assert article.title not in told


@pytest.mark.parametrize(("role", "state"), list(product(OUTSIDERS, FOREIGN)))
def test_no_button_moves_foreign_work(role: str, state: str) -> None:
    client, article = client_of(outsider(role)), foreign(state)
    for button in ("_save", "_submit", "_publish", "_send_back", "_archive", "_trash", "_untrash", "_discard"):
        response = client.post(address(article), {**typed(article, title="Bị sửa"), button: "1"})
        assert response.status_code in {302, 403}
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.status) == (article.title, article.status)


@pytest.mark.parametrize("role", ["contributor", "editor", "official"])
@pytest.mark.parametrize(
    ("state", "button"), [("draft", "_publish"), ("in_review", "_send_back"), ("published", "_archive")]
)
def test_who_decides_nowhere_gets_403_and_a_line_for_whatever_article(role: str, state: str, button: str) -> None:
    user, article = make_user(role), foreign(state)
    response = send(user, article, button)
    entry = AuditEntry.objects.get(action="publish_refused")
    assert (response.status_code, entry.user, entry.target_label) == (403, user, article.title)


@pytest.mark.parametrize("number", ["999999", "x", "9" * 5000])
def test_a_decision_about_an_article_that_is_none_is_refused_as_well(number: str) -> None:
    response = client_of(make_user("contributor")).post(f"{LIST}{number}/change/", {"_publish": "1"})
    assert response.status_code == 403


# Limited approvers.


@pytest.fixture
def section() -> Section:
    return make_section()


@pytest.fixture
def limited(section: Section) -> User:
    user = make_user("approver")
    section.editors.add(user)
    return user


def test_a_limited_approver_publishes_at_home_and_not_elsewhere(limited: User, section: Section) -> None:
    home = make_article(status="draft", section=section, created_by=limited)
    away = make_article(status="draft", created_by=limited)
    codes = [send(limited, article, "_publish").status_code for article in (home, away)]
    states = list(Article.objects.filter(pk__in=[home.pk, away.pk]).order_by("pk").values_list("status", flat=True))
    assert (codes, states) == ([302, 403], ["published", "draft"])
    assert AuditEntry.objects.get(action="publish_refused").target_label == away.title


def test_a_limited_approver_does_not_publish_by_moving_the_article_meanwhile(limited: User, section: Section) -> None:
    own, elsewhere = make_article(status="draft", section=section, created_by=limited), make_section()
    response = send(limited, own, "_publish", section=elsewhere.pk)
    own.refresh_from_db()
    assert (response.status_code, own.status, own.section) == (403, "draft", section)


def test_a_limited_approver_does_not_move_what_is_live_into_another_section(limited: User, section: Section) -> None:
    live = make_article(section=section, created_by=limited)
    send(limited, live, section=make_section().pk)
    live.refresh_from_db()
    assert live.section == section


def test_a_limited_approver_changes_their_section_and_neither_its_place_nor_another(
    limited: User, section: Section
) -> None:
    other = make_section()
    for place in (section, other):
        form = {"name": "Tên mới", "slug": place.slug, "position": 0, "parent": other.pk, "editors": [limited.pk]}
        client_of(limited).post(f"/admin/articles/section/{place.pk}/change/", form)
    section.refresh_from_db()
    assert (section.name, section.parent, list(other.editors.all())) == ("Tên mới", None, [])
    assert Section.objects.get(pk=other.pk).name == other.name


def test_a_limited_approver_neither_adds_sections_nor_deletes_tags_and_foreign_pictures(limited: User) -> None:
    picture = make_picture(uploaded_by=make_user("editor"))
    pages = ("section/add/", f"tag/{make_tag().pk}/delete/", f"picture/{picture.pk}/delete/")
    client = client_of(limited)
    assert [client.post(f"/admin/articles/{page}", {"post": "yes"}).status_code for page in pages] == [403] * 3


# Choosers.


def choose(client: Client, field: str, model: str = "article") -> Any:
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": ""}
    return client.get("/admin/autocomplete/", query)


@pytest.mark.parametrize("field", ["tags", "lead_picture"])
def test_choosers_are_for_those_who_write(field: str) -> None:
    codes = [choose(client_of(make_user(role)), field).status_code for role in ("contributor", "official", None)]
    assert codes == [200, 403, 302]


@pytest.mark.parametrize(("model", "field"), [("article", "created_by"), ("section", "editors")])
def test_no_chooser_tells_of_people(model: str, field: str) -> None:
    assert choose(client_of(make_user("contributor")), field, model).status_code == 403


def test_a_chooser_of_articles_tells_of_those_one_may_read() -> None:
    make_article(status="draft", title="Chưa ai được biết")
    make_article(title="Ai cũng biết")
    results = choose(client_of(make_user("contributor")), "redraft_of").json()["results"]
    assert [result["text"] for result in results] == ["Ai cũng biết"]


@pytest.mark.parametrize(
    "query", ["created_by__password__startswith=m", "created_by__username=a", "section__editors=1"]
)
def test_the_list_answers_no_question_about_other_tables(query: str) -> None:
    assert client_of(make_user("contributor")).get(f"{LIST}?{query}").status_code in {302, 400}


def test_a_foreign_picture_is_not_changed_nor_deleted() -> None:
    picture = make_picture(uploaded_by=make_user("contributor"), alt="Cũ")
    for page in ("change", "delete"):
        path = f"/admin/articles/picture/{picture.pk}/{page}/"
        response = client_of(make_user("editor")).post(path, {"alt": "Mới", "post": "yes"})
        assert response.status_code == 403
    assert list(Picture.objects.values_list("alt", flat=True)) == ["Cũ"]


def test_the_form_refuses_a_section_that_is_not_offered(section: Section) -> None:
    editor = make_user("editor")
    section.editors.add(editor)
    article = make_article(status="in_review", section=section, created_by=make_user("contributor"))
    client_of(editor).post(address(article), {**typed(article), "section": make_section().pk, "_save": "1"})
    article.refresh_from_db()
    assert article.section == section
