"""Links between articles: which article a text leads to, kept with each save so that they can be asked backwards."""

import re
from itertools import islice
from typing import TYPE_CHECKING

from articles.richtext import own_path, read

if TYPE_CHECKING:
    from articles.models import Article

MOST = 1000

# As `articles.urls` has it, with and without the last slash; no more digits than a key of the database has.
_ARTICLE = re.compile(r"/(?!the/)[-a-zA-Z0-9_]+/[-a-zA-Z0-9_]+-([0-9]{1,18})/?")


def article_id(path: str) -> int | None:
    """The number of the article that this path of the portal leads to; None for another page."""
    match = _ARTICLE.fullmatch(path)
    return int(match[1]) if match else None


def targets(html: str) -> set[int]:
    """The numbers of the articles of this portal that the text links to, whether they exist or not.

    Of more than a thousand, which no person writes, the first count.
    """
    if "<a " not in html:
        return set()
    paths = dict.fromkeys(path for link in read(html).links if (path := own_path(link.href)))
    numbers = (number for path in paths if (number := article_id(path)) is not None)
    return set(islice(dict.fromkeys(numbers), MOST))


def keep(article: "Article") -> None:
    """Store to which articles the text leads now; nothing is written when that has not changed."""
    from articles.models import Article, ArticleLink  # noqa: PLC0415  models import this module

    rows = ArticleLink.objects.filter(source=article)
    before = set(rows.values_list("target", flat=True))
    wanted = targets(article.body) - {article.pk}
    if wanted == before:
        return
    rows.filter(target__in=before - wanted).delete()
    exist = Article.objects.filter(pk__in=wanted - before).values_list("pk", flat=True)
    ArticleLink.objects.bulk_create(
        [ArticleLink(source=article, target_id=target) for target in exist], ignore_conflicts=True
    )
