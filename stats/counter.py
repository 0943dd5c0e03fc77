"""What the page cache and Django's side both do with a public page: record the request, fill in the figures."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zlib import crc32

from portal.elements import element
from portal.pages import Subject
from stats import figures, journal
from stats.figures import Site, grouped


def record(environ: dict[str, Any], subject: Subject, *, is_staff: bool = False) -> None:
    """Write down one request of a public page, or why it is not counted."""
    place = journal.record(environ, subject, is_staff=is_staff)
    if place:
        figures.follow(place, subject.article_id)


def prepare(subject: Subject) -> None:
    """Have what `elements` may need of the database, which may be away; a page shown before needs nothing."""
    if subject.article_id:
        figures.prepare(subject.article_id)


def elements(subject: Subject) -> tuple[Mapping[bytes, bytes], str]:
    """The figures of this moment as HTML, by name, and a short word that other figures do not have.

    ``views`` are those of the subject's article, if it has one.
    """
    site, word = _site_elements(figures.site)
    if not subject.article_id:
        return site, word
    views = figures.views(subject.article_id)
    return {**site, b"views": _views_element(views)}, f"{word}{views:x}"


def _element(name: bytes, number: int) -> bytes:
    return element(name, number, grouped(number).encode())


@lru_cache(maxsize=4096)
def _views_element(number: int) -> bytes:
    """Most articles have a few views, and share their elements."""
    return _element(b"views", number)


@lru_cache(maxsize=1)
def _site_elements(site: Site) -> tuple[dict[bytes, bytes], str]:
    """Made once for each reading of the figures, not for each request."""
    numbers = {b"online": site.online, b"today": site.today, b"week": site.week, b"total": site.total}
    elements = {name: _element(name, number) for name, number in numbers.items()}
    return elements, f"{crc32(b''.join(elements.values())):08x}"
