"""What the page cache and Django's side both do with a public page: record the request, fill in the figures."""

from portal.pages import Page
from stats import figures
from stats.figures import grouped
from stats.journal import record

__all__ = ["element", "fill", "record"]


_site = figures.site
_elements: dict[bytes, bytes] = {}


def fill(page: Page) -> bytes:
    """The page with the figures of this moment; ``views`` are those of the page's own article."""
    elements = _site_elements()
    if page.subject.article_id:
        elements = {**elements, b"views": element(b"views", figures.views(page.subject.article_id))}
    return page.fill(elements)


def element(name: bytes, number: int) -> bytes:
    """A live number as HTML: machines read the value, people the grouped text."""
    return b'<data value="%d" data-figure="%b">%b</data>' % (number, name, grouped(number).encode())


def _site_elements() -> dict[bytes, bytes]:
    # Made once for each reading of the figures, not for each request.
    global _site, _elements
    site = figures.site
    if site is not _site or not _elements:
        numbers = {b"online": site.online, b"today": site.today, b"week": site.week, b"total": site.total}
        _site, _elements = site, {name: element(name, number) for name, number in numbers.items()}
    return _elements
