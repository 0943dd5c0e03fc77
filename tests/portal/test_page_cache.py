"""The page cache before a small WSGI application that stands for Django."""

import math
from collections.abc import Iterable
from typing import Any

import pytest

from portal import page_cache
from portal.encodings import ZSTD, compress
from portal.page_cache import _FORM_OVERHEAD, _PAGE_OVERHEAD, ENVIRON_PAGE, PageCache
from portal.pages import Page, Subject

Environ = dict[str, Any]


class Site:
    """Renders pages that say how often they were rendered, and counts what the cache asks of it."""

    def __init__(self) -> None:
        self.renders = 0
        self.recorded: list[int] = []
        self.generation = 1
        self.views = 1
        self.answered: tuple[str, dict[str, str]] = ("", {})
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html")]
        self.parameters = frozenset({"page"})
        self.subject: Subject | None = Subject(7, "tin")
        self.seconds = math.inf
        self.cache = PageCache(
            self.render,
            counter=self,
            generation=lambda: self.generation,
            session_cookie="sessionid",
            most_bytes=1_000_000,
        )

    def render(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.renders += 1
        text = b"%d of %b" % (self.renders, environ["PATH_INFO"].encode())
        page = Page((text,), self.subject, self.parameters, self.seconds)
        environ[ENVIRON_PAGE] = page
        body = page.fill({})
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return [body]

    def record(self, environ: Environ, subject: Subject | None) -> None:
        self.recorded.append(subject.article_id if subject else -1)

    def elements(self, subject: Subject | None) -> tuple[dict[bytes, bytes], str]:
        return {b"views": b"%d" % self.views}, f"{self.views}"

    def note(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.answered = status, dict(headers)

    def packed(self, page: str) -> str:
        return compress([page.encode()], ZSTD).fill({}).decode("latin-1")

    def get(self, path: str = "/", query: str = "", **environ: str) -> str:
        return b"".join(self.cache(_environ(PATH_INFO=path, QUERY_STRING=query) | environ, self.note)).decode("latin-1")


def _environ(**variables: str) -> Environ:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "HTTP_HOST": "a.example",
        "wsgi.url_scheme": "http",
        **variables,
    }


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_rendered_once(site: Site) -> None:
    assert [site.get(), site.get()] == ["1 of /", "1 of /"]


def test_each_answer_from_memory_is_recorded(site: Site) -> None:
    site.get(), site.get(), site.get()
    assert site.recorded == [7, 7]  # Django's side recorded the first


def test_a_new_generation_is_rendered_once(site: Site) -> None:
    site.get()
    site.generation = 2
    assert [site.get(), site.get()] == ["2 of /", "2 of /"]


def test_a_change_while_rendering_retires_the_page_at_once(site: Site) -> None:
    render = site.render

    def change_and_render(environ: Environ, start_response: Any) -> Iterable[bytes]:
        site.generation += 1
        return render(environ, start_response)

    site.cache.application = change_and_render
    assert [site.get(), site.get()] == ["1 of /", "2 of /"]


def test_others_get_the_old_page_while_one_request_renders_the_new(site: Site) -> None:
    site.get()
    site.generation = 2
    render, meanwhile = site.render, []

    def render_slowly(environ: Environ, start_response: Any) -> Iterable[bytes]:
        meanwhile.append(site.get())
        return render(environ, start_response)

    site.cache.application = render_slowly
    assert (site.get(), meanwhile) == ("2 of /", ["1 of /"])


def test_a_page_with_a_time_of_its_own_is_rendered_anew_after_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    now, site.seconds = 1000.0, 300
    monkeypatch.setattr(page_cache, "monotonic", lambda: now)
    answers = [site.get()]
    now += 299
    answers += [site.get()]
    now += 2
    assert [*answers, site.get(), site.get()] == ["1 of /", "1 of /", "2 of /", "2 of /"]


def test_a_page_that_is_not_kept_is_rendered_each_time_and_compressed(site: Site) -> None:
    site.seconds = 0
    assert [site.get(HTTP_ACCEPT_ENCODING="zstd") for _ in range(2)] == [site.packed("1 of /"), site.packed("2 of /")]
    assert site.recorded == []  # Django's side recorded both


def test_a_file_is_kept_and_not_recorded_as_a_page(site: Site) -> None:
    site.subject = None
    assert ([site.get(), site.get()], site.recorded) == (["1 of /", "1 of /"], [-1])


def test_unknown_parameters_are_served_from_the_same_page(site: Site) -> None:
    site.get(query="utm_source=zalo")
    assert site.get(query="fbclid=1&utm_source=facebook") == "1 of /"


def test_known_parameters_have_pages_of_their_own(site: Site) -> None:
    assert [site.get(), site.get(query="page=2"), site.get(query="x=1&page=2")] == ["1 of /", "2 of /", "2 of /"]


@pytest.mark.parametrize(
    "other",
    [{"HTTP_HOST": "b.example"}, {"wsgi.url_scheme": "https"}, {"PATH_INFO": "/b/"}],
    ids=lambda e: next(iter(e)),
)
def test_another_place_is_another_page(site: Site, other: dict[str, str]) -> None:
    site.get()
    site.get(**other)
    assert site.renders == 2


def test_a_session_goes_past_the_cache(site: Site) -> None:
    site.get(HTTP_COOKIE="sessionid=abc")
    assert site.get(HTTP_COOKIE="theme=dark; sessionid=abc") == "2 of /"
    assert site.get() == "3 of /"


def test_a_post_goes_past_the_cache(site: Site) -> None:
    site.get()
    assert site.get(REQUEST_METHOD="POST") == "2 of /"


def test_a_page_that_set_a_cookie_is_not_kept(site: Site) -> None:
    site.headers = [("Set-Cookie", "a=b")]
    assert [site.get(), site.get()] == ["1 of /", "2 of /"]


def test_a_page_that_is_gone_is_not_shown_again(site: Site) -> None:
    site.get()
    site.generation, site.status = 2, "404 Not Found"
    site.get()
    site.status = "200 OK"
    assert [site.get(), site.get()] == ["3 of /", "3 of /"]


def test_a_known_page_is_shown_while_it_cannot_be_rendered_anew(site: Site) -> None:
    site.get()
    site.generation, site.status = 2, "500 Internal Server Error"
    assert (site.get(), site.answered[0], site.recorded) == ("1 of /", "200 OK", [7])
    site.status = "200 OK"
    assert site.get() == "3 of /"


def test_an_unknown_page_that_cannot_be_rendered_is_an_error(site: Site) -> None:
    site.status = "500 Internal Server Error"
    site.get()
    assert (site.answered[0], site.recorded) == ("500 Internal Server Error", [])


def test_a_page_lives_on_after_a_render_that_broke_off(site: Site) -> None:
    site.get()
    site.generation, render = 2, site.cache.application

    def break_off(*_: Any) -> Iterable[bytes]:
        raise SystemExit

    site.cache.application = break_off
    with pytest.raises(SystemExit):
        site.get()
    site.cache.application = render
    assert site.get() == "2 of /"


def test_the_page_asked_for_longest_ago_leaves_first(site: Site) -> None:
    site.cache.most_bytes = 2 * (_PAGE_OVERHEAD + 150)
    for path in ("/a/", "/b/", "/a/", "/c/"):
        site.get(path, HTTP_ACCEPT_ENCODING="zstd")
    assert site.get("/a/", HTTP_ACCEPT_ENCODING="zstd") == site.packed("1 of /a/")
    assert site.renders == 3
    site.get("/b/")
    assert site.renders == 4


def test_other_forms_of_a_page_leave_before_pages_do(site: Site) -> None:
    site.cache.most_bytes = 3 * (_PAGE_OVERHEAD + 150) + _FORM_OVERHEAD + 150
    paths = ("/a/", "/b/", "/c/")
    for path in paths:
        site.get(path)  # plain: the page itself is kept compressed
    assert [site.get(path) for path in paths] == ["1 of /a/", "2 of /b/", "3 of /c/"]
    assert site.cache._size <= site.cache.most_bytes


def test_head_is_answered_without_a_body(site: Site) -> None:
    site.get()
    assert site.get(REQUEST_METHOD="HEAD") == ""


def test_who_has_the_page_with_these_figures_is_told_so_and_counted(site: Site) -> None:
    site.get()
    tag = site.answered[1]["ETag"]
    assert site.get(HTTP_IF_NONE_MATCH=f'W/"another", {tag}') == ""
    assert (site.answered[0], site.recorded) == ("304 Not Modified", [7])


def test_other_figures_are_another_page_to_who_has_it(site: Site) -> None:
    site.get()
    tag = site.answered[1]["ETag"]
    site.views = 2
    assert site.get(HTTP_IF_NONE_MATCH=tag) == "1 of /"


def test_the_tag_is_the_same_in_every_process(site: Site) -> None:
    site.get()
    other = Site()
    other.get()
    assert other.answered[1]["ETag"] == site.answered[1]["ETag"]


def test_what_varies_is_said_beside_what_django_said(site: Site) -> None:
    site.headers = [("Vary", "Cookie")]
    site.get()
    assert site.answered[1]["Vary"] == "Cookie, Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip, br, zstd", "zstd"), ("gzip", "gzip"), ("", None)]
)
def test_a_page_goes_out_in_the_encoding_asked_for(site: Site, accepted: str, encoding: str | None) -> None:
    site.get(HTTP_ACCEPT_ENCODING=accepted)
    assert site.answered[1].get("Content-Encoding") == encoding


def test_compressed_forms_count_in_the_memory_that_is_bounded(site: Site) -> None:
    site.get()
    before = site.cache._size
    site.get(HTTP_ACCEPT_ENCODING="br")
    assert site.cache._size > before
