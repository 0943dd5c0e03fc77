"""The page cache before a small WSGI application that stands for Django."""

from collections.abc import Iterable
from typing import Any

import pytest

from portal.page_cache import ENVIRON_PAGE, PageCache
from portal.pages import Page, Subject

Environ = dict[str, Any]


class Site:
    """Renders pages that say how often they were rendered, and counts what the cache asks of it."""

    def __init__(self) -> None:
        self.renders = 0
        self.recorded: list[int] = []
        self.generation = 1
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html")]
        self.parameters = frozenset({"page"})
        self.cache = PageCache(
            self.render,
            counter=self,
            generation=lambda: self.generation,
            session_cookie="sessionid",
            most_bytes=1_000_000,
        )

    def render(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.renders += 1
        page = Page((b"%d of %b" % (self.renders, environ["PATH_INFO"].encode()),), Subject(7, "tin"), self.parameters)
        environ[ENVIRON_PAGE] = page
        body = self.fill(page)
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return [body]

    def record(self, environ: Environ, subject: Subject) -> None:
        self.recorded.append(subject.article_id)

    def fill(self, page: Page) -> bytes:
        return page.fill({})

    def get(self, path: str = "/", query: str = "", **environ: str) -> str:
        answer = self.cache(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "HTTP_HOST": "a.example",
                "wsgi.url_scheme": "http",
                **environ,
            },
            lambda *_: None,
        )
        return b"".join(answer).decode()


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


def test_an_error_is_not_kept_and_takes_the_old_page_away(site: Site) -> None:
    site.get()
    site.generation, site.status = 2, "500 Internal Server Error"
    site.get()
    site.status = "200 OK"
    assert [site.get(), site.get()] == ["3 of /", "3 of /"]


def test_the_page_asked_for_longest_ago_leaves_first(site: Site) -> None:
    site.cache.most_bytes = 2 * 2100
    site.get("/a/"), site.get("/b/"), site.get("/a/"), site.get("/c/")
    assert site.get("/a/") == "1 of /a/"
    assert site.get("/b/") == "4 of /b/"


def test_head_is_answered_without_a_body(site: Site) -> None:
    site.get()
    assert site.get(REQUEST_METHOD="HEAD") == ""
