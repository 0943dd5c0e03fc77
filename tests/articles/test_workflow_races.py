"""Two people at the same moment, in transactions of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from articles import workflow
from articles.models import Article, Revision
from articles.workflow import TransitionError
from tests.factories import make_article, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The tests' SQLite lives in memory, where threads share one transaction.
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="needs a server"),
]

Step = Callable[[Article, User], object]


def at_once(article: Article, *steps: Step) -> list[str]:
    """What each of these steps came to, all begun at the same moment: ``done``, or the sentence of a refusal."""
    outcomes: list[str] = []
    begin = Barrier(len(steps))

    def take(step: Step, user: User) -> None:
        own = Article.objects.get(pk=article.pk)
        begin.wait()
        try:
            step(own, user)
        except TransitionError as refusal:
            outcomes.append(str(refusal))
        else:
            outcomes.append("done")
        finally:
            connection.close()

    threads = [Thread(target=take, args=(step, make_user())) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=len)


def publish(article: Article, user: User) -> None:
    workflow.publish(article, by=user)


def send_back(article: Article, user: User) -> None:
    workflow.send_back(article, by=user, reason="Thiếu nguồn.")


def test_of_two_different_steps_one_wins_and_the_other_gets_a_sentence() -> None:
    article = make_article(status="in_review")
    outcomes = at_once(article, publish, send_back)
    assert (outcomes[0], "nên không thực hiện được" in outcomes[1]) == ("done", True)
    assert Revision.objects.count() == 1


def test_of_two_who_publish_at_once_one_does() -> None:
    article = make_article(status="in_review")
    outcomes = at_once(article, publish, publish)
    assert (outcomes[0], len(outcomes[1]) > len("done"), Revision.objects.count()) == ("done", True, 1)


def test_of_two_who_begin_a_new_text_at_once_one_does() -> None:
    article = make_article()
    outcomes = at_once(article, *[lambda own, user: workflow.redraft(own, by=user)] * 2)
    assert (outcomes[0], Article.objects.filter(redraft_of=article).count()) == ("done", 1)


def test_publishing_a_new_text_while_its_article_is_taken_off_ends_in_one_of_both_orders() -> None:
    article, editor = make_article(), make_user()
    new = workflow.redraft(article, by=editor)
    at_once(
        article,
        lambda own, user: workflow.archive(own, by=user),
        lambda _own, user: workflow.publish(Article.objects.get(pk=new.pk), by=user),
    )
    assert Article.objects.count() == 1
    steps = list(article.revisions.order_by("pk").values_list("action", flat=True))
    assert steps in (["redrafted", "archived", "published"], ["redrafted", "published", "archived"])
