"""An office's own colors in a real browser."""

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
SiteSettings(brand_color="#0b5d2e", accent_color="#c77700").save()
"""
TOKENS = """() => {
    const style = getComputedStyle(document.documentElement);
    return ["cham", "link", "son"].map(name => style.getPropertyValue(`--color-${name}`).trim());
}"""


@pytest.fixture
def colored(_template: str, tmp_path: Path) -> Iterator[Server]:
    with prepared(_template, tmp_path, PREPARE) as portal:
        yield portal


@pytest.mark.parametrize(
    ("scheme", "high"), [("light", ["#0a1c39", "#0a326b", "#850f1d"]), ("dark", ["#0b1728", "#bcd9ff", "#ffb9bc"])]
)
def test_high_contrast_wins_over_the_colors_of_the_office(
    browser: Browser, colored: Server, scheme: str, high: list[str]
) -> None:
    page = window(browser, colored, color_scheme=scheme)
    page.goto("/")
    own = page.evaluate(TOKENS)
    page.evaluate("document.documentElement.dataset.contrast = 'high'")
    assert (page.evaluate(TOKENS), [*set(own) & set(high)]) == (high, [])
