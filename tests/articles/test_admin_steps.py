"""The buttons of an article's form that save nothing: trash, new texts, and taking off what is locked."""

import pytest
from django.contrib.auth.models import User

from articles import workflow
from articles.models import Article
from tests.articles.newsroom import address, client_of, send
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return make_user("contributor")


def steps(user: User, article: Article) -> set[str]:
    return set(client_of(user).get(address(article)).context["steps"])


def press(user: User, article: Article, button: str) -> int:
    return client_of(user).post(address(article), {f"_{button}": "1"}).status_code


OFFERED = {
    ("contributor", "draft"): {"save", "submit", "trash"},
    ("contributor", "in_review"): set(),
    ("contributor", "published"): {"redraft"},
    ("contributor", "archived"): {"redraft"},
    ("contributor", "trashed"): {"untrash"},
    ("approver", "draft"): {"save", "submit", "publish", "trash"},
    ("approver", "in_review"): {"save", "publish", "send_back", "trash"},
    ("approver", "published"): {"save", "archive", "redraft"},
    ("approver", "archived"): {"save", "publish", "redraft", "trash"},
    ("approver", "trashed"): {"untrash"},
    ("administrator", "trashed"): {"untrash", "purge"},
    ("official", "published"): set(),
}


@pytest.mark.parametrize(("role", "status"), OFFERED)
def test_everybody_is_offered_exactly_the_steps_they_may_take(role: str, status: str) -> None:
    user = make_user(role)
    assert steps(user, make_article(status=status, created_by=user)) == OFFERED[role, status]


def test_a_writer_throws_a_draft_away_and_takes_it_back(writer: User) -> None:
    article = make_article(status="draft", created_by=writer)
    press(writer, article, "trash")
    assert Article.objects.get().status == "trashed"
    press(writer, article, "untrash")
    assert Article.objects.get().status == "draft"


def test_an_article_in_the_trash_cannot_be_changed(writer: User) -> None:
    article = make_article(status="trashed", created_by=writer)
    assert (send(writer, article, title="Khác").status_code, Article.objects.get().title) == (403, article.title)


def test_an_administrator_deletes_for_ever_after_a_question() -> None:
    administrator, article = make_user("administrator"), make_article(status="trashed")
    client = client_of(administrator)
    assert client.get(address(article, "delete")).status_code == 200
    client.post(address(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()


def test_a_writer_begins_a_new_text_of_a_live_article_and_hands_it_in(writer: User) -> None:
    article = make_article(created_by=writer)
    response = client_of(writer).post(address(article), {"_redraft": "1"})
    new = Article.objects.get(redraft_of=article)
    assert response["Location"] == address(new)
    send(writer, new, "_submit", lead="Sapo đã sửa.")
    assert Article.objects.values_list("status", "lead").get(pk=new.pk) == ("in_review", "Sapo đã sửa.")


def test_publishing_a_new_text_leads_to_the_article_that_readers_see() -> None:
    approver, article = make_user("approver"), make_article()
    new = workflow.redraft(article, by=approver)
    response = send(approver, new, "_publish", title="Đã sửa", publish_at_0="", publish_at_1="")
    assert (response["Location"], Article.objects.get().title) == (address(article), "Đã sửa")


def test_the_form_of_a_new_text_asks_for_no_time(writer: User) -> None:
    new = workflow.redraft(make_article(created_by=writer), by=writer)
    fields = client_of(writer).get(address(new)).context["adminform"].form.fields
    assert {"publish_at", "expire_at", "is_featured"}.isdisjoint(fields)


def test_what_is_locked_by_a_new_text_can_still_be_taken_off_the_site() -> None:
    approver, article = make_user("approver"), make_article()
    workflow.redraft(article, by=approver)
    assert steps(approver, article) == {"archive"}
    press(approver, article, "archive")
    assert Article.objects.get(pk=article.pk).status == "archived"


def test_giving_up_a_new_text_leads_back_to_its_article(writer: User) -> None:
    article = make_article(created_by=writer)
    new = workflow.redraft(article, by=writer)
    response = client_of(writer).post(address(new), {"_discard": "1"})
    assert (response["Location"], Article.objects.count()) == (address(article), 1)


@pytest.mark.parametrize(
    ("step", "status"),
    [("trash", "in_review"), ("untrash", "trashed"), ("redraft", "published"), ("archive", "published")],
)
def test_a_step_without_the_right_is_forbidden(step: str, status: str, writer: User) -> None:
    article = make_article(status=status, section=(section := make_section()))
    section.editors.add(editor := make_user("editor"))
    answers = [press(user, article, step) for user in ((writer, editor) if step == "archive" else (writer,))]
    assert set(answers) <= {302, 403}
    assert list(Article.objects.values_list("status", flat=True)) == [status]


def test_the_second_of_two_people_who_take_the_same_step_gets_a_sentence() -> None:
    first, second = make_user("approver"), make_user("approver")
    article = make_article(status="draft")
    press(first, article, "trash")
    response = client_of(second).post(address(article), {"_trash": "1"}, follow=True)
    assert "Trong thùng rác" in " ".join(str(message) for message in response.context["messages"])
    assert Article.objects.get().revisions.filter(action="trashed").count() == 1


# The limits of approvers hold at the buttons.


def test_an_approver_publishes_in_the_given_sections_only() -> None:
    approver, section = make_user("approver"), make_section()
    section.editors.add(approver)
    own = make_article(status="draft", created_by=approver)
    assert send(approver, own, "_publish").status_code == 403
    assert send(approver, own, "_publish", section=section.pk).status_code == 302
    assert Article.objects.values_list("status", "section").get() == ("published", section.pk)
