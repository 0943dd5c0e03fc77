"""An editor writes an article with pictures in a real browser."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.articles.test_images import picture_bytes
from tests.browser.windows import EDITOR, log_in, prepared
from tests.conftest import requires_browser
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

PREPARE = """
from django.contrib.auth.models import User
from articles.models import Section
User.objects.create_superuser("bientap", password="mot-mat-khau-dai")
Section.objects.create(name="Tin tức")
"""
# Scripts may not fill the clipboard or drag files, so the events are made by hand with the file in them.
SEND = """([kind, type, content]) => {
    const area = CKEDITOR.instances.id_body.editable().$;
    const target = kind === "drop" ? area.querySelector("p") : area;
    const box = target.getBoundingClientRect();
    const data = new DataTransfer();
    if (type === "text/html") data.setData(type, content);
    else data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], "anh", { type }));
    const options = { bubbles: true, cancelable: true, clientX: box.left + 5, clientY: box.top + 5 };
    if (kind === "drop") target.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: data }));
    else target.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
}"""


@pytest.fixture(scope="module")
def desk(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running portal with one section and one person who may do everything."""
    with prepared(_template, tmp_path_factory.mktemp("desk"), PREPARE) as server:
        yield server


@pytest.fixture(scope="module")
def signed_in(desk: Server, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=desk.url, viewport={"width": 1280, "height": 1000}, locale="vi")
    page = context.new_page()
    page.goto("/admin/login/")
    log_in(page, "bientap")
    page.close()
    yield context
    context.close()


@pytest.fixture
def form(signed_in: BrowserContext) -> Iterator[Page]:
    """The form for a new article, its editor ready."""
    page = signed_in.new_page()
    page.goto("/admin/articles/article/add/")
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    yield page
    page.close(run_before_unload=False)


def write(page: Page, html: str) -> None:
    page.evaluate(f"(html) => new Promise((done) => {EDITOR}.setData(html, done))", html)


def saved_body(page: Page) -> str:
    """Save the form and read the body as the server stored it."""
    page.fill("[name=title]", "Bà con dọn kênh")
    page.select_option("[name=section]", index=1, force=True)
    page.click("[name=_save]")
    page.wait_for_url("**/change/")
    return str(page.locator("textarea[name=body]").evaluate("(area) => area.defaultValue"))


def wait_for_picture(page: Page) -> None:
    page.wait_for_function(f"/<figure class=.image.*media.pictures/.test({EDITOR}.getData())")


def test_vietnamese_letters_are_stored_as_typed(form: Page) -> None:
    form.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    form.keyboard.insert_text("Tiếng Việt: đường, ưỡn ẹo – “ngoặc”")
    assert saved_body(form) == "<p>Tiếng Việt: đường, ưỡn ẹo – “ngoặc”</p>"


def test_a_picture_is_uploaded_by_the_button_and_needs_alternative_text(form: Page, tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(picture_bytes((600, 400)))
    form.click(".cke_button__image")
    dialog = form.locator(".cke_dialog:visible")
    dialog.locator(".cke_dialog_tab", has_text="Tải ảnh lên").click()
    form.frame_locator(".cke_dialog iframe").locator("input[type=file]").set_input_files(tmp_path / "anh.jpg")
    dialog.locator(".cke_dialog_ui_fileButton, .cke_dialog_ui_button", has_text="Tải lên").first.click()
    dialog.get_by_label("Chiều rộng").and_(form.locator("input")).wait_for()
    form.wait_for_function("[...document.querySelectorAll('.cke_dialog input')].some((input) => input.value === '600')")
    dialog.locator(".cke_dialog_ui_button_ok").click()
    assert dialog.is_visible()
    dialog.get_by_label("Văn bản thay thế").fill("Bà con vớt bèo")
    dialog.locator(".cke_dialog_ui_button_ok").click()
    wait_for_picture(form)
    caption = form.frame_locator("iframe.cke_wysiwyg_frame").locator("figcaption")
    caption.click()
    form.keyboard.insert_text("Ảnh: Lan")
    body = saved_body(form)
    assert '<figure class="image"><img alt="Bà con vớt bèo" height="400" loading="lazy" src="/media/pictures/' in body
    assert "<figcaption>Ảnh: Lan</figcaption>" in body


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_uploaded_when_it_is_pasted_or_dropped(form: Page, way: str) -> None:
    write(form, "<p>Đoạn một.</p>")
    form.evaluate(SEND, [way, "image/jpeg", base64.b64encode(picture_bytes((600, 400))).decode()])
    wait_for_picture(form)
    assert '<figure class="image"><img alt="" height="400" loading="lazy" src="/media/pictures/' in saved_body(form)


def test_a_picture_is_pasted_into_a_page_beside_the_news(form: Page) -> None:
    form.goto("/admin/articles/staticpage/add/")
    form.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    form.evaluate(SEND, ["paste", "image/jpeg", base64.b64encode(picture_bytes((600, 400))).decode()])
    wait_for_picture(form)


def test_a_picture_inside_pasted_text_is_uploaded_too(form: Page) -> None:
    data = base64.b64encode(picture_bytes((300, 200))).decode()
    form.evaluate(SEND, ["paste", "text/html", f'<p>Từ Word <img src="data:image/jpeg;base64,{data}"></p>'])
    wait_for_picture(form)
    body = saved_body(form)
    assert "base64" not in body
    assert 'src="/media/pictures/' in body


def test_a_refusal_is_shown_in_the_servers_words(form: Page) -> None:
    form.evaluate(SEND, ["paste", "image/png", base64.b64encode(b"no picture").decode()])
    form.locator(".cke_notification_warning", has_text="JPEG, PNG, WebP").wait_for()


def test_what_resizing_leaves_on_a_caption_is_no_change_of_the_text(form: Page) -> None:
    write(form, "<p>Một.</p>")
    form.evaluate(SEND, ["paste", "image/jpeg", base64.b64encode(picture_bytes((600, 400))).decode()])
    wait_for_picture(form)
    before = form.evaluate(f"{EDITOR}.getData()")
    form.frame_locator("iframe.cke_wysiwyg_frame").locator("figcaption").evaluate("(c) => c.setAttribute('style', '')")
    assert form.evaluate(f"{EDITOR}.getData()") == before


def test_a_picture_of_another_site_is_left_out_and_the_writer_told(form: Page) -> None:
    form.evaluate(SEND, ["paste", "text/html", '<p>Tin <img src="https://e.example/x.png"> mới</p>'])
    form.locator(".cke_notification_warning", has_text="trang khác").wait_for()
    assert saved_body(form) == "<p>Tin mới</p>"


def test_the_editor_asks_no_other_host(desk: Server, form: Page) -> None:
    asked = form.evaluate("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)")
    assert set(asked) == {desk.url}
