"""The measuring code in a real browser: it runs, and what somebody else put in does not."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.windows import prepared, window
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

PREPARE = """
from articles.models import Section, SiteSettings
Section.objects.create(name="Tin tức", description="Tin của cơ quan")
SiteSettings(measuring_snippet="<script>window.measured = 1;</script>"
    "<script src='https://emc.example.vn/track.js'></script>").save()
"""
INJECT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = 1;";
    document.body.append(script);
}"""

ADD_SCRIPT = """address => new Promise(settle => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = event => settle(event.type);
    document.body.append(script);
})"""


@pytest.fixture
def measured(_template: str, tmp_path: Path) -> Iterator[Server]:
    with prepared(_template, tmp_path, PREPARE) as portal:
        yield portal


def elsewhere(route: Route) -> None:
    """Other sites, which a test cannot reach: each says that its script ran. The policy is the real one."""
    host = urlsplit(route.request.url).hostname
    route.fulfill(content_type="text/javascript", body=f"(window.loaded ||= []).push('{host}');")


def test_only_the_code_of_the_settings_runs(browser: Browser, measured: Server) -> None:
    page = window(browser, measured)
    page.route(re.compile("^https://"), elsewhere)
    for _from in ("Django", "the page cache"):
        page.goto("/")
        page.evaluate(INJECT)
        assert page.evaluate("[window.measured, window.injected]") == [1, None]


def test_a_script_loads_from_the_site_that_the_code_names_and_from_no_other(browser: Browser, measured: Server) -> None:
    page = window(browser, measured)
    page.route(re.compile("^https://"), elsewhere)
    page.goto("/")
    assert page.evaluate(ADD_SCRIPT, "https://other.example.vn/a.js") == "error"
    assert page.evaluate(ADD_SCRIPT, "https://emc.example.vn/more.js") == "load"
    assert page.evaluate("window.loaded") == ["emc.example.vn", "emc.example.vn"]
