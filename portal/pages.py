"""Public pages whose figures stay open until the moment of answering.

A template writes ``{% figure "views" %}``; while the page is rendered this leaves a mark, and whoever answers fills
in the figures of that moment. So one rendering serves many readers and still shows each a live count.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

FIGURES = ("views", "online", "today", "week", "total")

# Random, so that no text of an article can pass for a mark.
_TOKEN = secrets.token_hex(8)
_MARK = re.compile(f"<!--{_TOKEN}:([a-z]+)-->".encode())

View = Callable[..., HttpResponseBase]


def mark(figure: str) -> str:
    """What stands in a page until the figure is filled in."""
    if figure not in FIGURES:
        raise ValueError(f"{figure!r} is no figure; the figures are {', '.join(FIGURES)}.")
    return f"<!--{_TOKEN}:{figure}-->"


def without_figures(html: bytes) -> bytes:
    """A page that is shown but not counted: its marks give way to dashes."""
    return _MARK.sub("–".encode(), html)


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page with its figures still open.

    `parts` alternates text and the name of a figure, and begins and ends with text; `article_id` names the
    article whose view an answer is; `parameters` are the query parameters that the page depends on.
    """

    parts: tuple[bytes, ...]
    article_id: int | None
    parameters: frozenset[str]

    def fill(self, elements: Mapping[bytes, bytes]) -> bytes:
        """The page's bytes with each figure replaced by its element."""
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = elements[parts[index]]
        return b"".join(parts)


def public_page(view: View, *, parameters: tuple[str, ...] = ()) -> View:
    """Declare that `view` shows the same page to every reader.

    Its answers with status 200 are counted, as a view of the article where the address has an ``article_id``,
    and may be kept by the page cache, one for each value of the query `parameters`.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        response = view(request, **arguments)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            response.page = Page(  # type: ignore[attr-defined]  # read by the counting middleware
                parts=tuple(_MARK.split(response.content)),
                article_id=arguments.get("article_id"),
                parameters=frozenset(parameters),
            )
        return response

    return wrapped
