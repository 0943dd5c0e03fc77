"""Ready public pages in the memory of each process, in front of Django.

Only an accelerator: what it keeps came from Django, and what it answers is counted and filled in by the same
functions, so the site behaves the same without it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from time import monotonic
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl, urlencode

from portal import encodings
from portal.encodings import Form
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
# What a kept page costs beyond its text, and a form made of it: objects, headers, and what is left free between blocks.
_PAGE_OVERHEAD, _FORM_OVERHEAD = 4096, 2048  # bytes, about
_PART_FOR_FORMS = 4  # of the memory: what pages leave to the forms made of them


class Counter(Protocol):
    """What a page needs of the statistics; `stats.counter` in production."""

    def record(self, environ: Environ, subject: Subject | None) -> None:
        """Record one request of a public page, or why it is not counted; nothing of what is no page."""

    def elements(self, subject: Subject | None) -> tuple[Mapping[bytes, bytes], str]:
        """The figures of this moment as HTML, by name, and a short word that other figures do not have."""


class _Ready(NamedTuple):
    """A page in one encoding, and what its answers say of it."""

    form: Form
    headers: Headers


@dataclass(slots=True)
class _Kept:
    key: Key
    subject: Subject | None
    headers: Headers
    generation: object
    until: float  # by time.monotonic()
    base: Form  # of which the other forms are made
    text: str  # a hash of all but the figures
    ready: dict[str, _Ready] = field(default_factory=dict)  # by encoding
    is_rendering: bool = False


class PageCache:
    """A WSGI application that answers known pages from memory and hands everything else to `application`.

    `generation` returns a value that changes whenever a public page may have changed; `most_bytes` bounds the
    memory. Each page is kept compressed; the forms that clients ask for are made of that, kept as long as there is
    room, and leave before pages do. What was asked for longest ago leaves first.
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
        self._pages: OrderedDict[Key, _Kept] = OrderedDict()
        self._forms: OrderedDict[tuple[Key, str], _Kept] = OrderedDict()
        self._parameters: dict[tuple[str, str, str], frozenset[str]] = {}
        self._size = 0
        self._forms_size = 0  # of it
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        resolve(environ)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return self.application(environ, start_response)
        key = self._key(environ)
        kept = self._pages.get(key)
        if kept is None or (self._is_old(kept) and self._claim(kept)):
            return self._render(environ, start_response, key, kept)
        return self._show(kept, environ, start_response)

    def _key(self, environ: Environ) -> Key:
        scheme, host, path = place = _place(environ)
        query = environ.get("QUERY_STRING", "")
        if query and place in self._parameters:
            wanted = self._parameters[place]
            query = urlencode(sorted({k: v for k, v in parse_qsl(query) if k in wanted}.items()))
        return scheme, host, path, query

    def _is_old(self, kept: _Kept) -> bool:
        return kept.generation != self.generation() or kept.until < monotonic()

    def _claim(self, kept: _Kept) -> bool:
        """Whether it falls to this request to render the page anew; those beside it get the old one meanwhile."""
        with self._lock:
            is_first = not kept.is_rendering
            kept.is_rendering = True
        return is_first

    def _show(self, kept: _Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        self.counter.record(environ, kept.subject)
        return self._answer(kept, environ, start_response)

    def _answer(self, kept: _Kept, environ: Environ, start_response: StartResponse) -> list[bytes]:
        elements, figures = self.counter.elements(kept.subject)
        # The figures are a part of it: who saw others gets the page again, with those of this moment.
        tag = f'"{kept.text}-{figures}"'
        if "HTTP_IF_NONE_MATCH" in environ and tag in environ["HTTP_IF_NONE_MATCH"]:
            start_response("304 Not Modified", [*kept.headers, ("ETag", f"W/{tag}")])
            return []
        form, headers = self._ready(kept, encodings.choose(environ.get("HTTP_ACCEPT_ENCODING", "")))
        start_response("200 OK", [*headers, ("ETag", f"W/{tag}")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.fill(elements)]

    def _ready(self, kept: _Kept, encoding: str) -> _Ready:
        ready = kept.ready.get(encoding) or self._make(kept, encoding)
        try:
            self._pages.move_to_end(kept.key)
            if ready.form is not kept.base:
                self._forms.move_to_end((kept.key, encoding))
        except KeyError:
            pass  # it has just left
        return ready

    def _make(self, kept: _Kept, encoding: str) -> _Ready:
        """The page in an encoding that is not at hand."""
        base = kept.base
        if encoding == base.encoding:
            ready = kept.ready[encoding] = _ready(base, kept.headers)
            return ready
        parts = base.plain_parts()
        form = encodings.plain_form(parts) if encoding == encodings.PLAIN else encodings.compress(parts, encoding)
        ready = _ready(form, kept.headers)
        with self._lock:
            if self._pages.get(kept.key) is kept and encoding not in kept.ready:
                kept.ready[encoding] = ready
                self._forms[kept.key, encoding] = kept
                self._forms_size += form.size + _FORM_OVERHEAD
                self._grow(form.size + _FORM_OVERHEAD)
        return ready

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
        if page.seconds:
            self._learn(environ, page)
        key = self._key(environ)
        kept = _Kept(
            key=key,
            subject=page.subject,
            headers=[(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
            + [("Vary", ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"]))],
            generation=generation,
            until=monotonic() + page.seconds,
            base=encodings.compress(page.parts, encodings.ZSTD),
            text=blake2b(b"\0".join(page.parts), digest_size=8).hexdigest(),
        )
        if page.seconds:
            self._store(kept)
        return kept  # one that is not kept goes out as the others do: compressed, and with a tag

    def _learn(self, environ: Environ, page: Page) -> None:
        if len(self._parameters) >= _MOST_PLACES:
            self._parameters.clear()  # they are learned again, one rendering each
        self._parameters[_place(environ)] = page.parameters

    def _store(self, kept: _Kept) -> None:
        with self._lock:
            self._drop(kept.key)
            self._pages[kept.key] = kept
            self._grow(kept.base.size + _PAGE_OVERHEAD)

    def _grow(self, size: int) -> None:
        self._size += size
        while self._size > self.most_bytes:
            if self._forms_size * _PART_FOR_FORMS > self.most_bytes:
                key, encoding = next(iter(self._forms))
                self._drop_form(key, encoding)
            else:
                self._drop(next(iter(self._pages)))

    def _forget(self, key: Key) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        kept = self._pages.pop(key, None)
        if kept is not None:
            self._size -= kept.base.size + _PAGE_OVERHEAD
            for encoding in list(kept.ready):
                self._drop_form(key, encoding)

    def _drop_form(self, key: Key, encoding: str) -> None:
        kept = self._forms.pop((key, encoding), None)
        if kept is not None:
            size = kept.ready.pop(encoding).form.size + _FORM_OVERHEAD
            self._forms_size -= size
            self._size -= size


def _ready(form: Form, headers: Headers) -> _Ready:
    said = [*headers, ("Content-Length", str(form.length))]
    if form.encoding != encodings.PLAIN:
        said.append(("Content-Encoding", form.encoding))
    return _Ready(form, said)


def _close(body: Iterable[bytes]) -> None:
    # As a server does after sending it; Django ends its request here.
    if hasattr(body, "close"):
        body.close()


def _place(environ: Environ) -> tuple[str, str, str]:
    return environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
