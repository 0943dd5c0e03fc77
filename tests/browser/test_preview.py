"""Looking before readers do: beside the form while one types, and as a leader on a phone."""

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.windows import EDITOR, SignIn
from tests.conftest import requires_browser
from tests.servers import Server, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

SHOWN = "iframe.preview__frame:not(.preview__frame--next)"
WIDTH = f"document.querySelector('{SHOWN}').contentWindow.innerWidth"
OPEN = "[data-preview-open]"


@pytest.fixture
def editor(sign_in: SignIn) -> Page:
    """The form of a new article with the preview beside it."""
    page = sign_in("bientapvien")
    page.goto("/admin/articles/article/add/")
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    page.click(OPEN)
    expect(frame(page).locator("h1")).to_have_text("(chưa có tiêu đề)")
    return page


def frame(page: Page) -> FrameLocator:
    return page.frame_locator(SHOWN)


def test_typing_renews_the_preview(editor: Page) -> None:
    editor.fill("[name=title]", "Đường hoa bên sông")
    expect(frame(editor).locator("h1")).to_have_text("Đường hoa bên sông")
    editor.evaluate(f"new Promise((done) => {EDITOR}.setData('<p>Hoa <b onclick=x>nở</b>.</p>', done))")
    expect(frame(editor).locator(".prose")).to_have_text("Hoa nở.")
    assert "onclick" not in frame(editor).locator(".prose").inner_html()


def test_the_widths_are_those_of_a_phone_a_tablet_and_a_desktop(editor: Page) -> None:
    widths = []
    for name in ("Điện thoại", "Máy tính bảng", "Máy tính"):
        editor.get_by_role("radio", name=name, exact=True).check()
        widths.append(editor.evaluate(WIDTH))
    assert widths == [390, 768, 1280]
    stage, shown = editor.locator("[data-preview-stage]").bounding_box(), editor.locator(SHOWN).bounding_box()
    assert stage is not None
    assert shown is not None
    assert (round(shown["width"]), round(shown["height"])) == (round(stage["width"]), round(stage["height"]))


def test_the_pane_and_its_width_are_there_again_on_the_next_form(editor: Page) -> None:
    editor.get_by_role("radio", name="Máy tính bảng", exact=True).check()
    editor.reload()
    expect(frame(editor).locator("h1")).to_have_text("(chưa có tiêu đề)")
    assert editor.evaluate(WIDTH) == 768
    editor.get_by_role("button", name="Đóng bản xem trước").click()
    editor.reload()
    expect(editor.locator(OPEN)).to_have_attribute("aria-expanded", "false")
    expect(editor.locator("#preview")).to_be_hidden()


def test_a_syllable_being_put_together_waits(editor: Page) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.url) if "/preview/" in request.url else None)
    title = "document.querySelector('[name=title]')"
    editor.evaluate(f"{title}.dispatchEvent(new CompositionEvent('compositionstart', {{bubbles: true}}))")
    editor.fill("[name=title]", "Đươ")
    editor.wait_for_timeout(1500)
    assert asked == []
    editor.fill("[name=title]", "Đường")
    editor.evaluate(f"{title}.dispatchEvent(new CompositionEvent('compositionend', {{bubbles: true}}))")
    expect(frame(editor).locator("h1")).to_have_text("Đường")


def test_a_syllable_of_a_writing_area_that_is_gone_holds_nothing_up(editor: Page) -> None:
    editor.evaluate(f"{EDITOR}.editable().$.dispatchEvent(new CompositionEvent('compositionstart', {{bubbles: true}}))")
    editor.evaluate(f"new Promise((done) => {EDITOR}.setData('<p>Hoa.</p>', done))")
    editor.fill("[name=title]", "Đường hoa")
    expect(frame(editor).locator("h1")).to_have_text("Đường hoa")


def test_the_place_one_reads_at_is_kept(editor: Page) -> None:
    paragraphs = "<p>Một đoạn.</p>" * 80
    editor.evaluate(f"new Promise((done) => {EDITOR}.setData('{paragraphs}', done))")
    expect(frame(editor).locator(".prose p")).to_have_count(80)
    editor.evaluate(f"document.querySelector('{SHOWN}').contentDocument.scrollingElement.scrollTop = 900")
    editor.fill("[name=title]", "Đường hoa")
    expect(frame(editor).locator("h1")).to_have_text("Đường hoa")
    assert editor.evaluate(f"document.querySelector('{SHOWN}').contentDocument.scrollingElement.scrollTop") == 900


