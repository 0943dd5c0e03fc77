"""The front page is arranged in a real browser: by key, by drag, by search; and a reader sees it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.windows import log_in, prepared
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

DESK = "/admin/articles/article/front-page/"
PREPARE = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles.models import Article, Section
User.objects.create_superuser("thukytoasoan", password="mot-mat-khau-dai")
sections = [Section.objects.create(name=name, position=n) for n, name in enumerate(["Thời sự", "Giáo dục"])]
titles = ["Bài một", "Bài hai", "Bài ba", *(f"Tin cũ {n}" for n in range(12)), "Đường hoa"]
for n, title in enumerate(titles):
    at = timezone.now() - timedelta(hours=n + 1)
    Article.objects.create(title=title, lead="Sáng nay.", body="<p>Nội dung.</p>", section=sections[n % 2],
                           status="published", publish_at=at, is_featured=n < 3)
"""


# As it was prepared, whatever an earlier test has applied.
RESET = """async () => {
    const data = new FormData(document.querySelector("[data-front-desk]"));
    const ids = { featured: [1, 2, 3], block: [1, 2], shown: [1, 2], _apply: [1] };
    for (const [name, values] of Object.entries(ids)) {
        data.delete(name);
        for (const value of values) data.append(name, value);
    }
    await fetch("", { method: "POST", body: data });
}"""


