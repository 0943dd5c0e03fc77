"""What stands on the front page, chosen so that no busy section pushes out a quiet one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import Article
from articles.navigation import Branch

SECONDARY = 4
HEADLINES = 4
LATEST = 8

_ON_TOP = 1 + SECONDARY


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the first level: its newest article and headlines, those on top of the page left out."""

    branch: Branch
    lead: Article
    headlines: list[Article]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`lead` is the newest featured article, or the newest of all; no block repeats what stands on top."""

    lead: Article | None = None
    secondary: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)


def compose(tree: list[Branch]) -> FrontPage:
    """The front page of this moment, in one query."""
    articles = _candidates(tree)
    if not articles:
        return FrontPage()
    lead = next((article for article in articles if article.is_featured), articles[0])
    rest = [article for article in articles if article.pk != lead.pk]
    below = rest[SECONDARY:]
    return FrontPage(
        lead=lead,
        secondary=rest[:SECONDARY],
        blocks=list(_blocks(tree, below)),
        latest=below[:LATEST],
    )


def _candidates(tree: Iterable[Branch]) -> list[Article]:
    """The newest of all, the newest featured one, and the newest of each section; newest first."""
    newest = Article.objects.published(at=timezone.now()).order_by("-publish_at", "-pk")
    # SQLite cannot use an index for a yes or no that stands alone, as Django writes `is_featured=True`.
    wanted = [newest[: _ON_TOP + LATEST], newest.filter(is_featured__in=[True])[:1]]
    # Enough for a whole block even when all that stands on top comes from this section.
    wanted += [newest.in_sections(branch.sections)[: _ON_TOP + 1 + HEADLINES] for branch in tree]
    # Each in a query around it, because SQLite takes no limit in the part of a union.
    first, *others = (Article.objects.order_by().filter(pk__in=rows.values("pk")).values("pk") for rows in wanted)
    return list(Article.objects.for_listing().filter(pk__in=first.union(*others, all=True)))


def _blocks(tree: Iterable[Branch], articles: list[Article]) -> Iterable[Block]:
    for branch in tree:
        keys = {section.pk for section in branch.sections}
        own = [article for article in articles if article.section_id in keys][: 1 + HEADLINES]
        if own:
            yield Block(branch, own[0], own[1:])
