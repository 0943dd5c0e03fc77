"""Each kind of public page in a real browser: barriers, third parties, cookies, weight, and what moves."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.public import public_pages
from tests.browser.test_accessibility import violations
from tests.browser.windows import window
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

# Sums what moved without the reader's doing, the last entries that no observer was told of yet included.
WATCH_SHIFTS = """
    window.shifted = 0;
    const add = (entries) => entries.forEach((entry) => { if (!entry.hadRecentInput) window.shifted += entry.value; });
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.allShifts = () => { add(observer.takeRecords()); return window.shifted; };
"""
READ_TO_THE_END = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
    }
    await Promise.all([...document.images].map((image) => image.decode().catch(() => 0)));
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return window.allShifts();
}"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


def over_pages(page: Page, portal: Server, look: Callable[[Page], Any]) -> dict[str, Any]:
    """What `look` finds on each kind of page where it finds anything."""
    found = {}
    for kind, path in public_pages(portal).items():
        page.goto(path, wait_until="load")
        if seen := look(page):
            found[f"{kind} {path}"] = seen
    return found


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 1280), ("dark", 360), ("dark", 1280)], ids=["light desk", "dark phone", "dark desk"]
)
def test_no_public_page_violates_a_rule(browser: Browser, portal: Server, theme: str, width: int) -> None:
    page = window(browser, portal, color_scheme=theme, viewport={"width": width, "height": 900})
    assert over_pages(page, portal, violations) == {}


def test_no_public_page_is_wider_than_a_small_phone(browser: Browser, portal: Server) -> None:
    page = window(browser, portal, viewport={"width": 320, "height": 700})
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert over_pages(page, portal, lambda page: page.evaluate(overflow)) == {}


def test_no_public_page_asks_another_site_or_leaves_a_cookie(browser: Browser, portal: Server) -> None:
    page = window(browser, portal)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    over_pages(page, portal, lambda _page: None)
    elsewhere = [url for url in asked if not url.startswith((portal.url, "data:"))]
    assert (elsewhere, page.context.cookies()) == ([], [])


def test_no_public_page_complains_in_the_console(browser: Browser, portal: Server) -> None:
    page = window(browser, portal)
    said: list[tuple[str, str]] = []
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda error: said.append(("error", str(error))))
    over_pages(page, portal, lambda _page: None)
    complaints = [text for kind, text in said if kind in {"error", "warning"}]
    assert [text for text in complaints if "404 (Not Found)" not in text] == []  # the page that is not there


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_is_read(browser: Browser, portal: Server, width: int) -> None:
    page = window(browser, portal, viewport={"width": width, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW)
    # To two places, as the measure is given everywhere: a letter that changes its font moves a line by thousandths.
    assert over_pages(page, portal, lambda page: round(page.evaluate(READ_TO_THE_END), 2)) == {}


def test_the_front_page_weighs_little(browser: Browser, portal: Server) -> None:
    kilobytes = weigh(window(browser, portal, viewport={"width": 360, "height": 740}))
    assert sum(size for kind, size in kilobytes.items() if kind != "Image") <= 60


def test_the_scripts_of_a_page_weigh_little(browser: Browser, portal: Server) -> None:
    page = window(browser, portal)
    assert max(weigh(page, path).get("Script", 0) for path in public_pages(portal).values()) <= 10


def weigh(page: Page, path: str = "/") -> dict[str, float]:
    """What came over the wire for the first view of a page, in kilobytes by kind."""
    devtools = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    kilobytes: dict[str, float] = {}

    def finished(event: Any) -> None:
        kind = kinds.get(event["requestId"], "Document")
        kilobytes[kind] = kilobytes.get(kind, 0) + event["encodedDataLength"] / 1024

    devtools.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    devtools.on("Network.loadingFinished", finished)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    devtools.detach()
    return kilobytes
