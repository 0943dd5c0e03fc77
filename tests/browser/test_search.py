"""The field of search with suggestions, from the keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.windows import window
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, requires_browser]

FIELD = "#search-wide"


@pytest.fixture
def page(browser: Browser, portal: Server) -> Iterator[Page]:
    page = window(browser, portal)
    page.goto("/")
    yield page
    page.context.close()


def test_arrows_and_enter_open_a_suggested_article(page: Page) -> None:
    page.locator(FIELD).press_sequentially("cau ngoi")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    title = options.first.inner_text()
    page.keyboard.press("ArrowDown")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_escape_closes_the_list_and_keeps_what_was_typed(page: Page) -> None:
    page.locator(FIELD).press_sequentially("cau ngoi")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(FIELD)).to_have_value("cau ngoi")


def test_enter_alone_searches(page: Page) -> None:
    page.locator(FIELD).press_sequentially("lúa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=l%C3%BAa")
    expect(page.locator("mark").first).to_be_visible()


def test_nothing_is_asked_while_a_letter_waits_for_its_marks(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "goi-y" in request.url else None)
    page.clock.install()
    page.locator(FIELD).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "câ", "selectionStart": 2, "selectionEnd": 2})
    page.clock.run_for(1000)
    assert (page.input_value(FIELD), asked) == ("câ", [])
    with page.expect_request("**/goi-y.json?q=c%E1%BA%A7u"):
        keyboard.send("Input.insertText", {"text": "cầu"})
        page.clock.run_for(1000)
