"""Feeds: the newest articles as RSS 2.0 and as JSON Feed 1.1, whole and with everything that is known of them."""

import json
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed, rfc3339_date

from articles.models import Article, Picture, SiteSettings
from articles.querysets import ArticleQuerySet
from articles.richtext import with_absolute_addresses
from articles.structured import local_iso, modified

ITEMS = 30
_MINUTES_TO_LIVE = 10

Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Channel:
    """What a feed is about: `path` is the page that it follows, `feed_path` its own address."""

    site: SiteSettings
    title: str
    description: str
    language: str
    path: str
    feed_path: str
    icon_url: str
    articles: ArticleQuerySet
    absolute: Absolute

    @cached_property
    def items(self) -> list["Item"]:
        rows = self.articles.select_related("section__parent", "lead_picture").prefetch_related("tags")
        newest = rows.order_by("-publish_at", "-pk")[:ITEMS]
        return [Item(article, self) for article in newest]


@dataclass(frozen=True)
class Item:
    """One article as both kinds of feed tell it."""

    article: Article
    channel: Channel

    @property
    def url(self) -> str:
        return self.channel.absolute(self.article.get_absolute_url())

    @property
    def author(self) -> str:
        return self.article.author or self.article.signature or self.channel.site.owner or self.channel.site.name

    @property
    def tags(self) -> list[str]:
        return [tag.name for tag in self.article.tags.all()]

    @property
    def picture(self) -> Picture | None:
        picture = self.article.lead_picture
        return picture if picture and picture.file else None

    @property
    def html(self) -> str:
        return with_absolute_addresses(self.article.body, self.channel.absolute)


class _Rss(Rss201rev2Feed):
    """With the parts of Dublin Core, Media RSS and the content module that readers of feeds know."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.startElement("image", {})
        for name, value in (("url", self.feed["icon_url"]), ("title", self.feed["title"]), ("link", self.feed["link"])):
            handler.addQuickElement(name, value)
        handler.endElement("image")

    def add_item_elements(self, handler: Any, item: Any) -> None:
        # Not the item's own author element: RSS wants an e-mail address there.
        super().add_item_elements(handler, {**item, "author_name": None})
        handler.addQuickElement("dc:creator", item["author_name"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])
        if picture := item["picture"]:
            _add_picture(handler, picture, item["absolute"])


_THUMBNAIL = 480  # pixels: what readers of feeds show beside a headline


def _add_picture(handler: Any, picture: Picture, absolute: Absolute) -> None:
    sizes = {"width": str(picture.width), "height": str(picture.height)} if picture.width and picture.height else {}
    url = absolute(picture.file.url)
    handler.startElement("media:content", {"url": url, "medium": "image", "type": _type(picture), **sizes})
    if picture.alt or picture.caption:
        handler.addQuickElement("media:description", picture.caption or picture.alt, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    if smaller := picture.renditions():
        small_url, width = next((one for one in smaller if one[1] >= _THUMBNAIL), smaller[-1])
        height = str(round(picture.height * width / picture.width))
        attributes = {"url": absolute(small_url), "width": str(width), "height": height}
        handler.addQuickElement("media:thumbnail", None, attributes)
    handler.endElement("media:content")


def rss(channel: Channel) -> str:
    """The channel as RSS 2.0."""
    feed = _Rss(
        title=channel.title,
        link=channel.absolute(channel.path),
        description=channel.description,
        language=channel.language,
        feed_url=channel.absolute(channel.feed_path),
        feed_copyright=channel.site.owner,
        ttl=_MINUTES_TO_LIVE,
        icon_url=channel.icon_url,
    )
    for item in channel.items:
        article, picture = item.article, item.picture
        feed.add_item(
            title=article.title,
            link=item.url,
            unique_id=item.url,
            unique_id_is_permalink=True,
            description=article.lead,
            author_name=item.author,
            pubdate=article.publish_at,
            updateddate=modified(article),
            categories=[article.section.name, *item.tags],
            enclosures=[Enclosure(channel.absolute(picture.file.url), str(_size(picture)), _type(picture))]
            if picture
            else [],
            html=item.html,
            picture=picture,
            absolute=channel.absolute,
        )
    return feed.writeString("utf-8")


def json_feed(channel: Channel) -> str:
    """The channel as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.absolute(channel.path),
        "feed_url": channel.absolute(channel.feed_path),
        "icon": channel.icon_url,
        "language": channel.language,
        "authors": [{"name": channel.site.owner or channel.site.name, "url": channel.absolute("/")}],
        "items": [_json_item(item) for item in channel.items],
    }
    return json.dumps(data, ensure_ascii=False)


def _json_item(item: Item) -> dict[str, Any]:
    article, picture = item.article, item.picture
    data: dict[str, Any] = {
        "id": item.url,
        "url": item.url,
        "title": article.title,
        "summary": article.lead,
        "content_html": item.html,
        "date_modified": local_iso(modified(article)),
        "authors": [{"name": item.author}],
        "tags": [article.section.name, *item.tags],
        "language": article.section.spoken or item.channel.site.language,
    }
    if article.publish_at:
        data["date_published"] = local_iso(article.publish_at)
    if picture:
        data["image"] = item.channel.absolute(picture.file.url)
    return data


def _type(picture: Picture) -> str:
    return mimetypes.guess_type(str(picture.file.name))[0] or "image/jpeg"


def _size(picture: Picture) -> int:
    try:
        return int(picture.file.size)
    except OSError:
        return 0  # what the format asks for where the length is not known
