"""Stories that take two: one writes, the other decides on a phone, and readers see what was decided."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.windows import EDITOR, SignIn, window
from tests.conftest import requires_browser
from tests.servers import Server, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

LIST = "/admin/articles/article/"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")


def hand_in(page: Page, title: str) -> None:
    """Write a short article and send it to the approvers."""
    open_form(page, f"{LIST}add/")
    page.fill("[name=title]", title)
    page.select_option("[name=section]", label="Môi trường", force=True)
    page.fill("[name=lead]", "Sáng nay, bà con thôn Đồng Vọng cùng nhau dọn kênh trước mùa mưa.")
    page.evaluate(f"new Promise((done) => {EDITOR}.setData('<p>Hơn ba mươi hộ tham gia.</p>', done))")
    page.get_by_role("button", name="Gửi duyệt").click()
    page.wait_for_url("**/change/")


def open_from_desk(page: Page, title: str) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/change/")


def heading(reader: Page, address: str) -> str:
    reader.goto(address)
    return reader.get_by_role("heading", level=1).inner_text()


def test_readers_keep_the_published_text_until_the_new_one_is_approved(
    portal: Server, browser: Browser, sign_in: SignIn
) -> None:
    editor, reader = sign_in("bientapvien"), window(browser, portal)
    editor.goto(f"{LIST}20/change/")
    address = str(editor.get_by_role("link", name="Xem trên trang web").get_attribute("href"))
    old = heading(reader, address)
    editor.get_by_role("button", name="Soạn bản sửa").click()
    editor.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    expect(editor.get_by_text("Đây là bản sửa.").first).to_be_visible()
    editor.fill("[name=title]", "Tiêu đề của bản sửa")
    editor.get_by_role("button", name="Gửi duyệt").click()
    editor.wait_for_load_state()
    assert heading(reader, address) == old
    approver = sign_in("duyetbai", **PHONE)
    open_from_desk(approver, "Tiêu đề của bản sửa")
    approver.get_by_role("button", name="Xuất bản").click()
    expect(approver.get_by_text("Đã xuất bản").first).to_be_visible()
    wait_until(lambda: heading(reader, address) == "Tiêu đề của bản sửa")


def test_an_article_is_sent_back_on_a_phone_and_its_writer_is_told(sign_in: SignIn) -> None:
    writer, approver = sign_in("congtacvien"), sign_in("duyetbai", **PHONE)
    hand_in(writer, "Dọn kênh ở Đồng Vọng")
    open_from_desk(approver, "Dọn kênh ở Đồng Vọng")
    approver.get_by_role("button", name="Trả lại").click()
    approver.get_by_label("Nội dung cần sửa").fill("Bổ sung số hộ tham gia.")
    approver.get_by_role("button", name="Trả lại").click()
    approver.wait_for_url("**/admin/")
    writer.goto(f"{LIST}notices/")
    expect(writer.get_by_text("Bổ sung số hộ tham gia.")).to_be_visible()
    writer.get_by_role("link", name="Dọn kênh ở Đồng Vọng").first.click()
    expect(writer.get_by_role("status").filter(has_text="Bổ sung số hộ tham gia.")).to_be_visible()


def test_a_note_reaches_the_colleague_and_leaves_what_is_typed_alone(sign_in: SignIn) -> None:
    writer, approver = sign_in("congtacvien"), sign_in("duyetbai")
    hand_in(writer, "Trồng hoa ở Kẻ Giang")
    open_from_desk(approver, "Trồng hoa ở Kẻ Giang")
    approver.fill("[name=title]", "Trồng hoa ở Kẻ Giang, bản đang sửa")
    approver.get_by_label("Ghi chú mới").fill("Ai cung cấp số liệu?")
    approver.get_by_role("button", name="Gửi ghi chú").click()
    expect(approver.locator("[data-notes] li")).to_have_count(1)
    expect(approver.locator("[name=title]")).to_have_value("Trồng hoa ở Kẻ Giang, bản đang sửa")
    writer.goto("/admin/")
    expect(writer.get_by_text("Ai cung cấp số liệu?")).to_be_visible()


def test_a_draft_goes_to_the_trash_and_comes_back_whole(sign_in: SignIn) -> None:
    writer = sign_in("congtacvien")
    open_form(writer, f"{LIST}add/")
    writer.fill("[name=title]", "Bản nháp bỏ nhầm")
    writer.select_option("[name=section]", label="Môi trường", force=True)
    writer.get_by_role("button", name="Lưu nháp").click()
    writer.wait_for_url("**/change/")
    writer.get_by_role("button", name="Bỏ vào thùng rác").click()
    expect(writer.get_by_text("Không có gì bị mất")).to_be_visible()
    writer.goto(f"{LIST}?view=trash")
    writer.get_by_role("link", name="Bản nháp bỏ nhầm").click()
    writer.get_by_role("button", name="Lấy lại từ thùng rác").click()
    expect(writer.locator("[name=title]")).to_have_value("Bản nháp bỏ nhầm")
