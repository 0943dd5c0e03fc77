"""What the head of a public page tells programs about it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles import share_pictures, structured, translations
from articles.models import Article, Section, SiteSettings, StaticPage, StoryThread, Tag
from articles.structured import Crumb, Share
from portal.site import absolute

register = template.Library()
register.filter("local_iso", structured.local_iso)

_LOCALES = {"vi": "vi_VN", "en": "en_US"}
_FEEDS: dict[str, type[Section | Tag | StoryThread]] = {"section": Section, "tag": Tag, "thread": StoryThread}


@register.simple_tag(takes_context=True)
def meta_of(context: Context, *, title: str = "", path: str = "", article: Article | None = None) -> dict[str, Any]:
    """What ``articles/_meta.html`` needs beside what its caller gave: see there."""
    site, language = _site(context), _language(context)
    to_absolute = partial(absolute, request=context["request"])
    share = Share(
        to_absolute(share_pictures.url_of(article, site)),
        share_pictures.WIDTH,
        share_pictures.HEIGHT,
    )
    path = article.get_absolute_url() if article else path
    number = getattr(context.get("page"), "number", 1)
    return {
        "canonical": to_absolute(path) + (f"?page={number}" if number > 1 else ""),
        "locale": _LOCALES.get(language, language),
        "share": share,
        "creator": (article and (article.author or article.signature)) or site.owner or site.name,
        "modified": structured.modified(article) if article else None,
        "versions": [(version.language, to_absolute(version.path)) for version in _versions(context, article, site)],
        "feeds": [] if article else list(_feeds(context)),
        "data": [_script(data) for data in _data(context, title=title, path=path, article=article, share=share)],
    }


def _data(
    context: Context, *, title: str, path: str, article: Article | None, share: Share
) -> Iterable[dict[str, Any]]:
    site, language = _site(context), _language(context)
    to_absolute = partial(absolute, request=context["request"])
    if path == "/":
        yield structured.web_site(site, language=language, search_path=_search_path(), absolute=to_absolute)
        organization = structured.organization(site, to_absolute)
        yield {"@context": "https://schema.org", **organization}
        return
    if article:
        tags = context.get("tags") or []
        yield structured.news_article(article, tags, site=site, language=language, share=share, absolute=to_absolute)
    crumbs = list(_crumbs(context, Crumb(article.title if article else title, path), article))
    yield structured.breadcrumbs(crumbs, to_absolute)


def _crumbs(context: Context, last: Crumb, article: Article | None) -> Iterable[Crumb]:
    yield Crumb(gettext("Home"), "/")
    section = article.section if article else context.get("section")
    if isinstance(section, Section):
        above = [section.parent, section] if article else [section.parent]
        yield from (Crumb(row.name, row.get_absolute_url()) for row in above if row)
    yield last


def _versions(context: Context, article: Article | None, site: SiteSettings) -> list[translations.Version]:
    if article:
        return translations.of_article(article, site_language=site.language)
    page = context.get("page")
    return translations.of_page(page) if isinstance(page, StaticPage) else []


def _feeds(context: Context) -> Iterable[tuple[str, str, str]]:
    for name, model in _FEEDS.items():
        row = context.get(name)
        if isinstance(row, model):
            yield row.name, reverse(f"articles:{name}-feed", args=[row.slug]), "application/rss+xml"
            yield row.name, reverse(f"articles:{name}-json-feed", args=[row.slug]), "application/feed+json"
            return


def _search_path() -> str:
    try:
        return reverse("articles:search")
    except NoReverseMatch:
        return ""


def _script(data: dict[str, Any]) -> SafeString:
    return mark_safe(structured.to_json(data))  # noqa: S308  it escapes what could end the element


def _site(context: Context) -> SiteSettings:
    site: SiteSettings = context["site"]
    return site


def _language(context: Context) -> str:
    return str(context.get("page_language") or _site(context).language)
