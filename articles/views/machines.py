"""What programs ask for: feeds, sitemaps, the manifest, security.txt."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import feeds, sitemaps
from articles.models import Article, SiteSettings, StoryThread, Tag
from articles.navigation import find_branch, section_tree
from articles.querysets import ArticleQuerySet
from portal.site import absolute

_SECURITY_LIFE = timedelta(days=180)
_XML = "application/xml; charset=utf-8"
_RSS = "application/rss+xml; charset=utf-8"
_JSON_FEED = "application/feed+json; charset=utf-8"
_COLORS = {"theme_color": "#10294f", "background_color": "#ffffff"}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of the whole portal."""
    site = SiteSettings.load()
    return _feed(request, site, title=site.name, path="/", articles=Article.objects.published())


@require_safe
def section_feed(request: HttpRequest, section_slug: str) -> HttpResponse:
    """The newest of a section and of those below it."""
    found = find_branch(section_tree(), section_slug)
    if found is None:
        raise Http404
    branch, section = found
    articles = Article.objects.published().in_sections(branch.sections if section == branch.section else [section])
    return _feed_of(request, section, articles, language=section.spoken)


@require_safe
def tag_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest under a tag."""
    tag = get_object_or_404(Tag, slug=slug)
    return _feed_of(request, tag, Article.objects.published().filter(tags=tag))


@require_safe
def thread_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest of a story."""
    thread = get_object_or_404(StoryThread, slug=slug)
    return _feed_of(request, thread, Article.objects.published().filter(thread=thread))


def _feed_of(request: HttpRequest, row: Any, articles: ArticleQuerySet, *, language: str = "") -> HttpResponse:
    site = SiteSettings.load()
    path = request.path.rpartition("/")[0] + "/"
    description = getattr(row, "description", "")
    title = f"{row.name} | {site.name}"
    return _feed(request, site, title=title, path=path, articles=articles, language=language, description=description)


def _feed(
    request: HttpRequest,
    site: SiteSettings,
    *,
    title: str,
    path: str,
    articles: ArticleQuerySet,
    language: str = "",
    description: str = "",
) -> HttpResponse:
    language = language or site.language
    with translation.override(language):
        news_from = gettext("News from %(owner)s") % {"owner": site.owner or site.name}
    channel = feeds.Channel(
        site=site,
        title=title,
        description=description or site.description or news_from,
        language=language,
        path=path,
        feed_path=request.path,
        icon_url=_to(request)(_icon(site)),
        articles=articles,
        absolute=_to(request),
    )
    if request.path.endswith(".json"):
        return HttpResponse(feeds.json_feed(channel), content_type=_JSON_FEED)
    return HttpResponse(feeds.rss(channel), content_type=_RSS)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemaps.index(_to(request)), content_type=_XML)


@require_safe
def sitemap_articles(request: HttpRequest, number: int) -> HttpResponse:
    text = sitemaps.of_articles(number, _to(request), site_language=SiteSettings.load().language)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type=_XML)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemaps.of_pages(_to(request)), content_type=_XML)


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemaps.of_news(SiteSettings.load(), _to(request)), content_type=_XML)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the portal looks on a home screen."""
    site = SiteSettings.load()
    data = {
        "name": site.name,
        "short_name": site.name if len(site.name) <= 12 else site.name[:12].rpartition(" ")[0] or site.name[:12],
        "description": site.description or site.slogan or site.owner,
        "lang": site.language,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        **_COLORS,
        **({"theme_color": site.brand_color} if site.brand_color else {}),
        "icons": _icons(site),
    }
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/manifest+json; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report security holes: RFC 9116."""
    site = SiteSettings.load()
    expires = timezone.now() + _SECURITY_LIFE
    lines = {
        "Contact": site.security_contact or (f"mailto:{site.email}" if site.email else _contact_page(request)),
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "vi, en",
        "Canonical": _to(request)(reverse("security")),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For programs that look for it here without reading a page."""
    return redirect(static("img/favicon.ico"))


def _contact_page(request: HttpRequest) -> str:
    try:
        return _to(request)(reverse("articles:contact"))
    except NoReverseMatch:
        return _to(request)("/")


def _icon(site: SiteSettings) -> str:
    return site.emblem.file.url if site.emblem and site.emblem.file else static("img/icon-512.png")


def _icons(site: SiteSettings) -> list[dict[str, str]]:
    icons = [
        {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": static("img/icon-maskable.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    if site.emblem and site.emblem.file:
        # First, for browsers take the first that fits; the others serve where it has the wrong form.
        icons.insert(0, {"src": site.emblem.file.url, "sizes": f"{site.emblem.width}x{site.emblem.height}"})
    return icons


def _to(request: HttpRequest) -> Callable[[str], str]:
    return partial(absolute, request=request)