@pytest.fixture(scope="module")
def portal(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running portal with three featured articles, older ones, and one person who may do everything."""
    with prepared(_template, tmp_path_factory.mktemp("front-desk"), PREPARE) as server:
        yield server


def opened(portal: Server, browser: Browser, **options: object) -> Page:
    """The desk, its preview there."""
    page = browser.new_context(base_url=portal.url, locale="vi", **options).new_page()  # type: ignore[arg-type]
    page.goto(f"/admin/login/?next={DESK}")
    log_in(page, "thukytoasoan", leads_to=DESK)
    page.evaluate(RESET)
    page.goto(DESK)
    return page


@pytest.fixture
def desk(portal: Server, browser: Browser) -> Iterator[Page]:
    page = opened(portal, browser, viewport={"width": 1440, "height": 900})
    expect(lead_of(page)).to_have_text("Bài một")
    yield page
    page.context.close()


def lead_of(page: Page) -> Locator:
    return page.frame_locator("iframe").locator(".top__lead .card__title")


def featured(page: Page) -> Locator:
    return page.locator("[data-list=featured] .front-row__title")


def blocks(page: Page) -> Locator:
    return page.locator("[data-list=block] .front-row__tick")


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Đổi chỗ “{title}”")


def row(page: Page, title: str) -> FloatRect:
    box = page.locator("[data-row]").filter(has=handle(page, title)).bounding_box()
    assert box
    return box


def drag(page: Page, title: str, onto: str) -> None:
    to = row(page, onto)
    handle(page, title).hover()
    page.mouse.down()
    page.mouse.move(to["x"] + 20, to["y"] + to["height"] / 2 + 5, steps=8)


def apply(page: Page) -> None:
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_text("Đã áp dụng")).to_be_visible()


def test_by_key_and_a_reader_sees_it(portal: Server, browser: Browser, desk: Page) -> None:
    handle(desk, "Bài một").focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("status").first).to_have_text("Đã chuyển “Bài một” đến vị trí 2/3.")
    expect(handle(desk, "Bài một")).to_be_focused()
    desk.keyboard.press("End")
    expect(featured(desk)).to_have_text(["Bài hai", "Bài ba", "Bài một"])
    expect(lead_of(desk)).to_have_text("Bài hai")
    apply(desk)
    reader = browser.new_page(base_url=portal.url)
    reader.goto("/")
    expect(reader.locator(".top .card__title")).to_have_text(["Bài hai", "Bài ba", "Bài một", "Tin cũ 0", "Tin cũ 1"])


def test_by_drag(desk: Page) -> None:
    drag(desk, "Bài một", onto="Bài ba")
    desk.mouse.up()
    expect(featured(desk)).to_have_text(["Bài hai", "Bài ba", "Bài một"])
    drag(desk, "Thời sự", onto="Giáo dục")
    desk.mouse.up()
    expect(blocks(desk)).to_have_text(["Giáo dục", "Thời sự"])
    expect(desk.frame_locator("iframe").locator(".block__heading")).to_have_text(["Giáo dục", "Thời sự"])
    apply(desk)
    expect(blocks(desk)).to_have_text(["Giáo dục", "Thời sự"])


def test_a_drag_is_given_up_by_escape(desk: Page) -> None:
    drag(desk, "Bài một", onto="Bài ba")
    expect(featured(desk)).to_have_text(["Bài hai", "Bài ba", "Bài một"])
    desk.keyboard.press("Escape")
    desk.mouse.up()
    expect(featured(desk)).to_have_text(["Bài một", "Bài hai", "Bài ba"])


def test_by_finger(portal: Server, browser: Browser) -> None:
    page = opened(portal, browser, viewport={"width": 360, "height": 780}, has_touch=True)
    handle(page, "Bài một").scroll_into_view_if_needed()
    start, end = handle(page, "Bài một").bounding_box(), row(page, "Bài hai")
    assert start
    touch = page.context.new_cdp_session(page)
    finger = {"x": start["x"] + 16, "y": start["y"] + 20}
    onto = {"x": finger["x"], "y": end["y"] + end["height"] / 2 + 5}
    for kind, points in [("touchStart", [finger]), ("touchMove", [onto]), ("touchEnd", [])]:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(featured(page)).to_have_text(["Bài hai", "Bài một", "Bài ba"])
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_add_by_search_and_take_out(desk: Page) -> None:
    desk.get_by_label("Thêm bài").press_sequentially("duong hoa")
    desk.get_by_role("button", name="Thêm “Đường hoa”").click()
    expect(featured(desk)).to_have_text(["Bài một", "Bài hai", "Bài ba", "Đường hoa"])
    expect(desk.get_by_role("button", name="Thêm “Đường hoa”")).to_be_disabled()
    desk.get_by_role("button", name="Bỏ “Bài một”").click()
    expect(lead_of(desk)).to_have_text("Bài hai")
    apply(desk)
    expect(featured(desk)).to_have_text(["Bài hai", "Bài ba", "Đường hoa"])


def test_no_more_than_there_is_room_for(desk: Page) -> None:
    desk.get_by_label("Thêm bài").press_sequentially("tin cu")
    for title in ("Tin cũ 0", "Tin cũ 1", "Tin cũ 2"):
        desk.get_by_role("button", name=f"Thêm “{title}”").click()
    expect(featured(desk)).to_have_count(5)
    expect(desk.get_by_text("Đã đủ 5 tin nổi bật")).to_be_visible()


def test_a_block_is_switched_off_in_the_preview(desk: Page) -> None:
    desk.get_by_role("checkbox", name="Thời sự").uncheck()
    expect(desk.frame_locator("iframe").locator(".block__heading")).to_have_text(["Giáo dục"])
    expect(desk.get_by_text("Thay đổi của bạn chưa được áp dụng.")).to_be_visible()


def test_the_preview_has_the_width_of_a_phone(desk: Page) -> None:
    desk.get_by_role("button", name="Điện thoại").click()
    expect(desk.frame_locator("iframe").locator(".menu__button")).to_be_visible()


def test_the_desk_works_when_its_script_does_not_come(portal: Server, browser: Browser) -> None:
    page = opened(portal, browser, viewport={"width": 1440, "height": 900})
    page.route("**/front-desk*.js", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Chuyển “Bài ba” lên").click()
    page.get_by_label("Thêm bài").fill("đường")
    page.get_by_label("Thêm bài").press("Enter")
    page.get_by_role("button", name="Thêm “Đường hoa”").click()
    page.get_by_role("button", name="Bỏ “Bài một”").click()
    apply(page)
    expect(featured(page)).to_have_text(["Bài ba", "Bài hai", "Đường hoa"])
