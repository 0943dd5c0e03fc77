"""Public pages whose figures stay open until the moment of answering.

A template writes ``{% figure "views" %}``; while the page is rendered this leaves a mark, and whoever answers fills
in the figures of that moment. So one rendering serves many readers and still shows each a live count.
"""

import math
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple

from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

FIGURES = ("views", "online", "today", "week", "total")

# Random, so that no text of an article can pass for a mark.
_TOKEN = secrets.token_hex(8)
_MARK = re.compile(f"<!--{_TOKEN}:([a-z]+)-->".encode())

_SIGNER = Signer(salt="portal.pages")

View = Callable[..., HttpResponseBase]


class Subject(NamedTuple):
    """What a view is a view of: an article's id, or 0 for another page, and the slug of the section it stands in."""

    article_id: int = 0
    section: str = ""


def mark(figure: str) -> str:
    """What stands in a page until the figure is filled in."""
    if figure not in FIGURES:
        raise ValueError(f"{figure!r} is no figure; the figures are {', '.join(FIGURES)}.")
    return f"<!--{_TOKEN}:{figure}-->"


def page_token(subject: Subject) -> str:
    """`subject`, signed: proof that a page about it was answered here."""
    return _SIGNER.sign(f"{subject.article_id}:{subject.section}")


def read_token(token: str) -> Subject:
    """The subject of a token; raises `django.core.signing.BadSignature` for one that was not made here."""
    article_id, _, section = _SIGNER.unsign(token).partition(":")
    return Subject(int(article_id), section)


def without_figures(html: bytes) -> bytes:
    """A page that is shown but not counted: its marks give way to dashes."""
    return _MARK.sub("–".encode(), html)


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page with its figures still open.

    `parts` alternates text and the name of a figure, and begins and ends with text; `parameters` are the query
    parameters that the page depends on. Without a `subject` it is no page that is counted. It is kept for so many
    `seconds`, or until something changes if that is sooner; 0 keeps it not at all.
    """

    parts: tuple[bytes, ...]
    subject: Subject | None
    parameters: frozenset[str]
    seconds: float = math.inf

    def fill(self, elements: Mapping[bytes, bytes]) -> bytes:
        """The page's bytes with each figure replaced by its element."""
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = elements[parts[index]]
        return b"".join(parts)


def public_page(view: View, *, parameters: tuple[str, ...] = (), seconds: float = math.inf) -> View:
    """Declare that `view` shows the same page to every reader.

    Its answers with status 200 are counted, as a view of the article where the address has an ``article_id``, in the
    section of its ``section_slug``, and may be kept by the page cache, one for each value of the query `parameters`,
    until something changes or for so many `seconds` (0: not at all).
    Templates find in ``request.page_token`` what a browser hands back when it shows a page that it fetched ahead.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        subject = Subject(arguments.get("article_id", 0), arguments.get("section_slug", ""))
        request.page_token = page_token(subject)  # type: ignore[attr-defined]  # read by templates
        return _declared(view(request, **arguments), subject, parameters, seconds)

    return wrapped


def public_file(view: View, *, parameters: tuple[str, ...] = (), seconds: float = math.inf) -> View:
    """Declare that `view` gives the same to every program that asks, such as a feed.

    Its answers are kept as pages are, and never counted.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        return _declared(view(request, **arguments), None, parameters, seconds)

    return wrapped


def _declared(
    response: HttpResponseBase, subject: Subject | None, parameters: tuple[str, ...], seconds: float
) -> HttpResponseBase:
    if isinstance(response, HttpResponse) and response.status_code == 200:
        response.page = Page(  # type: ignore[attr-defined]  # read by the counting middleware
            parts=tuple(_MARK.split(response.content)) if subject else (response.content,),
            subject=subject,
            parameters=frozenset(parameters),
            seconds=seconds,
        )
    return response