def test_links_inside_lead_nowhere(editor: Page) -> None:
    pages = len(editor.context.pages)
    frame(editor).locator(".brand").first.click()
    editor.wait_for_timeout(500)
    expect(frame(editor).locator("h1")).to_have_text("(chưa có tiêu đề)")
    assert (len(editor.context.pages), editor.url.endswith("/add/")) == (pages, True)


def test_it_follows_the_newsroom_into_the_dark(editor: Page) -> None:
    editor.emulate_media(color_scheme="null")
    for theme in ("light", "dark"):
        editor.evaluate(f"document.documentElement.classList.toggle('dark', {str(theme == 'dark').lower()})")
        expect(frame(editor).locator("body")).to_have_css(
            "background-color", {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 22, 31)"}[theme]
        )


def test_on_a_narrow_screen_it_lies_over_the_form_until_escape(editor: Page) -> None:
    editor.set_viewport_size({"width": 360, "height": 740})
    assert editor.evaluate("document.querySelector('#preview').matches(':modal')") is True
    expect(frame(editor).locator("h1")).to_be_visible()
    editor.keyboard.press("Escape")
    expect(editor.locator("#preview")).to_be_hidden()
    expect(editor.locator(OPEN)).to_be_focused()
    assert editor.evaluate("document.documentElement.scrollWidth") == 360


# A leader without an account.


def send_to_leader(approver: Page) -> tuple[str, str]:
    """The address of a link to an article that waits, and the article's title."""
    approver.goto("/admin/articles/article/?status__exact=in_review")
    approver.locator("#result_list th a[href*='/change/'], #result_list td a[href*='/change/']").first.click()
    approver.get_by_role("link", name="Gửi lãnh đạo xem").click()
    approver.get_by_label("Người nhận").fill("đồng chí Bình, Chủ tịch")
    approver.get_by_label("Được đồng ý xuất bản bài này").check()
    approver.get_by_role("button", name="Tạo liên kết").click()
    address = approver.get_by_label("Địa chỉ dành cho đồng chí Bình, Chủ tịch").first.input_value()
    return address, approver.locator(".links__title").inner_text()


def phone(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN").new_page()


def test_a_leader_reads_comments_and_approves_on_a_phone(portal: Server, browser: Browser, sign_in: SignIn) -> None:
    address, title = send_to_leader(sign_in("duyetbai"))
    leader = phone(browser)
    leader.goto(address)
    expect(leader.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert leader.evaluate("document.documentElement.scrollWidth") == 360
    leader.get_by_label("Nội dung ý kiến").fill("Rất tốt.")
    leader.get_by_role("button", name="Gửi ý kiến").click()
    expect(leader.get_by_role("status")).to_have_text("Ý kiến đã được gửi đến ban biên tập. Xin cảm ơn.")
    leader.locator("summary", has_text="Đồng ý xuất bản").click()
    leader.get_by_role("button", name="Đúng, tôi đồng ý xuất bản").click()
    expect(leader.get_by_text("Xin cảm ơn đồng chí Bình, Chủ tịch")).to_be_visible()
    leader.get_by_role("link", name="Đọc bài trên trang").click()
    expect(leader.get_by_role("heading", name=title, level=1)).to_be_visible()
    assert leader.context.cookies() == []
    reader = phone(browser)
    wait_until(lambda: reader.goto(portal.url) and reader.get_by_role("link", name=title).count())


def test_an_expired_link_and_a_forged_one_look_the_same(portal: Server, sign_in: SignIn) -> None:
    address, _title = send_to_leader(sign_in("duyetbai"))
    path = address.removeprefix(portal.url)
    assert portal.get(path)[0] == 200
    portal.manage("shell", "-c", EXPIRE)
    expired, forged = portal.get(path), portal.get(path.replace(".", ".x"))
    assert (expired[0], forged) == (410, expired)


EXPIRE = (
    "from django.utils import timezone; from articles.models import PreviewLink;"
    " PreviewLink.objects.update(expires_at=timezone.now())"
)
