"""Reading an article: with and without scripts, at any size of text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

TOOLS = ".article [data-reader-tools]"
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.fixture(scope="module")
def article(portal: Server) -> str:
    """The address of an article of the demo that has pictures."""
    found = portal.manage(
        *("shell", "-v0", "-c"),
        "from articles.models import Article; "
        "print(Article.objects.published().exclude(lead_picture=None).first().get_absolute_url())",
    )
    return found.stdout.strip()


@pytest.fixture
def opened(portal: Server, browser: Browser, article: str) -> Iterator[Any]:
    """Opens the article in a new window with these options."""
    contexts = []

    def open_(**options: Any) -> Page:
        context = browser.new_context(base_url=portal.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(article)
        return page

    yield open_
    for context in contexts:
        context.close()


def root(page: Page) -> Any:
    return page.locator("html")


def press(page: Page, name: str) -> None:
    page.locator(TOOLS).get_by_role("button", name=name, exact=True).click()


def test_larger_text_is_remembered_on_every_page(opened: Any) -> None:
    page = opened()
    press(page, "Chữ lớn hơn")
    expect(page.locator(f"{TOOLS} [role=status]")).to_have_text("Cỡ chữ: 115%")
    page.goto("/")
    expect(root(page)).to_have_attribute("data-text-size", "1")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18.4px"


def test_both_places_say_which_size_is_on(opened: Any) -> None:
    page = opened()
    press(page, "Chữ nhỏ hơn")
    smaller = page.get_by_role("button", name="Chữ nhỏ hơn", exact=True)
    expect(smaller).to_have_count(2)
    for button in smaller.all():
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_attribute("aria-disabled", "true")


def test_the_plain_letter_brings_the_usual_size_back(opened: Any) -> None:
    page = opened()
    press(page, "Chữ lớn hơn")
    press(page, "Chữ lớn hơn")
    press(page, "Cỡ chữ bình thường")
    expect(root(page)).to_have_attribute("data-text-size", "0")


def test_high_contrast_is_told_and_remembered(opened: Any) -> None:
    page = opened()
    press(page, "Độ tương phản cao")
    expect(page.locator(f"{TOOLS} [role=status]")).to_have_text("Đã bật độ tương phản cao")
    page.reload()
    expect(page.locator(TOOLS).get_by_role("button", name="Độ tương phản cao")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_system_with_more_contrast_gets_it_at_once(opened: Any) -> None:
    expect(root(opened(contrast="more"))).to_have_attribute("data-contrast", "high")


def test_the_choice_stands_before_anything_is_drawn(opened: Any) -> None:
    page = opened()
    press(page, "Chữ lớn hơn")
    page.route(re.compile(r"\.css"), lambda route: route.abort())
    page.goto(page.url, wait_until="commit")
    page.wait_for_selector("head > link", state="attached")
    expect(root(page)).to_have_attribute("data-text-size", "1")


@pytest.mark.parametrize("size", ["-1", "0", "2", "3"])
def test_no_size_of_text_pushes_a_phone_sideways(opened: Any, size: str) -> None:
    page = opened(viewport={"width": 360, "height": 800})
    page.evaluate(f"localStorage.setItem('reader-text-size', '{size}')")
    page.reload()
    expect(root(page)).to_have_attribute("data-text-size", size)
    assert page.evaluate(SIDEWAYS) == 0


def test_a_browser_that_keeps_nothing_reads_all_the_same(opened: Any) -> None:
    page = opened()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(); } })")
    page.reload()
    press(page, "Chữ lớn hơn")
    expect(root(page)).to_have_attribute("data-text-size", "1")


def test_the_link_is_copied(opened: Any) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.locator(".actions__status")).to_have_text("Đã sao chép liên kết.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_link_is_copied_where_the_new_way_is_closed(opened: Any) -> None:
    page = opened()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    page.evaluate("() => { document.execCommand = (command) => { window.done = command; return true; }; }")
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.locator(".actions__status")).to_have_text("Đã sao chép liên kết.")
    assert page.evaluate("window.done") == "copy"


def test_the_print_button_prints(opened: Any) -> None:
    page = opened()
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="In bài").click()
    assert page.evaluate("window.printed")


def test_the_sheet_of_the_system_is_offered_where_there_is_one(opened: Any) -> None:
    page = opened()
    page.add_init_script("navigator.share = async (what) => { window.shared = what.url; }")
    page.reload()
    page.get_by_role("button", name="Cách khác").click()
    assert page.evaluate("window.shared") == page.url


def test_without_scripts_all_can_be_read_and_no_button_is_idle(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    expect(page.locator(".prose")).to_be_visible()
    expect(page.locator(".article__picture img")).to_be_visible()
    expect(page.get_by_role("link", name="Lưu bài")).to_be_visible()
    assert [button.is_visible() for button in page.locator("main button, .topbar button").all()].count(True) == 0


def test_without_scripts_the_article_is_saved_as_a_file(opened: Any) -> None:
    page = opened(java_script_enabled=False)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lưu bài").click()
    assert waiting.value.suggested_filename.endswith(".html")


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_the_page_loads(opened: Any, width: int) -> None:
    page = opened(viewport={"width": width, "height": 900})
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFT) < 0.001


def test_a_phone_loads_a_small_webp(opened: Any) -> None:
    page = opened(viewport={"width": 390, "height": 800})
    page.wait_for_load_state("networkidle")
    assert page.locator(".article__picture img").evaluate("image => image.currentSrc").endswith("-480.webp")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_contrast_satisfies_the_strictest_level(opened: Any, theme: str) -> None:
    page = opened(color_scheme=theme, viewport={"width": 360, "height": 800})
    press(page, "Độ tương phản cao")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]}
    assert [rule["id"] for rule in Axe().run(page, options=rules).response["violations"]] == []
