"""What a page is about, in the words of schema.org, as dicts that become JSON-LD.

Pure functions: addresses come in complete, and nothing is asked of the database.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.templatetags.static import static
from django.utils import timezone

from articles.models import Article, Picture, SiteSettings, Tag

Absolute = Callable[[str], str]

_LONGEST_HEADLINE = 110  # beyond it search engines cut where they like
# What would end the script element, or a line of a script in old browsers.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Crumb(NamedTuple):
    """One step of the way to a page."""

    name: str
    path: str


class Share(NamedTuple):
    """The picture that social networks show."""

    url: str
    width: int
    height: int


def to_json(data: Any) -> str:
    """`data` as JSON that can stand inside a script element."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def local_iso(moment: datetime) -> str:
    """`moment` on the site's clock, with the difference to UTC."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def modified(article: Article) -> datetime:
    """When readers could last see something new in it: an article that waited for its time is no older than that."""
    return max(article.updated_at, article.publish_at or article.updated_at)


def news_article(
    article: Article, tags: Iterable[Tag], *, site: SiteSettings, language: str, share: Share, absolute: Absolute
) -> dict[str, Any]:
    """A NewsArticle."""
    url = absolute(article.get_absolute_url())
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": _shortened(article.title),
        "name": article.title,
        "description": article.lead,
        "image": _images(article.lead_picture, share, absolute),
        "author": _author(article, site, absolute),
        "publisher": organization(site, absolute),
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in tags],
        "inLanguage": language,
        "isAccessibleForFree": True,
        "dateModified": local_iso(modified(article)),
    }
    if article.publish_at:
        data["datePublished"] = local_iso(article.publish_at)
    if article.source_url:
        data["isBasedOn"] = article.source_url
    return data


def breadcrumbs(crumbs: Iterable[Crumb], absolute: Absolute) -> dict[str, Any]:
    """A BreadcrumbList, from the front page to the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": crumb.name, "item": absolute(crumb.path)}
            for number, crumb in enumerate(crumbs, start=1)
        ],
    }


def organization(site: SiteSettings, absolute: Absolute) -> dict[str, Any]:
    """The body that publishes the portal."""
    home = absolute("/")
    data: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "@id": f"{home}#organization",
        "name": site.owner or site.name,
        "url": home,
        "logo": {"@type": "ImageObject", **_logo(site, absolute)},
    }
    facts = {"email": site.email, "telephone": site.phone, "address": site.address}
    return {**data, **{name: value for name, value in facts.items() if value}}


def web_site(site: SiteSettings, *, language: str, search_path: str, absolute: Absolute) -> dict[str, Any]:
    """The portal as a whole, and where it is searched."""
    home = absolute("/")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": site.name,
        "url": home,
        "inLanguage": language,
        "publisher": organization(site, absolute),
    }
    if search_path:
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(search_path)}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
    return data


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_HEADLINE:
        return title
    return f"{title[: _LONGEST_HEADLINE - 1].rpartition(' ')[0]}…"


def _images(picture: Picture | None, share: Share, absolute: Absolute) -> list[dict[str, Any]]:
    images = [{"@type": "ImageObject", "url": share.url, "width": share.width, "height": share.height}]
    if picture and picture.file:
        size = {"width": picture.width, "height": picture.height} if picture.width and picture.height else {}
        caption = {"caption": picture.caption} if picture.caption else {}
        images.insert(0, {"@type": "ImageObject", "url": absolute(picture.file.url), **size, **caption})
    return images


def _author(article: Article, site: SiteSettings, absolute: Absolute) -> dict[str, Any]:
    if article.author:
        return {"@type": "Person", "name": article.author}
    return {"@type": "Organization", "name": article.signature or site.owner or site.name, "url": absolute("/")}


def _logo(site: SiteSettings, absolute: Absolute) -> dict[str, Any]:
    if site.emblem and site.emblem.file:
        return {"url": absolute(site.emblem.file.url), "width": site.emblem.width, "height": site.emblem.height}
    return {"url": absolute(static("img/icon-512.png")), "width": 512, "height": 512}
