"""The new text of an article that readers know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Note, Notice, Revision
from articles.workflow import TransitionError
from portal.models import Generation
from tests.factories import make_article, make_picture, make_tag, make_user

pytestmark = pytest.mark.django_db


def generation() -> int:
    return Generation.objects.values_list("number", flat=True).first() or 0


def test_a_new_text_begins_as_the_article_stands() -> None:
    article, tag = make_article(lead_picture=make_picture(), signature="CTTĐT"), make_tag()
    article.tags.add(tag)
    new = workflow.redraft(article, by=(writer := make_user("editor")))
    assert (new.title, new.body, new.lead_picture, new.signature) == (
        *(article.title, article.body, article.lead_picture),
        "CTTĐT",
    )
    assert (new.status, new.redraft_of, new.created_by, list(new.tags.all())) == ("draft", article, writer, [tag])


def test_readers_keep_the_old_text_until_the_new_one_is_published() -> None:
    article = make_article(body="<p>Bản cũ.</p>")
    before = generation()
    new = workflow.redraft(article, by=make_user("editor"))
    new.body = "<p>Bản mới.</p>"
    new.save()
    workflow.submit(new, by=make_user("editor"))
    assert list(Article.objects.published().values_list("body", flat=True)) == ["<p>Bản cũ.</p>"]
    assert generation() == before


def test_publishing_the_new_text_puts_it_in_the_place_of_the_old_one() -> None:
    article, tag = make_article(body="<p>Bản cũ.</p>", is_featured=True), make_tag()
    new = workflow.redraft(article, by=make_user("editor"))
    new.title, new.body = "Tiêu đề mới", "<p>Bản mới.</p>"
    new.save()
    new.tags.add(tag)
    published = workflow.publish(new, by=make_user("approver"))
    stored = Article.objects.get()
    assert (published, stored.pk, stored.title, stored.body) == (article, article.pk, "Tiêu đề mới", "<p>Bản mới.</p>")
    assert (stored.publish_at, stored.is_featured, list(stored.tags.all())) == (article.publish_at, True, [tag])


def test_the_address_outlives_a_new_title() -> None:
    article = make_article()
    new = workflow.redraft(article, by=make_user("editor"))
    new.slug = "dia-chi-moi"
    new.save()
    workflow.publish(new, by=make_user("approver"))
    assert Article.objects.get().get_absolute_url() == f"/{article.section.slug}/dia-chi-moi-{article.pk}/"


def test_what_was_done_and_said_about_the_new_text_stays_with_the_article() -> None:
    article, editor = make_article(), make_user("editor")
    new = workflow.redraft(article, by=editor)
    Note.objects.create(article=new, text="Xem lại số liệu.", created_by=editor)
    workflow.submit(new, by=editor)
    workflow.publish(new, by=make_user("approver"))
    actions = list(article.revisions.order_by("pk").values_list("action", flat=True))
    assert actions == ["redrafted", "submitted", "published"]
    assert (article.notes.count(), set(Notice.objects.values_list("article", flat=True))) == (1, {article.pk})


def test_a_new_text_that_lacks_something_is_refused_and_stays() -> None:
    new = workflow.redraft(make_article(), by=make_user("editor"))
    new.lead = ""
    new.save()
    with pytest.raises(TransitionError):
        workflow.publish(new, by=make_user("approver"))
    assert Article.objects.filter(pk=new.pk, status="draft").exists()


def test_only_one_new_text_at_a_time() -> None:
    article = make_article()
    workflow.redraft(article, by=make_user("editor"))
    with pytest.raises(TransitionError):
        workflow.redraft(article, by=make_user("approver"))


def test_a_new_text_of_an_article_off_the_site_brings_it_back() -> None:
    article = make_article(status="archived", publish_at=(then := timezone.now() - timedelta(days=9)))
    new = workflow.redraft(article, by=make_user("editor"))
    workflow.publish(new, by=make_user("approver"))
    assert Article.objects.values_list("status", "publish_at").get() == ("published", then)


def test_a_new_text_of_an_expired_article_is_refused_in_a_sentence() -> None:
    now = timezone.now()
    article = make_article(publish_at=now - timedelta(days=9), expire_at=now - timedelta(days=1))
    new = workflow.redraft(article, by=make_user("editor"))
    with pytest.raises(TransitionError, match="hết hạn"):
        workflow.publish(new, by=make_user("approver"))


def test_giving_up_a_new_text_keeps_it_readable_in_the_history() -> None:
    article, editor = make_article(), make_user("editor")
    new = workflow.redraft(article, by=editor)
    new.body = "<p>Bản bỏ.</p>"
    new.save()
    assert workflow.discard(new, by=editor) == article
    assert Article.objects.get().body == article.body
    assert Revision.objects.values_list("article", "action", "body").first() == (
        *(article.pk, "discarded"),
        "<p>Bản bỏ.</p>",
    )


def test_an_article_whose_new_text_is_under_way_is_not_trashed() -> None:
    article = make_article(status="archived")
    workflow.redraft(article, by=make_user("editor"))
    with pytest.raises(TransitionError):
        workflow.trash(article, by=make_user("approver"))
