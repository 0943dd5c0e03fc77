"""Sitemaps: all that readers can open, in files of a bounded size, and what is new of the last two days.

The files go by the articles' numbers, so that an article never moves from one file to another, and only the newest
file changes when nothing but news comes in.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Count, ExpressionWrapper, F, IntegerField, Max, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles import translations
from articles.models import Article, Section, SiteSettings, StaticPage, StoryThread, Tag
from articles.structured import local_iso, modified

NUMBERS_PER_FILE = 2000
NEWS_AGE = timedelta(hours=48)
MOST_NEWS = 1000

Absolute = Callable[[str], str]

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_EXTENSIONS = {
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


class File(NamedTuple):
    """A file of articles: its number, and when something in it changed last."""

    number: int
    changed_at: datetime


def files() -> list[File]:
    """The files that have articles in them, in one query."""
    number = ExpressionWrapper(F("pk") / Value(NUMBERS_PER_FILE), output_field=IntegerField())
    rows = (
        Article.objects.published()
        .order_by()
        .annotate(number=number)
        .values("number")
        .annotate(updated=Max("updated_at"), begun=Max("publish_at"), count=Count("pk"))
        .order_by("number")
    )
    return [File(row["number"], max(row["updated"], row["begun"])) for row in rows]


def index(absolute: Absolute) -> str:
    """The file that names the others."""
    writer = _Writer("sitemapindex")
    writer.entry("sitemap", absolute(reverse("articles:sitemap-pages")))
    for file in files():
        writer.entry("sitemap", absolute(reverse("articles:sitemap-articles", args=[file.number])), file.changed_at)
    return writer.end()


def of_articles(number: int, absolute: Absolute, *, site_language: str) -> str | None:
    """The file with this number; None where no article stands in it."""
    first = number * NUMBERS_PER_FILE
    rows = Article.objects.published().filter(pk__gte=first, pk__lt=first + NUMBERS_PER_FILE).order_by("pk")
    articles = list(rows.select_related("section__parent", "lead_picture").defer("body", "search_text", "lead"))
    if not articles:
        return None
    versions = translations.of_articles(articles, site_language=site_language)
    writer = _Writer("urlset", "image", "xhtml")
    for article in articles:
        writer.open_entry("url", absolute(article.get_absolute_url()), modified(article))
        for version in versions.get(article.pk, []):
            attributes = {"rel": "alternate", "hreflang": version.language, "href": absolute(version.path)}
            writer.element("xhtml:link", None, attributes)
        if article.lead_picture and article.lead_picture.file:
            writer.start("image:image")
            writer.element("image:loc", absolute(article.lead_picture.file.url))
            writer.finish("image:image")
        writer.finish("url")
    return writer.end()


def of_pages(absolute: Absolute) -> str:
    """The front page, sections, story threads, tags with articles, and the pages beside the news."""
    writer = _Writer("urlset")
    newest = Article.objects.published().aggregate(at=Max("publish_at"))["at"]
    writer.entry("url", absolute("/"), newest)
    published = Article.objects.published()
    by_section = dict(published.order_by().values_list("section").annotate(Max("publish_at")))
    for section in Section.objects.all():
        writer.entry("url", absolute(section.get_absolute_url()), by_section.get(section.pk))
    tags = Tag.objects.filter(pk__in=published.order_by().values("tags"))
    threads = StoryThread.objects.filter(pk__in=published.order_by().values("thread"))
    pages = StaticPage.objects.filter(is_published=True)
    for path, changed_at in _addresses([*threads, *tags, *pages]):
        writer.entry("url", absolute(path), changed_at)
    return writer.end()


def of_news(site: SiteSettings, absolute: Absolute) -> str:
    """Articles of the last two days, for news search engines."""
    recent = Article.objects.published().filter(publish_at__gt=timezone.now() - NEWS_AGE)
    writer = _Writer("urlset", "news")
    for article in recent.for_listing().select_related("section__parent")[:MOST_NEWS]:
        writer.open_entry("url", absolute(article.get_absolute_url()))
        writer.start("news:news")
        writer.start("news:publication")
        writer.element("news:name", site.name)
        writer.element("news:language", article.section.spoken or site.language)
        writer.finish("news:publication")
        writer.element("news:publication_date", local_iso(article.publish_at or article.updated_at))
        writer.element("news:title", article.title)
        writer.finish("news:news")
        writer.finish("url")
    return writer.end()


def _addresses(rows: Iterable[Any]) -> Iterable[tuple[str, datetime | None]]:
    for row in rows:
        try:
            yield row.get_absolute_url(), getattr(row, "updated_at", None)
        except NoReverseMatch:
            continue  # a kind of page that this portal does not show


class _Writer:
    """Writes one sitemap; escapes what it is given."""

    def __init__(self, root: str, *extensions: str) -> None:
        self._text = StringIO()
        self._xml = SimplerXMLGenerator(self._text, "utf-8")
        self._root = root
        self._xml.startDocument()
        names = {f"xmlns:{name}": _EXTENSIONS[name] for name in extensions}
        self._xml.startElement(root, AttributesImpl({"xmlns": _NAMESPACE, **names}))

    def start(self, name: str) -> None:
        self._xml.startElement(name, AttributesImpl({}))

    def finish(self, name: str) -> None:
        self._xml.endElement(name)

    def element(self, name: str, text: str | None, attributes: dict[str, str] | None = None) -> None:
        self._xml.addQuickElement(name, text, attributes)

    def open_entry(self, name: str, url: str, changed_at: datetime | None = None) -> None:
        self.start(name)
        self.element("loc", url)
        if changed_at:
            self.element("lastmod", local_iso(changed_at))

    def entry(self, name: str, url: str, changed_at: datetime | None = None) -> None:
        self.open_entry(name, url, changed_at)
        self.finish(name)

    def end(self) -> str:
        self._xml.endElement(self._root)
        self._xml.endDocument()
        return self._text.getvalue()
