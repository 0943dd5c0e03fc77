"""The other articles that are picked for one: which may be, who learns of them, and how they get through."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import picks, previews, redrafts, restoring, snapshots, workflow
from articles.models import Article, Revision, Section
from articles.preview_links import text_of
from articles.revisions import record
from tests.articles.newsroom import LIST, address, client_of, send
from tests.factories import make_article, make_section, make_thread, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver")


@pytest.fixture
def writer() -> User:
    return make_user("contributor")


@pytest.fixture
def english() -> Section:
    return make_section(language="en")


def errors(response: HttpResponse, field: str) -> list[str]:
    context: Any = getattr(response, "context", None)
    return list(context["adminform"].form.errors.get(field, [])) if context else []


def chosen(user: User, field: str, term: str = "") -> list[str]:
    query = {"app_label": "articles", "model_name": "article", "field_name": field, "term": term}
    return [row["text"] for row in client_of(user).get("/admin/autocomplete/", query).json()["results"]]


# The form.


def test_thread_related_and_original_are_saved(approver: User, english: Section) -> None:
    article, thread = make_article(section=english, status="draft"), make_thread()
    others = [make_article(), make_article()]
    send(approver, article, related=[other.pk for other in others], thread=thread.pk, translation_of=others[0].pk)
    article.refresh_from_db()
    assert (article.thread, set(article.related.all()), article.translation_of) == (thread, {*others}, others[0])


@pytest.mark.parametrize(("number", "is_refused"), [(6, False), (7, True)])
def test_six_related_articles_are_the_most(number: int, is_refused: bool, approver: User) -> None:  # noqa: FBT001
    article = make_article(status="draft")
    response = send(approver, article, related=[make_article().pk for _ in range(number)])
    assert (errors(response, "related") != [], article.related.count()) == (is_refused, 0 if is_refused else number)


def test_an_article_is_not_related_to_itself(approver: User) -> None:
    article = make_article(status="draft")
    assert errors(send(approver, article, related=[article.pk]), "related") != []


def test_a_new_text_is_not_related_to_the_article_whose_place_it_takes(approver: User) -> None:
    article = make_article()
    new = workflow.redraft(article, by=approver)
    assert errors(send(approver, new, related=[article.pk]), "related") != []


def test_no_new_text_is_picked_since_it_will_be_gone(approver: User) -> None:
    new = workflow.redraft(make_article(), by=approver)
    assert errors(send(approver, make_article(status="draft"), related=[new.pk]), "related") != []


def test_a_translation_in_the_same_language_is_refused_at_its_field(approver: User) -> None:
    response = send(approver, make_article(status="draft"), translation_of=make_article().pk)
    assert len(errors(response, "translation_of")) == 1


def test_a_new_section_in_the_language_of_the_original_is_refused(approver: User, english: Section) -> None:
    article = make_article(status="draft", section=english, translation_of=make_article())
    assert (
        errors(send(approver, article, translation_of=article.translation_of_id, section=make_section().pk), "section")
        == []
    )
    article.refresh_from_db()
    assert article.section == english


def test_an_original_that_is_no_fit_by_now_keeps_nobody_from_saving(approver: User) -> None:
    article = make_article(status="draft", translation_of=make_article())
    send(approver, article, title="Tiêu đề mới", translation_of=article.translation_of_id)
    article.refresh_from_db()
    assert article.title == "Tiêu đề mới"


# Which article translates which.


def test_an_article_in_another_language_translates(english: Section) -> None:
    assert picks.why_no_translation(make_article(section=english), make_article(), english) == ""


def test_an_article_is_no_translation_of_itself(english: Section) -> None:
    article = make_article()
    assert picks.why_no_translation(article, article, english) != ""


def test_a_subsection_speaks_as_its_parent_does(english: Section) -> None:
    below = make_section(parent=english)
    assert picks.why_no_translation(make_article(section=below), make_article(section=english), below) != ""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_whatever_is_picked_an_original_is_no_translation(pairs: list[tuple[int, int]]) -> None:
    sections = [make_section(), make_section(language="en")]
    articles = [make_article(section=sections[number % 2]) for number in range(5)]
    for translated, original in pairs:
        article = Article.objects.get(pk=articles[translated].pk)
        other = Article.objects.get(pk=articles[original].pk)
        if not picks.why_no_translation(article, other, article.section):
            article.translation_of = other
            article.save()
    assert not Article.objects.filter(translation_of__translation_of__isnull=False).exists()


# Who learns of which titles.


@pytest.mark.parametrize("field", ["related", "translation_of"])
def test_a_contributor_is_offered_only_what_a_contributor_sees(field: str, writer: User) -> None:
    make_article(title="Của người khác", status="draft")
    make_article(title="Của mình", status="draft", created_by=writer)
    make_article(title="Đã đăng")
    assert set(chosen(writer, field)) == {"Của mình", "Đã đăng"}


def test_neither_new_texts_nor_the_trash_are_offered(approver: User) -> None:
    workflow.redraft(make_article(title="Đã đăng"), by=approver)
    make_article(title="Đã xóa", status="trashed")
    assert chosen(approver, "related") == ["Đã đăng"]


def test_what_a_contributor_does_not_see_is_not_taken_from_a_form(writer: User) -> None:
    article, hidden = make_article(status="draft", created_by=writer), make_article(status="draft")
    assert errors(send(writer, article, related=[hidden.pk]), "related") != []


def test_a_colleagues_hidden_pick_is_not_named_and_stays(writer: User, english: Section) -> None:
    hidden = make_article(title="Bài còn giấu", status="draft")
    article = make_article(status="draft", created_by=writer, section=english, translation_of=hidden)
    article.related.add(hidden)
    assert "Bài còn giấu" not in client_of(writer).get(f"{LIST}{article.pk}/change/").content.decode()
    send(writer, article, title="Tiêu đề mới")
    article.refresh_from_db()
    assert (article.title, [*article.related.all()], article.translation_of) == ("Tiêu đề mới", [hidden], hidden)


def test_a_text_that_was_kept_names_no_hidden_article(writer: User) -> None:
    hidden, own = make_article(status="draft"), make_article(status="draft", created_by=writer)
    labels = snapshots.labels_of_rows({"related": [str(hidden.pk), str(own.pk)]}, by=writer)
    assert labels == {"related": {str(own.pk): own.title}}


def test_a_comparison_names_public_articles_and_numbers_others() -> None:
    shown, hidden = make_article(title="Đã đăng"), make_article(title="Bài còn giấu", status="draft")
    words = snapshots.of_posted({"related": [str(shown.pk), str(hidden.pk)]})["related"]
    assert ("Đã đăng" in words, "giấu" in words, str(hidden.pk) in words) == (True, False, True)


# Through the newsroom.


def picked(**fields: Any) -> Article:
    """An article with everything picked."""
    original = make_article(section=make_section(language="en"))
    article = make_article(thread=make_thread(), translation_of=original, **fields)
    article.related.set([make_article(), make_article()])
    return article


def picks_of(article: Article) -> tuple[int | None, int | None, list[int]]:
    stored = Article.objects.get(pk=article.pk)
    related = sorted(stored.related.values_list("pk", flat=True))
    return stored.thread_id, stored.translation_of_id, related


def test_a_new_text_begins_with_what_was_picked_and_brings_its_own_picks(approver: User) -> None:
    article = picked()
    new = workflow.redraft(article, by=approver)
    assert picks_of(new) == picks_of(article)
    other = make_article()
    new.related.set([other])
    redrafts.replace(article, new=new)
    assert picks_of(article)[2] == [other.pk]


def test_an_earlier_text_comes_back_with_what_was_picked(approver: User) -> None:
    article = picked(status="draft")
    before, earlier = picks_of(article), record(article, Revision.Action.EDITED, by=None)
    article.thread = article.translation_of = None
    article.save()
    article.related.clear()
    restoring.restore(article, earlier, by=approver, version=article.updated_at.isoformat())
    assert picks_of(article) == before


def test_what_is_deleted_by_now_is_not_picked_again(approver: User) -> None:
    article = picked(status="draft")
    earlier = record(article, Revision.Action.EDITED, by=None)
    for row in (article.thread, article.translation_of, *article.related.all()):
        row.delete()
    article.refresh_from_db()
    restoring.restore(article, earlier, by=approver, version=article.updated_at.isoformat())
    assert picks_of(article) == (None, None, [])


def test_an_original_that_became_a_translation_is_not_brought_back(approver: User) -> None:
    article = picked(status="draft")
    original, earlier = article.translation_of, record(article, Revision.Action.EDITED, by=None)
    article.translation_of = None
    article.save()
    Article.objects.filter(pk=original.pk if original else 0).update(translation_of=article)
    restoring.restore(article, earlier, by=approver, version=article.updated_at.isoformat())
    assert picks_of(article)[1] is None


def test_a_revision_of_before_picks_were_kept_leaves_them(approver: User) -> None:
    article = picked(status="draft")
    before, earlier = picks_of(article), record(article, Revision.Action.EDITED, by=None)
    earlier.details = {"tags": []}
    restoring.restore(article, earlier, by=approver, version=article.updated_at.isoformat())
    assert picks_of(article) == before


@pytest.mark.parametrize("field", ["thread", "related", "translation_of"])
def test_each_pick_is_compared_by_name(field: str) -> None:
    article = picked()
    pk = {"thread": article.thread_id, "translation_of": article.translation_of_id}
    posted = {field: [str(pk.get(field))] if field in pk else [str(other.pk) for other in article.related.all()]}
    stored = snapshots.of_article(article)[field]
    assert (stored != "", snapshots.of_posted(posted)[field]) == (True, stored)


def test_a_revision_names_what_was_picked() -> None:
    article = picked()
    earlier = snapshots.of_revision(record(article, Revision.Action.EDITED, by=None))
    now = snapshots.of_article(article)
    assert {name: earlier[name] for name in ("thread", "related", "translation_of")}.items() <= now.items()


def test_an_approval_by_link_does_not_cover_other_related_articles() -> None:
    article = picked()
    before = text_of(article)
    article.related.add(make_article())
    assert text_of(article) != before


def test_a_preview_has_what_is_picked_in_the_form(approver: User) -> None:
    article, thread, other = make_article(status="draft"), make_thread(), make_article()
    told = make_article(thread=thread)
    data = {"title": "A", "thread": thread.pk, "related": [other.pk]}
    context: Any = client_of(approver).post(address(article, "preview"), data).context
    assert (context["article"].thread, context["in_thread"], context["related"][:1]) == (thread, [told], [other])


def test_a_preview_of_a_new_text_has_its_own_related_articles(approver: User) -> None:
    new = workflow.redraft(make_article(), by=approver)
    new.related.add(other := make_article())
    assert previews.context_of(new)["related"][:1] == [other]
