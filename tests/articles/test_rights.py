"""Who may do what with which article."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from articles import rights
from articles.models import Article, Section, SectionLimit
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db

EDITABLE = {
    ("contributor", "own"): {"draft"},
    ("contributor", "given"): set(),
    ("contributor", "foreign"): set(),
    ("editor", "own"): {"draft"},
    ("editor", "given"): {"draft", "in_review"},
    ("editor", "foreign"): set(),
    ("approver", "foreign"): set(Article.Status.values) - {"trashed"},
    ("official", "own"): set(),
    ("official", "given"): set(),
    ("administrator", "foreign"): set(Article.Status.values) - {"trashed"},
}


@pytest.mark.parametrize(("role", "relation"), EDITABLE)
def test_what_a_role_may_edit(role: str, relation: str) -> None:
    user, section = make_user(role), make_section()
    if relation == "given":
        section.editors.add(user)
    owner = user if relation == "own" else make_user("contributor")
    articles = [make_article(status=status, section=section, created_by=owner) for status in Article.Status.values]
    editable = {article.status for article in articles if rights.may_edit(user, article)}
    assert editable == EDITABLE[role, relation]


def test_an_editor_of_a_section_edits_the_sections_below_it() -> None:
    editor, parent = make_user("editor"), make_section()
    parent.editors.add(editor)
    article = make_article(status="in_review", section=make_section(parent=parent))
    assert list(rights.editable_by(editor)) == [article]


@pytest.mark.parametrize(
    ("role", "visible"),
    [
        ("contributor", {"published"}),
        ("editor", {"published"}),
        ("official", {"published"}),
        ("approver", set(Article.Status.values)),
    ],
)
def test_what_a_role_sees_of_others_work(role: str, visible: set[str]) -> None:
    for status in Article.Status.values:
        make_article(status=status)
    assert {article.status for article in rights.visible_to(make_user(role))} == visible


def test_nobody_sees_anything_without_signing_in() -> None:
    make_article()
    assert list(rights.visible_to(AnonymousUser())) == []


def test_a_user_without_a_role_sees_nothing() -> None:
    user = make_user(is_staff=True)
    make_article(status="draft", created_by=user)
    assert list(rights.visible_to(user)) == []


def test_somebody_elses_article_stays_in_the_sections_given_to_the_editor() -> None:
    editor, section = make_user("editor"), make_section()
    make_section()
    section.editors.add(editor)
    article = make_article(status="draft", section=section)
    assert list(rights.sections_for(editor, article)) == [section]


def test_an_own_article_may_go_to_any_section() -> None:
    make_section()
    assert rights.sections_for(make_user("contributor"), None).count() == 1


@pytest.mark.parametrize(("status", "may_trash"), [("draft", True), ("in_review", False), ("published", False)])
def test_writers_trash_their_own_drafts_only(status: str, may_trash: bool) -> None:  # noqa: FBT001
    writer = make_user("contributor")
    assert rights.may_trash(writer, make_article(status=status, created_by=writer)) is may_trash


def test_not_even_an_administrator_trashes_what_readers_see() -> None:
    assert rights.may_trash(make_user("administrator"), make_article()) is False


@pytest.mark.parametrize(("role", "may_purge"), [("approver", False), ("administrator", True)])
def test_administrators_alone_delete_for_ever_and_out_of_the_trash_only(role: str, may_purge: bool) -> None:  # noqa: FBT001
    user = make_user(role)
    assert rights.may_purge(user, make_article(status="trashed")) is may_purge
    assert rights.may_purge(user, make_article(status="archived")) is False


# Approvers with sections of their own.


def test_an_approver_with_sections_decides_there_and_below_only() -> None:
    approver, section = make_user("approver"), make_section()
    section.editors.add(approver)
    inside = make_article(status="in_review", section=make_section(parent=section))
    outside = make_article(status="in_review")
    assert [rights.may_publish(approver, article) for article in (inside, outside)] == [True, False]
    assert list(rights.publishable_by(approver)) == list(rights.editable_by(approver)) == [inside]
    assert list(rights.visible_to(approver)) == [inside]


def test_an_approver_whose_last_section_was_taken_away_decides_nothing() -> None:
    approver = make_user("approver")
    SectionLimit.objects.create(user=approver)
    article = make_article(status="in_review")
    assert (rights.may_publish(approver, article), list(rights.publishable_by(approver))) == (False, [])


def test_a_new_text_must_be_the_approvers_where_it_goes_to_and_comes_from() -> None:
    approver, section = make_user("approver"), make_section()
    section.editors.add(approver)
    pulled_in = make_article(status="draft", section=section, redraft_of=make_article())
    assert (rights.may_publish(approver, pulled_in), rights.may_edit(approver, pulled_in)) == (False, True)


# New texts of live articles.


def test_an_article_with_a_new_text_under_way_is_not_edited_itself() -> None:
    approver, article = make_user("approver"), make_article()
    assert (rights.may_edit(approver, article), rights.may_redraft(approver, article)) == (True, True)
    make_article(status="draft", redraft_of=article)
    assert (rights.may_edit(approver, article), rights.may_redraft(approver, article)) == (False, False)


def test_who_may_begin_a_new_text() -> None:
    writer, section = make_user("contributor"), make_section()
    editor, stranger = make_user("editor"), make_user("editor")
    section.editors.add(editor)
    article = make_article(created_by=writer, section=section)
    allowed = {user: rights.may_redraft(user, article) for user in (writer, editor, stranger, make_user("approver"))}
    assert list(allowed.values()) == [True, True, False, True]


def test_a_picture_over_a_published_article_is_for_approvers() -> None:
    writer = make_user("contributor")
    picture = make_picture(uploaded_by=writer)
    assert rights.may_change_picture(writer, picture) is True
    make_article(lead_picture=picture)
    assert rights.may_change_picture(writer, picture) is False
    assert rights.may_change_picture(make_user("approver"), picture) is True


def test_a_picture_that_an_article_shows_is_not_deleted() -> None:
    picture = make_picture()
    stem = str(picture.file.name).rpartition(".")[0]
    make_article(body=f'<p>Ảnh: <img src="/media/{stem}.jpg" alt="Ruộng"></p>')
    assert rights.may_delete_picture(make_user("approver"), picture) is False


# What stays within the sections of a limited approver.


def limited_approver() -> tuple[User, Section]:
    approver, section = make_user("approver"), make_section()
    section.editors.add(approver)
    return approver, section


def test_what_readers_see_is_not_moved_into_a_section_of_somebody_else() -> None:
    approver, section = limited_approver()
    make_section()
    offered = {
        status: list(rights.sections_for(approver, make_article(status=status, section=section, created_by=approver)))
        for status in ("in_review", "published", "archived")
    }
    assert offered == {"in_review": [section], "published": [section], "archived": [section]}


def test_a_limited_approver_changes_the_given_sections_and_adds_none() -> None:
    approver, section = limited_approver()
    below, other = make_section(parent=section), make_section()
    allowed = [rights.may_change_section(approver, place) for place in (section, below, other, None)]
    assert allowed == [True, True, False, False]


def test_other_approvers_change_and_add_sections_and_editors_do_neither() -> None:
    section = make_section()
    editor = make_user("editor")
    section.editors.add(editor)
    for user, may in ((make_user("approver"), True), (editor, False)):
        assert [rights.may_change_section(user, place) for place in (section, None)] == [may, may]


def test_a_limited_approver_deletes_no_tag() -> None:
    approver, _section = limited_approver()
    people = (approver, make_user("approver"), make_user("editor"), make_user("administrator"))
    assert [rights.may_delete_tag(user) for user in people] == [False, True, False, True]


def test_a_limited_approver_changes_pictures_over_articles_of_the_given_sections_only() -> None:
    approver, section = limited_approver()
    inside, outside, both, unused = (make_picture(uploaded_by=make_user("contributor")) for _ in range(4))
    make_article(section=section, lead_picture=inside)
    make_article(lead_picture=outside, status="draft")
    make_article(section=section, lead_picture=both)
    make_article(lead_picture=both)
    allowed = [rights.may_change_picture(approver, picture) for picture in (inside, outside, both, unused)]
    assert allowed == [True, False, False, False]


def test_a_limited_approver_changes_own_pictures_as_a_writer_does() -> None:
    approver, _section = limited_approver()
    picture = make_picture(uploaded_by=approver)
    assert rights.may_change_picture(approver, picture) is True
    make_article(lead_picture=picture)
    assert rights.may_change_picture(approver, picture) is False


def test_an_own_picture_over_an_article_in_review_is_not_exchanged() -> None:
    writer = make_user("contributor")
    picture = make_picture(uploaded_by=writer)
    article = make_article(status="draft", created_by=writer, lead_picture=picture)
    assert rights.may_change_picture(writer, picture) is True
    article.status = Article.Status.IN_REVIEW
    article.save()
    assert rights.may_change_picture(writer, picture) is False
