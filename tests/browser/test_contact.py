"""A reader writes to the office, without a script, by keyboard, and as programs do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.browser.windows import signed_in, window
from tests.conftest import requires_browser
from tests.servers import Server, copy_database, query, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

FORM = "/lien-he/"
PUBLIC = [FORM, "/lien-he/da-gui/", "/so-do/", "/cach-tinh/", "/trang/bo-may/"]
# A page with what an editor may put into it, and the office's addresses; the page in English as well.
SCRIPT = """
from articles.models import SiteSettings, StaticPage
SiteSettings(phone="0203 456 789", email="vanthu@example.vn", address="Số 2 Bờ Kênh").save()
body = "<h2>Bộ máy</h2><ul><li>Một</li></ul><table><tbody><tr><th>Thôn</th><th>Hộ</th></tr>"
body += "<tr><td>Đình</td><td>214</td></tr></tbody></table>"
page = StaticPage.objects.create(title="Bộ máy", slug="bo-may", body=body)
StaticPage.objects.create(title="About", slug="about", language="en", translation_of=page, body="<p>A river.</p>")
"""


@pytest.fixture(scope="module")
def office(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A portal of its own, for what is written here stays in its list."""
    folder: Path = tmp_path_factory.mktemp("office")
    with Server(folder, copy_database(_template, folder)) as server:
        assert server.manage("demo").returncode == 0
        assert server.manage("shell", "-v0", "-c", SCRIPT).returncode == 0
        yield server.start()


def fill_in(page: Page, **changes: str) -> None:
    fields = {"name": "Nguyễn Thị Lụa", "phone": "0912 345 678", "subject": "Đèn đường", "text": "Hỏng 😀"}
    for name, text in {**fields, **changes}.items():
        page.fill(f"#id_{name}", text)


def press_send(page: Page) -> str:
    """Send the form, and read the heading of what comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi", exact=True).click()
    return page.locator("h1").inner_text()


def written(office: Server) -> list[Any]:
    return [row[0] for row in query(office.database, "SELECT subject FROM articles_contactmessage ORDER BY id")]


def test_a_message_is_sent_without_a_script_and_without_a_cookie(browser: Browser, office: Server) -> None:
    page = window(browser, office, java_script_enabled=False)
    page.goto(FORM)
    fill_in(page, subject="Không có kịch bản")
    # Refused as too quick until as much time went by as a person needs.
    wait_until(lambda: press_send(page) == "Cảm ơn ông/bà, thư đã được gửi")
    assert ("Không có kịch bản" in written(office), page.context.cookies()) == (True, [])


def test_a_program_that_is_too_quick_is_refused_politely(browser: Browser, office: Server) -> None:
    page = window(browser, office, java_script_enabled=False)
    page.goto(FORM)
    fill_in(page, subject="Quá nhanh")
    page.press("#id_subject", "Enter")
    page.get_by_text("Xin đọc lại một lượt").wait_for()
    assert (page.input_value("#id_text"), "Quá nhanh" in written(office)) == ("Hỏng 😀", False)


def test_a_program_that_fills_in_everything_is_refused_politely(browser: Browser, office: Server) -> None:
    page = window(browser, office)
    page.goto(FORM)
    fill_in(page, subject="Bẫy")
    page.eval_on_selector("#id_website", "field => { field.value = 'https://a.vn' }")
    page.press("#id_subject", "Enter")
    page.get_by_text("Có một ô ẩn đã bị điền").wait_for()
    assert "Bẫy" not in written(office)


def test_the_trap_is_neither_seen_nor_reached_nor_heard(browser: Browser, office: Server) -> None:
    page = window(browser, office)
    page.goto(FORM)
    page.focus("#id_text")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gửi"
    assert (page.is_visible("#id_website"), "Xin để trống" in page.locator("main").aria_snapshot()) == (False, False)


def test_the_summary_takes_the_focus_and_leads_to_each_field(browser: Browser, office: Server) -> None:
    page = window(browser, office, java_script_enabled=True)
    page.goto(FORM)
    fill_in(page, phone="12")
    page.press("#id_subject", "Enter")
    page.wait_for_function("document.activeElement.id === 'thu'")
    page.get_by_role("link", name="Điện thoại: Xin kiểm tra lại").click()
    assert page.evaluate("document.activeElement.id") == "id_phone"
    assert page.locator("#id_phone").get_attribute("aria-describedby") == "id_phone_error"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)], ids=["light desk", "dark phone"])
def test_no_page_beside_the_news_violates_a_rule(browser: Browser, office: Server, theme: str, width: int) -> None:
    page = window(browser, office, color_scheme=theme, viewport={"width": width, "height": 900})
    found = {}
    for path in PUBLIC:
        page.goto(path)
        found[path] = violations(page)
    page.goto(FORM)
    page.press("#id_subject", "Enter")
    page.wait_for_selector(".form__problems")
    found["refused"] = violations(page)
    assert not any(found.values()), found


def test_every_page_beside_the_news_fits_a_narrow_phone(browser: Browser, office: Server) -> None:
    page = window(browser, office, viewport={"width": 320, "height": 700})
    for path in PUBLIC:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        small = page.eval_on_selector_all(
            "main :is(button, input, textarea, nav a, .map__link, .office__link, .page__translation)",
            "all => all.filter(one => one.offsetHeight && one.offsetHeight < 44).map(one => one.outerHTML)",
        )
        assert small == [], path


def test_the_newsroom_marks_a_message_as_handled(browser: Browser, office: Server) -> None:
    script = "from tests.factories import make_message; make_message(subject='Cần xử lý')"
    assert office.manage("shell", "-v0", "-c", script).returncode == 0
    page = signed_in(browser, office, "duyetbai")
    page.get_by_role("link", name="Thư bạn đọc").click()
    page.wait_for_load_state()
    assert violations(page) == []
    page.get_by_role("link", name="Cần xử lý").click()
    page.wait_for_load_state()
    assert violations(page) == []
    page.fill("#id_remark", "Đã gọi điện.")
    page.get_by_role("button", name="Đánh dấu đã xử lý").click()
    page.get_by_role("row", name="Cần xử lý").get_by_text("đã xử lý lúc").wait_for()
