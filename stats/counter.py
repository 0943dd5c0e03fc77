"""What the page cache and Django's side both do with a public page: record the request, fill in the figures."""

from collections.abc import Mapping

from portal.pages import ELEMENT_BYTES, ELEMENT_END, Subject
from stats import figures
from stats.figures import grouped
from stats.journal import record

__all__ = ["elements", "prepare", "record"]


_site = figures.site
_elements: dict[bytes, bytes] = {}


def prepare(subject: Subject) -> None:
    """Have what `elements` may need of the database, which may be away; a page shown before needs nothing."""
    if subject.article_id:
        figures.prepare(subject.article_id)


def elements(subject: Subject) -> Mapping[bytes, bytes]:
    """The figures of this moment as HTML, by name; ``views`` are those of the subject's article, if it has one."""
    site = _site_elements()
    if not subject.article_id:
        return site
    return {**site, b"views": element(b"views", figures.views(subject.article_id))}


def element(name: bytes, number: int) -> bytes:
    """A live number as HTML, `ELEMENT_BYTES` wide: machines read the value, people the grouped text."""
    html = b'<data value="%d" data-figure="%b">%b%b' % (number, name, grouped(number).encode(), ELEMENT_END)
    return html.rjust(ELEMENT_BYTES)


def _site_elements() -> dict[bytes, bytes]:
    # Made once for each reading of the figures, not for each request.
    global _site, _elements
    site = figures.site
    if site is not _site or not _elements:
        numbers = {b"online": site.online, b"today": site.today, b"week": site.week, b"total": site.total}
        _site, _elements = site, {name: element(name, number) for name, number in numbers.items()}
    return _elements
