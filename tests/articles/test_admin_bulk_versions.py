"""Many articles are decided about as they were seen."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.newsroom import client_of
from tests.articles.test_admin_bulk import make_draft, page, seen, statuses, take
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


# What was not looked at is not decided about.


def test_a_text_that_was_saved_after_the_question_is_not_published(approver: User) -> None:
    asked = make_draft()
    data = {"ids": str(asked.pk), **seen(asked)}
    asked.save()
    [outcome] = client_of(approver).post(page("publish"), data).context["outcomes"]
    assert ("Vui lòng xem lại" in outcome.refusal, statuses()) == (True, ["draft"])


def test_a_step_without_the_version_that_was_seen_is_refused(approver: User) -> None:
    article = make_draft()
    client_of(approver).post(page("publish"), {"ids": str(article.pk)})
    assert statuses() == ["draft"]


def test_what_links_to_an_article_is_told_before_it_is_taken_off_the_site(approver: User) -> None:
    article = make_article(title="Dọn kênh")
    make_article(body=f'<p><a href="{article.get_absolute_url()}">xem</a></p>')
    shown = client_of(approver).get(f"{page('archive')}?ids={article.pk}").content.decode()
    assert "1 bài bạn đọc đang xem có liên kết tới bài này" in shown


def test_a_reviewer_of_another_section_is_not_moved_along(approver: User) -> None:
    (own := make_section()).editors.add(reviewer := make_user("approver"))
    article = make_article(status="in_review", section=own, reviewer=reviewer)
    take(approver, "move", article, target=make_section())
    assert Article.objects.get().reviewer is None
