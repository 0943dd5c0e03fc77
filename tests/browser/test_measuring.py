"""The measuring code in a real browser: it runs, and what somebody else put in does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.windows import prepared, window
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

PREPARE = """
from articles.models import Section, SiteSettings
Section.objects.create(name="Tin tức", description="Tin của cơ quan")
SiteSettings(measuring_snippet="<script>window.measured = 1;</script>").save()
"""
INJECT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = 1;";
    document.body.append(script);
}"""


@pytest.fixture
def measured(_template: str, tmp_path: Path) -> Iterator[Server]:
    with prepared(_template, tmp_path, PREPARE) as portal:
        yield portal


def test_only_the_code_of_the_settings_runs(browser: Browser, measured: Server) -> None:
    page = window(browser, measured)
    for _from in ("Django", "the page cache"):
        page.goto("/")
        page.evaluate(INJECT)
        assert page.evaluate("[window.measured, window.injected]") == [1, None]
