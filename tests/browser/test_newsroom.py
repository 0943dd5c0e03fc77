"""The whole main job in a real browser: written, approved, read by the public, counted, seen by the official."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.windows import EDITOR, SignIn, window
from tests.conftest import requires_browser
from tests.servers import Server, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

TITLE = "Đường hoa Đồng Vọng nở rộ đón bạn đọc"
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder, for whoever wants to look


def _look(page: Page, name: str) -> None:
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)


def _write(page: Page, portal: Server, folder: Path) -> None:
    page.get_by_role("link", name="Viết bài mới").click()
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    page.fill("[name=title]", TITLE)
    page.select_option("[name=section]", label="Môi trường", force=True)
    page.fill("[name=lead]", "Sáng nay, con đường ven sông Thanh Lạc rực sắc hoa do bà con thôn Đồng Vọng trồng.")
    page.evaluate(f"new Promise((done) => {EDITOR}.setData('<p>Hoa nở từ đầu thôn.</p>', done))")
    for number, caption in enumerate(["Hoa ở đầu thôn", "Bà con tưới hoa"], start=1):
        _put_in_picture(page, _picture(folder, number), caption)
    _look(page, "written")
    page.get_by_role("button", name="Gửi duyệt").click()
    page.wait_for_load_state()


def _picture(folder: Path, number: int) -> Path:
    data = io.BytesIO()
    Image.new("RGB", (800, 500), (40 * number, 140, 90)).save(data, "JPEG")
    path = folder / f"hoa-{number}.jpg"
    path.write_bytes(data.getvalue())
    return path


def _put_in_picture(page: Page, path: Path, caption: str) -> None:
    page.evaluate(
        f"{{ const editor = {EDITOR}; editor.focus();"
        " const range = editor.createRange(); range.moveToElementEditEnd(editor.editable()); range.select(); }"
    )
    page.click(".cke_button__image")
    dialog = page.locator(".cke_dialog:visible")
    dialog.locator(".cke_dialog_tab", has_text="Tải ảnh lên").click()
    page.frame_locator(".cke_dialog:visible iframe").locator("input[type=file]").set_input_files(path)
    dialog.locator(".cke_dialog_ui_fileButton, .cke_dialog_ui_button", has_text="Tải lên").first.click()
    dialog.get_by_label("Chiều rộng").and_(page.locator("input")).wait_for()
    page.wait_for_function("[...document.querySelectorAll('.cke_dialog input')].some((input) => input.value === '800')")
    dialog.get_by_label("Văn bản thay thế").fill(f"{caption}, nhìn từ bờ sông")
    dialog.locator(".cke_dialog_ui_button_ok").click()
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("figcaption").last.click()
    page.keyboard.insert_text(caption)


def _publish(page: Page) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Xuất bản").click()
    page.wait_for_load_state()
    expect(page.get_by_text("Đã xuất bản").first).to_be_visible()
    _look(page, "published")


def _views(page: Page) -> int:
    return int(str(page.locator("data[data-figure=views]").first.get_attribute("value")))


def test_from_writing_to_the_officials_figures(
    portal: Server, browser: Browser, sign_in: SignIn, tmp_path: Path
) -> None:
    _write(sign_in("bientapvien"), portal, tmp_path)
    _publish(sign_in("duyetbai"))

    reader = window(browser, portal)
    reader.goto("/")
    wait_until(lambda: reader.goto("/") and reader.get_by_role("link", name=TITLE).count())
    reader.goto("/moi-truong/")
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(reader.locator("article figcaption")).to_have_text(["Hoa ở đầu thôn", "Bà con tưới hoa"])
    views = [_views(reader)]
    for _ in range(3):
        reader.reload()
        views.append(_views(reader))
    assert views == [1, 2, 3, 4]
    _look(reader, "read")

    official = sign_in("lanhdao")
    official.get_by_role("link", name="Thống kê").first.click()
    newest = official.get_by_role("region", name="Bài viết mới nhất").get_by_role("listitem").first
    wait_until(lambda: official.reload() and "4 lượt xem" in newest.inner_text())
    expect(newest.get_by_role("link")).to_have_text(TITLE)
    _look(official, "statistics")


def test_staff_are_told_that_their_reading_is_not_counted(portal: Server, sign_in: SignIn) -> None:
    editor = sign_in("bientapvien")
    editor.goto("/giao-duc/")
    editor.locator("main article a, main h2 a, main h3 a").first.click()
    before = _views(editor)
    editor.reload()
    assert _views(editor) == before
    expect(editor.get_by_text("không được tính", exact=False)).to_be_visible()


def test_the_figures_of_an_open_page_stay_live(portal: Server, browser: Browser) -> None:
    first, second = window(browser, portal), window(browser, portal)
    first.clock.install()
    first.goto("/giao-duc/")
    first.locator("main h2 a, main h3 a").first.click()
    views = _views(first)
    second.goto(first.url)
    first.clock.fast_forward("01:01")
    expect(first.locator("data[data-figure=views]").first).to_have_attribute("value", str(views + 1))
