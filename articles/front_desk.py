"""Arranging the front page: what may stand there, what is arranged now, and putting another one in its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import front_page
from articles.front_page import MOST_FEATURED, Arrangement
from articles.logbook import Logged
from articles.models import Article, Section
from articles.navigation import Branch
from articles.querysets import ArticleQuerySet
from portal import audit
from portal.models import AuditEntry, start_new_generation

Status = Article.Status

MOST_FOUND = 8


class ArrangementError(Exception):
    """The arrangement cannot be applied; the message says why to the user."""


class ConflictError(ArrangementError):
    """Another arrangement stands by now than the one that the user began from."""


@dataclass(frozen=True, slots=True)
class Order:
    """The front page as its desk shows it: the featured articles, and all sections of the first level in order.

    `hidden` are those of `blocks` whose block is switched off.
    """

    featured: list[int]
    blocks: list[int]
    hidden: frozenset[int] = frozenset()

    @property
    def arrangement(self) -> Arrangement:
        """What readers would see of it."""
        return Arrangement(self.featured, [pk for pk in self.blocks if pk not in self.hidden])

    @property
    def version(self) -> str:
        """What differs between any two arrangements."""
        blocks = [f"-{pk}" if pk in self.hidden else str(pk) for pk in self.blocks]
        return f"{'.'.join(map(str, self.featured))}~{'.'.join(blocks)}"


def eligible() -> ArticleQuerySet:
    """What may be featured: what readers see, or will see at its time."""
    return Article.objects.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()), status=Status.PUBLISHED
    ).order_by("-publish_at", "-pk")


def search(query: str) -> ArticleQuerySet:
    """The newest articles that may be featured and hold every word of the query; without one, just the newest."""
    return eligible().matching(query).select_related("section").defer("body")[:MOST_FOUND]


def stored(tree: Iterable[Branch]) -> Order:
    """The arrangement that stands now."""
    rows = front_page.newest_featured(eligible()).only("publish_at", "featured_position")
    sections = [branch.section for branch in front_page.block_order(tree)]
    return Order(
        featured=[article.pk for article in front_page.in_order(rows)[:MOST_FEATURED]],
        blocks=[section.pk for section in sections],
        hidden=frozenset(section.pk for section in sections if not section.is_on_front_page),
    )


@transaction.atomic
def arrange(wanted: Order, *, seen: str, by: User) -> None:
    """Put this arrangement in the place of the one with the version `seen`, for readers at once.

    Articles that are not in it are featured no more, but for those that still wait to be published.
    """
    # The rows of the sections stay locked until the end: of two who apply at once the second waits here.
    sections = Section.objects.select_for_update().filter(parent__isnull=True)
    now = stored([Branch(section) for section in sections])
    if now.version != seen:
        raise ConflictError(
            _("The front page has changed since you opened it. Nothing of yours is lost: it still stands below.")
        )
    _require_possible(wanted, blocks=now.blocks)
    _write_featured(wanted.featured)
    _write_blocks(wanted)
    start_new_generation()
    audit.write(Logged.FRONT_PAGE_ARRANGED, by=by, label=_("Front page"))


def last_arranged() -> AuditEntry | None:
    """Who arranged the front page last, and when, as the log tells it."""
    told = AuditEntry.objects.filter(action=Logged.FRONT_PAGE_ARRANGED)
    return told.select_related("user").order_by("-at", "-pk").first()


def _require_possible(wanted: Order, *, blocks: list[int]) -> None:
    if len(set(wanted.featured)) < len(wanted.featured):
        raise ArrangementError(_("An article can stand on the front page only once."))
    if len(wanted.featured) > MOST_FEATURED:
        raise ArrangementError(
            _("There is room for %(most)d featured articles. Please take some out.") % {"most": MOST_FEATURED}
        )
    possible = set(eligible().filter(pk__in=wanted.featured).values_list("pk", flat=True))
    if missing := [pk for pk in wanted.featured if pk not in possible]:
        titles = "; ".join(Article.objects.filter(pk__in=missing).values_list("title", flat=True))
        words = _("Readers cannot see this any more: %(titles)s. Please take it out.")
        raise ArrangementError(words % {"titles": titles})
    if sorted(wanted.blocks) != sorted(blocks) or not wanted.hidden <= set(blocks):
        raise ArrangementError(_("The list of sections is not complete. Please open the page anew."))


def _write_featured(featured: list[int]) -> None:
    # The texts are not changed: whoever has one open in a form keeps the version to save it on.
    articles: QuerySet[Article] = QuerySet(Article)  # writes twice, and retires the pages once
    no_more = articles.filter(is_featured__in=[True]).exclude(pk__in=featured)
    no_more.exclude(status__in=[Status.DRAFT, Status.IN_REVIEW]).update(is_featured=False, featured_position=0)
    if featured:
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(featured, start=1)]
        articles.filter(pk__in=featured).update(is_featured=True, featured_position=Case(*places))


def _write_blocks(wanted: Order) -> None:
    sections: QuerySet[Section] = QuerySet(Section)
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(wanted.blocks, start=1)]
    if places:
        is_shown = Case(When(pk__in=wanted.hidden, then=Value(value=False)), default=Value(value=True))
        sections.filter(pk__in=wanted.blocks).update(front_position=Case(*places), is_on_front_page=is_shown)
