"""What stands on the front page: what the desk arranged, then the newest, and no section pushes out another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import Article
from articles.navigation import Branch
from articles.querysets import ArticleQuerySet

SECONDARY = 4
HEADLINES = 4
LATEST = 8

MOST_FEATURED = 1 + SECONDARY

_LAST = 1 << 15  # beyond every place that the column holds


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is wanted on the front page: articles in their order, and sections of the first level with a block.

    Both are ids; the first article is the lead story.
    """

    featured: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the first level: its newest article and headlines, those on top of the page left out."""

    branch: Branch
    lead: Article
    headlines: list[Article]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`lead` and `secondary` are the featured articles, filled up with the newest; no block repeats them."""

    lead: Article | None = None
    secondary: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)


def compose(tree: list[Branch], arrangement: Arrangement | None = None) -> FrontPage:
    """The front page of this moment, in one query: as it is arranged, or as `arrangement` would make it."""
    articles = _candidates(tree, arrangement)
    if not articles:
        return FrontPage()
    first = _featured(articles, arrangement)[:MOST_FEATURED]
    others = [article for article in articles if article not in first]
    missing = MOST_FEATURED - len(first)
    top, below = first + others[:missing], others[missing:]
    return FrontPage(
        lead=top[0],
        secondary=top[1:],
        blocks=list(_blocks(_branches(tree, arrangement), below)),
        latest=below[:LATEST],
    )


def in_order(featured: Iterable[Article]) -> list[Article]:
    """Featured articles, given newest first, in their order: those that the desk has not placed yet stand first."""
    return sorted(featured, key=lambda article: article.featured_position)


def newest_featured(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Enough featured ones among `articles` that the first `MOST_FEATURED` in their order are there.

    The desk gives places to no more than that many (`articles.front_desk`), and whoever has none yet stands
    before those who have: so whoever is not among the newest twice as many cannot be among the first.
    """
    # SQLite cannot use an index for a yes or no that stands alone, as Django writes `is_featured=True`.
    return articles.filter(is_featured__in=[True]).order_by("-publish_at", "-pk")[: 2 * MOST_FEATURED]


def block_order(tree: Iterable[Branch]) -> list[Branch]:
    """The branches in the order of their blocks: those that no desk has placed follow, as the sections stand."""
    return sorted(tree, key=lambda branch: branch.section.front_position or _LAST)


def _candidates(tree: Iterable[Branch], arrangement: Arrangement | None) -> list[Article]:
    """The newest of all, the featured ones, and the newest of each section; newest first."""
    published = Article.objects.published(at=timezone.now())
    newest = published.order_by("-publish_at", "-pk")
    featured = newest.filter(pk__in=arrangement.featured) if arrangement else newest_featured(published)
    # Enough for a whole block even when all that stands on top comes from this section.
    of_sections = [newest.in_sections(branch.sections)[: MOST_FEATURED + 1 + HEADLINES] for branch in tree]
    wanted = [newest[: MOST_FEATURED + LATEST], featured, *of_sections]
    # Each in a query around it, because SQLite takes no limit in the part of a union.
    first, *others = (Article.objects.order_by().filter(pk__in=rows.values("pk")).values("pk") for rows in wanted)
    return list(Article.objects.for_listing().filter(pk__in=first.union(*others, all=True)))


def _featured(articles: list[Article], arrangement: Arrangement | None) -> list[Article]:
    if arrangement is None:
        return in_order(article for article in articles if article.is_featured)
    by_id = {article.pk: article for article in articles}
    return [by_id[pk] for pk in dict.fromkeys(arrangement.featured) if pk in by_id]


def _branches(tree: list[Branch], arrangement: Arrangement | None) -> list[Branch]:
    if arrangement is None:
        return [branch for branch in block_order(tree) if branch.section.is_on_front_page]
    by_id = {branch.section.pk: branch for branch in tree}
    return [by_id[pk] for pk in dict.fromkeys(arrangement.blocks) if pk in by_id]


def _blocks(branches: Iterable[Branch], articles: list[Article]) -> Iterable[Block]:
    for branch in branches:
        keys = {section.pk for section in branch.sections}
        own = [article for article in articles if article.section_id in keys][: 1 + HEADLINES]
        if own:
            yield Block(branch, own[0], own[1:])
