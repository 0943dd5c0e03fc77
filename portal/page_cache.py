"""Ready public pages in the memory of each process, in front of Django.

Only an accelerator: what it keeps came from Django, and what it answers is counted and filled in by the same
functions, so the site behaves the same without it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from portal.pages import Page, Subject
from portal.proxies import resolve

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, str, str, str]

# Where Django's side leaves a page that may be kept (stats.middleware).
ENVIRON_PAGE = "bantin.page"

_OVERHEAD = 2048  # bytes a kept page costs beyond its text, about


class Counter(Protocol):
    """What a page needs of the statistics; `stats.counter` in production."""

    def record(self, environ: Environ, subject: Subject) -> None:
        """Record one request of a public page, or why it is not counted."""

    def fill(self, page: Page) -> bytes:
        """The page with the figures of this moment."""


@dataclass(slots=True)
class _Kept:
    page: Page
    headers: list[tuple[str, str]]
    generation: object
    size: int
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
        kept = self._find(key)
        if kept is None:
            return self._render(environ, start_response, key)
        return self._answer(kept, environ, start_response)

    def _key(self, environ: Environ) -> Key:
        place = _place(environ)
        query = environ.get("QUERY_STRING", "")
        if query and place in self._parameters:
            wanted = self._parameters[place]
            query = urlencode(sorted({k: v for k, v in parse_qsl(query) if k in wanted}.items()))
        return (*place, query)

    def _find(self, key: Key) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.generation != self.generation() and not kept.is_rendering:
                kept.is_rendering = True  # this request renders it anew; those beside it get the old page meanwhile
                return None
            self._kept.move_to_end(key)
            return kept

    def _answer(self, kept: _Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        self.counter.record(environ, kept.page.subject)
        body = self.counter.fill(kept.page)
        start_response("200 OK", [*kept.headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _render(self, environ: Environ, start_response: StartResponse, key: Key) -> Iterable[bytes]:
        generation = self.generation()  # before rendering, so that a change meanwhile retires this page too
        answered: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            answered.append((status, headers))
            return start_response(status, headers, *rest)

        body: Iterable[bytes] = ()
        try:
            body = self.application(environ, start)
        finally:
            page = environ.pop(ENVIRON_PAGE, None)
            if page is None or not answered or not self._keep(environ, page, *answered[0], generation):
                self._forget(key)
        return body

    def _keep(
        self, environ: Environ, page: Page, status: str, headers: list[tuple[str, str]], generation: object
    ) -> bool:
        if not status.startswith("200 ") or any(name.lower() == "set-cookie" for name, _ in headers):
            return False
        self._parameters[_place(environ)] = page.parameters
        kept_headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        kept = _Kept(page, kept_headers, generation, sum(map(len, page.parts)) + _OVERHEAD)
        key = self._key(environ)
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self.most_bytes:
                self._drop(next(iter(self._kept)))
        return True

    def _forget(self, key: Key) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= kept.size


def _place(environ: Environ) -> tuple[str, str, str]:
    return environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
