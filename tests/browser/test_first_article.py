"""Somebody who knows only e-mail writes, illustrates and hands in an article; each thing they do is counted."""

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.test_editor import SEND
from tests.browser.windows import EDITOR, SignIn
from tests.conftest import requires_browser

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

MOST_ACTIONS = 12


class Novice:
    """Clicks, chooses, types and drops; `actions` says how often."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    @property
    def paper(self) -> FrameLocator:
        return self.page.frame_locator("iframe.cke_wysiwyg_frame")

    def click(self, target: Locator) -> None:
        self.actions += 1
        target.click()

    def open(self, target: Locator) -> None:
        self.actions += 1
        target.dblclick()

    def choose(self, label: str, option: str) -> None:
        self.actions += 1
        self.page.get_by_label(label).select_option(label=option)

    def write(self, target: Locator, text: str) -> None:
        """Into a field: pressing into it and typing are one action, as people see it."""
        self.actions += 1
        target.click()
        self.page.keyboard.insert_text(text)

    def drop(self, picture: bytes) -> None:
        """A picture from a folder onto the text."""
        self.actions += 1
        self.page.evaluate(SEND, ["drop", "image/jpeg", base64.b64encode(picture).decode()])
        self.page.wait_for_function(f"/<figure class=.image.*media.pictures/.test({EDITOR}.getData())")


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (800, 500), (90, 140, 90)).save(data, "JPEG")
    return data.getvalue()


def test_a_first_article_takes_at_most_twelve_actions(sign_in: SignIn) -> None:
    page = sign_in("congtacvien")
    novice = Novice(page)
    novice.click(page.get_by_role("link", name="Viết bài mới"))
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    novice.write(page.get_by_label("Tiêu đề"), "Bà con Đồng Vọng làm đường hoa")
    novice.choose("Chuyên mục", "Môi trường")
    novice.write(page.get_by_label("Đoạn mở đầu"), "Sáng nay, bà con thôn Đồng Vọng cùng nhau trồng hoa ven sông.")
    novice.write(novice.paper.locator("body"), "Hơn ba mươi hộ tham gia, mỗi hộ góp một buổi công.")
    novice.drop(picture())
    novice.write(novice.paper.locator("figcaption"), "Bà con trồng hoa. Ảnh: Lan")
    novice.open(novice.paper.locator("figure img"))
    dialog = page.locator(".cke_dialog:visible")
    novice.write(dialog.get_by_label("Văn bản thay thế"), "Nhóm người cúi xuống trồng hoa bên đường")
    novice.click(dialog.locator(".cke_dialog_ui_button_ok"))
    novice.click(page.get_by_role("button", name="Gửi duyệt"))
    page.wait_for_load_state()
    expect(page.get_by_text("Đã gửi bài cho người duyệt")).to_be_visible()
    assert novice.actions <= MOST_ACTIONS
