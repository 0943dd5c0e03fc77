"""Ready public pages in the memory of each process, in front of Django.

Only an accelerator: what it keeps came from Django, and what it answers is counted and filled in by the same
functions, so the site behaves the same without it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

from portal import encodings
from portal.encodings import Variant
from portal.pages import Page, Subject
from portal.proxies import resolve

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[str, str, str, str]

# Where Django's side leaves a page that may be kept (stats.middleware).
ENVIRON_PAGE = "bantin.page"

# Made here for each answer.
_NOT_KEPT = {"content-length", "vary"}

_MOST_PLACES = 20_000  # whose query parameters are remembered
_OVERHEAD = 2048  # bytes a kept page costs beyond its text, about


class Counter(Protocol):
    """What a page needs of the statistics; `stats.counter` in production."""

    def record(self, environ: Environ, subject: Subject) -> None:
        """Record one request of a public page, or why it is not counted."""

    def elements(self, subject: Subject) -> Mapping[bytes, bytes]:
        """The figures of this moment as HTML, by name."""


@dataclass(slots=True)
class _Kept:
    key: Key
    page: Page
    headers: Headers
    generation: object
    size: int
    text: str  # a hash of all but the figures
    variants: dict[str, Variant] = field(default_factory=dict)
    is_rendering: bool = False


class PageCache:
    """A WSGI application that answers known pages from memory and hands everything else to `application`.

    `generation` returns a value that changes whenever a public page may have changed; `most_bytes` bounds the
    memory, and the page asked for longest ago leaves first.
    """

    def __init__(
        self,
        application: Application,
        *,
        counter: Counter,
        generation: Callable[[], object],
        session_cookie: str,
        most_bytes: int,
    ) -> None:
        self.application = application
        self.counter = counter
        self.generation = generation
        self.session_cookie = session_cookie
        self.most_bytes = most_bytes
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._parameters: dict[tuple[str, str, str], frozenset[str]] = {}
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        resolve(environ)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return self.application(environ, start_response)
        key = self._key(environ)
        kept, is_good = self._find(key)
        if kept and is_good:
            return self._show(kept, environ, start_response)
        return self._render(environ, start_response, key, kept)

    def _key(self, environ: Environ) -> Key:
        place = _place(environ)
        query = environ.get("QUERY_STRING", "")
        if query and place in self._parameters:
            wanted = self._parameters[place]
            query = urlencode(sorted({k: v for k, v in parse_qsl(query) if k in wanted}.items()))
        return (*place, query)

    def _find(self, key: Key) -> tuple[_Kept | None, bool]:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None, False
            self._kept.move_to_end(key)
            if kept.generation == self.generation() or kept.is_rendering:
                return kept, True
            kept.is_rendering = True  # this request renders it anew; those beside it get the old page meanwhile
            return kept, False

    def _show(self, kept: _Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        self.counter.record(environ, kept.page.subject)
        return self._answer(kept, environ, start_response)

    def _answer(self, kept: _Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        elements = self.counter.elements(kept.page.subject)
        # The figures are a part of it: who saw others gets the page again, with those of this moment.
        tag = f'"{kept.text}-{crc32(b"".join(elements.values())):08x}"'
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [*kept.headers, ("ETag", f"W/{tag}")])
            return []
        encoding, fill, _ = self._variant(kept, encodings.choose(environ.get("HTTP_ACCEPT_ENCODING", "")))
        body = fill(elements)
        headers = [*kept.headers, ("ETag", f"W/{tag}"), ("Content-Length", str(len(body)))]
        if encoding != encodings.PLAIN:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _variant(self, kept: _Kept, encoding: str) -> Variant:
        variant = kept.variants.get(encoding)
        if variant is None:
            variant = kept.variants[encoding] = encodings.variant(kept.page, encoding)
            with self._lock:
                if self._kept.get(kept.key) is kept:
                    kept.size += variant.size
                    self._grow(variant.size)
        return variant

    def _render(self, environ: Environ, start_response: StartResponse, key: Key, old: _Kept | None) -> Iterable[bytes]:
        generation = self.generation()  # before rendering, so that a change meanwhile retires this page too
        answered: list[Any] = []
        try:
            body = self.application(environ, lambda *arguments: answered.extend(arguments))
        except BaseException:
            self._forget(key)  # or the old page would wait for this request for ever
            raise
        page = environ.pop(ENVIRON_PAGE, None)
        kept = page and self._keep(environ, page, generation, *answered[:2])
        if kept:
            _close(body)
            return self._answer(kept, environ, start_response)
        if old and answered[0].startswith("5"):
            # With the database away the page of before is better than none; the next request tries again.
            old.is_rendering = False
            _close(body)
            return self._show(old, environ, start_response)
        self._forget(key)
        start_response(*answered)
        return body

    def _keep(self, environ: Environ, page: Page, generation: object, status: str, headers: Headers) -> _Kept | None:
        if not status.startswith("200 ") or any(name.lower() == "set-cookie" for name, _ in headers):
            return None
        if len(self._parameters) >= _MOST_PLACES:
            self._parameters.clear()  # they are learned again, one rendering each
        self._parameters[_place(environ)] = page.parameters
        key = self._key(environ)
        kept = _Kept(
            key=key,
            page=page,
            headers=[(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
            + [("Vary", ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"]))],
            generation=generation,
            size=sum(map(len, page.parts)) + _OVERHEAD,
            text=blake2b(b"\0".join(page.parts), digest_size=8).hexdigest(),
        )
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._grow(kept.size)
        return kept

    def _grow(self, size: int) -> None:
        self._size += size
        while self._size > self.most_bytes:
            self._drop(next(iter(self._kept)))

    def _forget(self, key: Key) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= kept.size


def _close(body: Iterable[bytes]) -> None:
    # As a server does after sending it; Django ends its request here.
    if hasattr(body, "close"):
        body.close()


def _place(environ: Environ) -> tuple[str, str, str]:
    return environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
