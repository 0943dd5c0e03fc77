"""What the page cache and Django's side both do with a public page: record the request, fill in the figures."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zlib import crc32

from portal import site as portal_site
from portal.elements import element
from portal.numbers import grouped
from portal.pages import Subject
from stats import figures, journal
from stats.figures import Site

_NONE: tuple[dict[bytes, bytes], str] = {}, ""


def record(environ: dict[str, Any], subject: Subject | None, *, is_staff: bool = False) -> None:
    """Write down one request of a public page, or why it is not counted; nothing of what is no page."""
    if subject is None:
        return
    place = journal.record(environ, subject, is_staff=is_staff)
    if place:
        figures.follow(place, subject.article_id)


def prepare(subject: Subject | None) -> None:
    """Have what `elements` may need of the database, which may be away; a page shown before needs nothing."""
    if subject and subject.article_id:
        figures.prepare(subject.article_id)


def elements(subject: Subject | None) -> tuple[Mapping[bytes, bytes], str]:
    """The figures of this moment as HTML, by name, and a short word that other figures do not have.

    ``views`` are those of the subject's article, if it has one. Without a subject there are none.
    """
    if subject is None:
        return _NONE
    separator = portal_site.names().separator
    site, word = _site_elements(figures.site, separator)
    if not subject.article_id:
        return site, word
    views = figures.views(subject.article_id)
    return {**site, b"views": _views_element(views, separator)}, f"{word}{views:x}"


def _element(name: bytes, number: int) -> bytes:
    return element(name, number, grouped(number).encode())


@lru_cache(maxsize=4096)
def _views_element(number: int, _separator: str) -> bytes:
    """Most articles have a few views, and share their elements."""
    return _element(b"views", number)


@lru_cache(maxsize=1)
def _site_elements(site: Site, _separator: str) -> tuple[dict[bytes, bytes], str]:
    """Made once for each reading of the figures, not for each request."""
    numbers = {b"online": site.online, b"today": site.today, b"week": site.week, b"total": site.total}
    elements = {name: _element(name, number) for name, number in numbers.items()}
    return elements, f"{crc32(b''.join(elements.values())):08x}"
