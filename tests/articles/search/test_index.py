"""The index follows the articles."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import redrafts, search, workflow
from articles.models import Article, SearchText
from articles.search import Filters
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


def finds(typed: str) -> list[int]:
    return search.find(search.parse(typed), Filters()).ids


def test_a_new_text_is_found_and_the_old_one_no_more() -> None:
    article = make_article(title="Lúa")
    article.title = "Ngô"
    article.save(update_fields=["title"])
    assert (finds("lúa"), finds("ngô")) == ([], [article.pk])


@pytest.mark.parametrize("status", ["draft", "in_review", "archived", "trashed"])
def test_what_is_not_published_is_not_in_the_index(status: str) -> None:
    make_article(title="Lúa", status=status)
    assert not SearchText.objects.exists()


def test_an_archived_article_goes_and_comes_back_with_publishing() -> None:
    article, approver = make_article(title="Lúa"), make_user("administrator")
    workflow.archive(article, by=approver)
    assert finds("lúa") == []
    article.status = Article.Status.PUBLISHED
    article.save()
    assert finds("lúa") == [article.pk]


def test_a_planned_article_is_found_from_its_time_on() -> None:
    make_article(title="Lúa", publish_at=timezone.now() + timedelta(hours=1))
    assert finds("lúa") == []


def test_an_expired_article_is_not_found() -> None:
    make_article(title="Lúa", expire_at=timezone.now() - timedelta(minutes=1))
    assert finds("lúa") == []


def test_a_deleted_article_is_not_found() -> None:
    make_article(title="Lúa").delete()
    assert finds("lúa") == []


def test_articles_deleted_together_are_not_found() -> None:
    make_article(title="Lúa")
    Article.objects.filter(title="Lúa").delete()
    assert (finds("lúa"), SearchText.objects.count()) == ([], 0)


def test_articles_changed_together_are_found_as_they_are_now() -> None:
    article, section = make_article(title="Lúa"), make_section()
    Article.objects.filter(pk=article.pk).update(title="Ngô", section=section)
    assert (finds("lúa"), finds("ngô")) == ([], [article.pk])


def test_the_command_finds_what_was_written_past_the_portal() -> None:
    article = make_article(title="Lúa")
    Article.objects.bulk_create(
        [Article(title="Ngô", section=article.section, status="published", publish_at=timezone.now())]
    )
    assert finds("ngô") == []
    call_command("search_index")
    assert (len(finds("ngô")), finds("lúa")) == (1, [article.pk])


def test_a_redraft_is_not_found_before_it_is_published() -> None:
    article, writer = make_article(title="Lúa"), make_user("editor")
    new = redrafts.copy_of(article, by=writer)
    new.title = "Ngô"
    new.save()
    assert finds("ngô") == []
