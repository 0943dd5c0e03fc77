"""What is kept of open forms."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import editing, workflow
from articles.models import Article, EditingSession
from portal.models import Generation
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor", last_name="Trần Thị", first_name="Hoa")


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


@pytest.fixture
def draft(writer: User) -> Article:
    return make_article(status="draft", created_by=writer, title="Bản nháp")


def keep(user: User, article: Article | None, tab: UUID | None = None, **data: Any) -> EditingSession:
    typed = {name: [value] for name, value in data.items()} or None
    return editing.keep(tab or uuid4(), user, article, version="", data=typed).session


def seen(session: EditingSession, ago: timedelta) -> EditingSession:
    EditingSession.objects.filter(pk=session.pk).update(seen_at=timezone.now() - ago)
    session.refresh_from_db()
    return session


# Keeping.


def test_what_is_typed_is_kept_and_the_article_left_alone(writer: User, draft: Article) -> None:
    before = Article.objects.values().get(pk=draft.pk)
    session = keep(writer, draft, title="Tên mới")
    assert (session.data, Article.objects.values().get(pk=draft.pk)) == ({"title": ["Tên mới"]}, before)


def test_keeping_makes_no_revision_and_retires_no_page(writer: User, draft: Article) -> None:
    generation = Generation.objects.values_list().first()
    keep(writer, draft, title="Tên mới")
    assert (draft.revisions.count(), Generation.objects.values_list().first()) == (0, generation)


@pytest.mark.parametrize("status", ["published", "archived"])
def test_of_what_readers_know_nothing_is_kept(approver: User, status: str) -> None:
    session = keep(approver, make_article(status=status), title="Tên mới")
    assert (session.data, session.changed_at) == ({}, None)


def test_the_new_text_of_a_published_article_is_kept(approver: User) -> None:
    new = workflow.redraft(make_article(), by=approver)
    assert keep(approver, new, title="Tên mới").data == {"title": ["Tên mới"]}


def test_a_heartbeat_keeps_the_text_of_before(writer: User, draft: Article) -> None:
    tab = uuid4()
    keep(writer, draft, tab, title="Tên mới")
    keep(writer, draft, tab)
    assert EditingSession.objects.get().data == {"title": ["Tên mới"]}


def test_a_form_belongs_to_one_person(writer: User, approver: User, draft: Article) -> None:
    tab = keep(writer, draft, title="Của Hoa").tab
    with pytest.raises(PermissionError):
        keep(approver, draft, tab, title="Của An")
    assert EditingSession.objects.get().data == {"title": ["Của Hoa"]}


def test_more_than_an_article_may_hold_is_refused(writer: User, draft: Article) -> None:
    with pytest.raises(editing.TooMuchError):
        keep(writer, draft, body="x" * (editing.MOST_CHARACTERS + 1))


def test_one_person_fills_a_bounded_number_of_rows(writer: User, draft: Article) -> None:
    for _ in range(editing.MOST_ROWS + 3):
        keep(writer, draft, title="Tên mới")
    assert EditingSession.objects.count() == editing.MOST_ROWS


def test_old_rows_are_forgotten(writer: User, draft: Article) -> None:
    seen(keep(writer, draft, title="Cũ"), editing.KEPT + timedelta(days=1))
    seen(keep(writer, draft), timedelta(days=2))
    kept = seen(keep(writer, draft, title="Mới"), timedelta(days=2))
    last = keep(writer, draft)
    assert set(EditingSession.objects.all()) == {kept, last}


def test_deleting_the_article_deletes_what_was_kept(writer: User, draft: Article) -> None:
    keep(writer, draft, title="Tên mới")
    draft.delete()
    assert not EditingSession.objects.exists()


def test_publishing_a_new_text_keeps_what_somebody_else_typed_in_it(writer: User, approver: User) -> None:
    article = make_article(created_by=writer)
    new = workflow.redraft(article, by=writer)
    keep(writer, new, title="Chưa kịp lưu")
    workflow.publish(new, by=approver)
    assert EditingSession.objects.get().article == article


# Coming back.


def test_the_latest_text_is_offered(writer: User, draft: Article) -> None:
    keep(writer, draft, title="Trước")
    latest = keep(writer, draft, title="Sau")
    assert editing.newest_unsaved(writer, draft) == latest


def test_a_text_that_says_the_same_is_not_offered(writer: User, draft: Article) -> None:
    keep(writer, draft, title=f" {draft.title} ", lead=draft.lead, body=f"{draft.body}\r\n")
    assert editing.newest_unsaved(writer, draft) is None


def test_the_text_of_somebody_else_is_not_offered(writer: User, approver: User, draft: Article) -> None:
    keep(writer, draft, title="Của Hoa")
    assert editing.newest_unsaved(approver, draft) is None


def test_a_new_article_is_offered_when_something_was_written(writer: User) -> None:
    keep(writer, None, title="", author="Trần Thị Hoa")
    assert editing.newest_unsaved(writer, None) is None
    written = keep(writer, None, title="Tin mới", author="Trần Thị Hoa")
    assert editing.newest_unsaved(writer, None) == written


def test_what_was_dropped_is_gone_and_nobody_elses(writer: User, approver: User, draft: Article) -> None:
    own, other = keep(writer, draft, title="Của Hoa"), keep(approver, draft, title="Của An")
    editing.forget(writer, [own.tab, other.tab])
    assert list(EditingSession.objects.all()) == [other]


@pytest.mark.parametrize("typed", ["reviewer", "due_on"])
def test_another_reviewer_or_day_alone_is_offered(writer: User, approver: User, draft: Article, typed: str) -> None:
    Article.objects.update(reviewer=make_user("approver"), due_on=date(2026, 7, 1))
    value = {"reviewer": str(approver.pk), "due_on": "02/07/2026"}[typed]
    session = keep(writer, draft, None, **{typed: value})
    assert editing.newest_unsaved(writer, Article.objects.get(pk=draft.pk)) == session


def test_the_same_reviewer_and_day_are_not_offered(writer: User, approver: User, draft: Article) -> None:
    Article.objects.update(reviewer=approver, due_on=date(2026, 7, 1))
    keep(writer, draft, reviewer=str(approver.pk), due_on="01/07/2026")
    assert editing.newest_unsaved(writer, Article.objects.get(pk=draft.pk)) is None


def test_what_was_typed_in_an_earlier_new_text_is_offered_in_the_next(writer: User, approver: User) -> None:
    article = make_article(created_by=writer)
    earlier = workflow.redraft(article, by=writer)
    session = keep(writer, earlier, title="Chưa kịp lưu")
    article = workflow.publish(earlier, by=approver)
    assert editing.newest_unsaved(writer, workflow.redraft(article, by=writer)) == session


# Other people.


def test_who_is_here_and_changes_something(writer: User, approver: User, draft: Article) -> None:
    keep(approver, draft)
    assert editing.people(editing.of_others(draft, writer)) == [editing.Person("Nguyễn Văn An", has_unsaved=False)]
    keep(approver, draft, title="Khác")
    assert editing.people(editing.of_others(draft, writer)) == [editing.Person("Nguyễn Văn An", has_unsaved=True)]


def test_who_left_is_not_here(writer: User, approver: User, draft: Article) -> None:
    seen(keep(approver, draft), editing.HERE + timedelta(seconds=1))
    assert editing.people(editing.of_others(draft, writer)) == []


@pytest.mark.parametrize("minutes", [4, 6])
def test_a_text_is_abandoned_after_five_minutes(writer: User, draft: Article, minutes: int) -> None:
    session = seen(keep(writer, draft, title="Dở dang"), timedelta(minutes=minutes))
    assert editing.is_abandoned(session) is (minutes > 5)


def test_a_form_without_text_is_not_abandoned(writer: User, draft: Article) -> None:
    assert editing.is_abandoned(seen(keep(writer, draft), timedelta(hours=1))) is False


def test_taking_over_keeps_the_text_for_its_writer_and_tells_them(writer: User, approver: User, draft: Article) -> None:
    session = seen(keep(writer, draft, title="Dở dang"), timedelta(minutes=6))
    editing.take_over(session.tab, by=approver)
    offered = editing.newest_unsaved(writer, draft)
    assert (offered, offered and offered.taken_over_by) == (session, approver)


def test_the_writer_who_goes_on_is_told_who_took_over(writer: User, approver: User, draft: Article) -> None:
    session = seen(keep(writer, draft, title="Dở dang"), timedelta(minutes=6))
    editing.take_over(session.tab, by=approver)
    told = [editing.keep(session.tab, writer, draft, version="", data={}).taken_over_by for _ in range(2)]
    assert told == ["Nguyễn Văn An", ""]


def test_only_one_person_takes_over(writer: User, approver: User, draft: Article) -> None:
    session = seen(keep(writer, draft, title="Dở dang"), timedelta(minutes=6))
    taken = [editing.take_over(session.tab, by=user) for user in (approver, make_user("approver"))]
    assert taken == [session, None]


def test_nobody_takes_over_from_a_person_who_is_back(writer: User, approver: User, draft: Article) -> None:
    session = keep(writer, draft, title="Dở dang")
    assert editing.take_over(session.tab, by=approver) is None
