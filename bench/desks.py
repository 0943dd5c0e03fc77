"""A newsroom that has grown, and what its pages cost. Runs inside the portal's Django (`bench.databases.inside`)."""

import json
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from statistics import median

from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import rights
from articles.models import Article, Revision, Section
from articles.vietnamese import to_search_text, to_slug
from bench import texts
from stats import clock
from stats.models import ArticleDay, ArticleTotal

LIST = "/admin/articles/article/"
WRITERS = 20
PER_PAGE = 30
_BATCH = 500

# Of each thousand articles: what is not published, as in a newsroom that has been at work for years.
_OTHERS = {"draft": 8, "in_review": 2, "archived": 15, "trashed": 5, "planned": 1}


@transaction.atomic
def fill(count: int, body_bytes: int) -> None:
    """Articles of twenty writers over five years, with their searchable text, histories of drafts, and views."""
    sections = [Section.objects.create(name=name, slug=slug) for slug, name in texts.sections()]
    people = [_person(f"nguoi-viet-{number}", "editor") for number in range(WRITERS)]
    _person("nguoi-duyet", "approver")
    rows = (_article(number, count, body_bytes, sections, people) for number in range(count))
    while batch := list(islice(rows, _BATCH)):
        Article.objects.bulk_create(batch)
    drafts = Article.objects.filter(status=Article.Status.DRAFT)
    Revision.objects.bulk_create(_histories(drafts.only("title", "created_by")), batch_size=_BATCH)
    ids = list(Article.objects.values_list("pk", flat=True))
    ArticleTotal.objects.bulk_create((ArticleTotal(article_id=pk, views=pk % 5_000) for pk in ids), batch_size=_BATCH)
    today = clock.today()
    ArticleDay.objects.bulk_create(
        [
            ArticleDay(day=today - timedelta(days=back), article_id=pk, views=9, readers=7)
            for back in range(30)
            for pk in ids[-200:]
        ],
        batch_size=_BATCH,
    )


def measure(rounds: int) -> None:
    """Ask for each page in turn, `rounds` times; prints medians of ms and processor ms, and the queries, as JSON."""
    pages = _pages()
    clients = {name: _client(name) for name in ("nguoi-duyet", "nguoi-viet-1")}
    asked = [(label, clients[name], path) for name in clients for label, path in pages[name].items()]
    times: dict[str, list[tuple[float, float]]] = {label: [] for label, _client, _path in asked}
    queries = {}
    for label, client, path in asked:
        with CaptureQueriesContext(connection) as counted:
            status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
        queries[label] = len(counted)
    for _ in range(rounds):
        for label, client, path in asked:
            began, spent = time.perf_counter(), time.process_time()
            client.get(path)
            times[label].append(((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000))
    print(
        json.dumps({label: [*map(median, zip(*found, strict=True)), queries[label]] for label, found in times.items()})
    )


def _pages() -> dict[str, dict[str, str]]:
    total = Article.objects.outside_trash().count()
    last, middle = -(-total // PER_PAGE), total // PER_PAGE // 2
    article = Article.objects.published().order_by("-pk").values_list("pk", flat=True)[0]
    section = Section.objects.values_list("pk", flat=True)[0]
    approver = {
        "start page": "/admin/",
        "list: all": LIST,
        "list: all, page in the middle": f"{LIST}?p={middle}",
        "list: all, last page": f"{LIST}?p={last}",
        "list: all, by day of publishing": f"{LIST}?o=-5",
        **{
            f"list: {view}": f"{LIST}?view={view}"
            for view in ("waiting", "in-review", "scheduled", "live", "drafts", "sent-back", "mine", "trash")
        },
        "list: a section": f"{LIST}?section={section}",
        "list: a writer": f"{LIST}?writer={User.objects.get(username='nguoi-viet-1').pk}",
        "list: this month": f"{LIST}?period=month",
        "search: a common word": f"{LIST}?q=kenh",
        "search: a rare word": f"{LIST}?q=b%C3%A0i+4711",
        "search: nothing found": f"{LIST}?q=kh%C3%B4ngcó",
        "form of a live article": f"{LIST}{article}/change/",
        "form of a new article": f"{LIST}add/",
    }
    writer = {
        "a writer's start page": "/admin/",
        "a writer's list: all": LIST,
        "a writer's list: all, last page": f"{LIST}?p={_pages_of_writer()}",
        "a writer's list: mine": f"{LIST}?view=mine",
        "a writer's list: sent back": f"{LIST}?view=sent-back",
    }
    return {"nguoi-duyet": approver, "nguoi-viet-1": writer}


def _pages_of_writer() -> int:
    return -(-rights.visible_to(User.objects.get(username="nguoi-viet-1")).outside_trash().count() // PER_PAGE)


def _client(name: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _person(name: str, role: str) -> User:
    user = User.objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def _article(number: int, count: int, body_bytes: int, sections: list[Section], people: list[User]) -> Article:
    now = timezone.now()
    title = texts.title(number)
    # The newest numbers were touched last; the prime spreads the statuses over all of them.
    edited = now - timedelta(days=5 * 365) / count * (count - number)
    status = _status(number * 7919 % 1000)
    is_planned = status == "planned"
    return Article(
        title=title,
        slug=to_slug(title),
        lead=texts.LEAD,
        body=texts.body(number % 200, body_bytes),
        signature=texts.SIGNATURE,
        section=sections[number % len(sections)],
        status="published" if is_planned else status,
        publish_at=now + timedelta(hours=number % 90 + 1) if is_planned else edited,
        created_by=people[number % len(people)],
        updated_at=edited,
        search_text=to_search_text(f"{title} {texts.LEAD} {texts.SIGNATURE}"),
    )


def _status(place: int) -> str:
    for name, share in _OTHERS.items():
        if place < share:
            return name
        place -= share
    return "published"


def _histories(drafts: Iterable[Article]) -> Iterator[Revision]:
    for number, draft in enumerate(drafts):
        for action in ["created", "submitted", "sent_back"][: 3 if number % 4 == 0 else 1]:
            yield Revision(article=draft, action=action, title=draft.title, note="Bổ sung số hộ tham gia.")
