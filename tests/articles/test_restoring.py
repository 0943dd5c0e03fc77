"""An earlier text of an article is brought back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from articles import restoring, revisions
from articles.models import Article, Revision
from articles.workflow import TransitionError
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor")


@pytest.fixture
def approver() -> User:
    return make_user("approver")


def changed(article: Article, **fields: Any) -> Revision:
    """The revision of the article as it was before it was changed."""
    before = revisions.record(article, Revision.Action.EDITED, by=None)
    tags = fields.pop("tags", None)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    if tags is not None:
        article.tags.set(tags)
    revisions.record(article, Revision.Action.EDITED, by=None)
    return before


def restore(article: Article, earlier: Revision, by: User) -> Article:
    restoring.restore(article, earlier, by=by, version=article.updated_at.isoformat())
    return Article.objects.get(pk=article.pk)


def test_the_words_come_back(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Trước", lead="Sáng", body="<p>Một</p>")
    earlier = changed(article, title="Sau", lead="Chiều", body="<p>Hai</p>")
    back = restore(article, earlier, writer)
    assert (back.title, back.lead, back.body) == ("Trước", "Sáng", "<p>Một</p>")


def test_section_picture_tags_and_names_come_back(writer: User) -> None:
    tag, picture = make_tag(), make_picture()
    article = make_article(status="draft", created_by=writer, author="Hoa", lead_picture=picture)
    article.tags.add(tag)
    section = article.section
    earlier = changed(article, author="", section=make_section(), lead_picture=None, tags=[])
    back = restore(article, earlier, writer)
    assert (back.author, back.section, back.lead_picture, [*back.tags.all()]) == ("Hoa", section, picture, [tag])


def test_what_is_deleted_by_now_stays_away(writer: User) -> None:
    tag, picture = make_tag(), make_picture()
    article = make_article(status="draft", created_by=writer, lead_picture=picture)
    article.tags.add(tag)
    earlier = changed(article, lead_picture=None, tags=[])
    tag.delete()
    picture.delete()
    back = restore(article, earlier, writer)
    assert (back.lead_picture, back.tags.count()) == (None, 0)


def test_the_address_stays(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, slug="dia-chi-cu")
    earlier = changed(article, slug="dia-chi-moi")
    assert restore(article, earlier, writer).slug == "dia-chi-moi"


def test_a_revision_of_before_details_were_kept_brings_its_words_back(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Trước", author="Hoa")
    earlier = changed(article, title="Sau")
    Revision.objects.filter(pk=earlier.pk).update(details={})
    earlier.refresh_from_db()
    back = restore(article, earlier, writer)
    assert (back.title, back.author, back.section) == ("Trước", "Hoa", article.section)


def test_nobody_pushes_an_article_onto_another_desk_by_restoring() -> None:
    editor, own, other = make_user("editor"), make_section(), make_section()
    own.editors.add(editor)
    article = make_article(status="draft", section=other)
    earlier = changed(article, section=own)
    assert restore(article, earlier, editor).section == own


def test_restoring_is_written_down(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Trước")
    restore(article, changed(article, title="Sau"), writer)
    last = article.revisions.first()
    assert last is not None
    assert (last.action, last.title, last.created_by, last.note[:8]) == ("restored", "Trước", writer, "Bản lúc ")


def test_somebody_elses_save_meanwhile_is_not_overwritten(writer: User) -> None:
    article = make_article(status="draft", created_by=writer, title="Trước")
    earlier, version = changed(article, title="Sau"), article.updated_at.isoformat()
    changed(article, title="Của người khác")
    with pytest.raises(TransitionError, match="Vừa có người lưu"):
        restoring.restore(article, earlier, by=writer, version=version)
    assert Article.objects.get().title == "Của người khác"


def test_only_who_may_change_the_article_restores(writer: User) -> None:
    article = make_article(status="draft")
    earlier = changed(article, title="Sau")
    with pytest.raises(PermissionDenied):
        restore(article, earlier, writer)


def test_a_published_article_is_restored_by_who_publishes(writer: User, approver: User) -> None:
    article = make_article(created_by=writer, title="Trước")
    earlier = changed(article, title="Sau")
    with pytest.raises(PermissionDenied):
        restore(article, earlier, writer)
    assert restore(article, earlier, approver).title == "Trước"


def test_readers_never_get_an_incomplete_text_back(approver: User) -> None:
    article = make_article(lead="")
    earlier = changed(article, lead="Đủ rồi.")
    with pytest.raises(TransitionError):
        restore(article, earlier, approver)
    assert Article.objects.get().lead == "Đủ rồi."


def test_an_earlier_text_becomes_the_beginning_of_a_new_one(writer: User) -> None:
    article = make_article(created_by=writer, title="Trước")
    earlier = changed(article, title="Sau")
    new = restoring.restore_into_redraft(article, earlier, by=writer)
    assert (new.title, new.redraft_of, Article.objects.get(pk=article.pk).title) == ("Trước", article, "Sau")


def test_who_may_not_begin_a_new_text_does_not_begin_it_by_restoring() -> None:
    article = make_article(title="Trước")
    earlier = changed(article, title="Sau")
    with pytest.raises(PermissionDenied):
        restoring.restore_into_redraft(article, earlier, by=make_user("contributor"))
