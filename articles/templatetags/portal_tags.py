"""What public templates can do beyond Django's own tags."""

from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe

from articles.images import srcset
from articles.models import Picture, Section
from articles.palette import Palette, palette
from portal import pages, site
from portal.numbers import grouped

register = template.Library()
register.filter("grouped", grouped)

_ACCENTS = 6  # static/css/tokens.css has as many


@register.simple_tag
def figure(name: str) -> SafeString:
    """``{% figure "views" %}``: a live number, filled in when the page is answered."""
    return mark_safe(pages.mark(name))  # noqa: S308  a constant of our own


@register.filter
def moment(value: datetime) -> str:
    """The moment as machines read it, to the second: HTML takes no more of its parts than thousandths."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.filter
def vietnamese_datetime(value: datetime) -> str:
    """``Thứ Sáu, 15/07/2022 | 09:30``, on the site's clock."""
    return formats.date_format(timezone.localtime(value), "l, d/m/Y | H:i")


@register.filter
def accent(section: Section) -> str:
    """The class that colors what belongs to the section; sub-sections share that of their parent."""
    return f"accent-{(section.parent_id or section.pk) % _ACCENTS + 1}"


@register.filter
def dialled(phone: str) -> str:
    """The number for a ``tel:`` link: the digits of the first of several, and the plus before them."""
    first = phone.replace(";", "/").replace(",", "/").split("/")[0]
    return "".join(letter for letter in first if letter in "+0123456789")


@register.simple_tag
def palette_of(site: Any) -> Palette | None:
    """The office's own colors, if it has any; nothing on an error page, which knows no settings."""
    return palette(site.brand_color, site.accent_color) if site and (site.brand_color or site.accent_color) else None


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, url: str) -> str:
    """`url` with scheme and host, as search engines and social networks want it."""
    request: HttpRequest = context["request"]
    return site.absolute(url, request)


@register.inclusion_tag("articles/_picture.html")
def picture(picture: Picture, sizes: str, *, is_decorative: bool = False, is_first: bool = False) -> dict[str, Any]:
    """The picture of the right size for each screen, as WebP and for other browsers in its own format.

    A decorative one stands beside its own headline and says nothing to a screen reader; the first one on a
    page is loaded before anything else.
    """
    return {
        "picture": picture,
        "webp": srcset(picture.renditions()),
        "fallback": srcset(picture.fallbacks()),
        "sizes": sizes,
        "is_decorative": is_decorative,
        "is_first": is_first,
    }


@register.inclusion_tag("articles/_pagination.html")
def pagination(page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS}
