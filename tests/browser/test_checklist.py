"""The checks before publishing while one types, decorative pictures, and links chosen by article."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.articles.test_images import picture_bytes
from tests.browser.windows import EDITOR, log_in, prepared
from tests.conftest import requires_browser
from tests.servers import Server

expect.set_options(timeout=20_000)  # a busy machine is no failure

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

PICTURE = "/media/pictures/2026/01/0123456789abcdef0123456789abcdef.jpg"
PREPARE = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles.models import Article, Section
User.objects.create_superuser("bientap", password="mot-mat-khau-dai")
tin = Section.objects.create(name="Tin tức")
for title in ("Đường hoa Đồng Vọng nở rộ", "Đường về thôn Giàng"):
    Article.objects.create(title=title, lead="Sáng nay.", body="<p>Hoa.</p>", section=tin, signature="Ban Biên tập",
        status="published", publish_at=timezone.now() - timedelta(hours=1))
"""


@pytest.fixture(scope="module")
def desk(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running portal with two live articles and one person who may do everything."""
    with prepared(_template, tmp_path_factory.mktemp("checklist"), PREPARE) as server:
        yield server


@pytest.fixture(scope="module")
def signed_in(desk: Server, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=desk.url, viewport={"width": 1280, "height": 900}, locale="vi")
    context.route(f"**{PICTURE}*", lambda route: route.fulfill(body=picture_bytes((600, 400))))
    page = context.new_page()
    page.goto("/admin/login/")
    log_in(page, "bientap")
    page.close()
    yield context
    context.close()


@pytest.fixture
def form(signed_in: BrowserContext) -> Iterator[Page]:
    """The form for a new article, its editor ready and its checklist open."""
    page = signed_in.new_page()
    page.goto("/admin/articles/article/add/")
    ready(page)
    if page.locator(".checklist__details[open]").count() == 0:
        page.click(".checklist__summary")
    yield page
    page.close(run_before_unload=False)


def ready(page: Page) -> None:
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")


def write(page: Page, html: str) -> None:
    page.evaluate(f"(html) => new Promise((done) => {EDITOR}.setData(html, done))", html)
    page.evaluate(f"{EDITOR}.fire('change')")  # as typing does


def checklist(page: Page) -> Locator:
    return page.get_by_role("region", name="Trước khi xuất bản")


def edit_picture(page: Page) -> Locator:
    """The dialog of the only picture."""
    page.evaluate(f"Object.values({EDITOR}.widgets.instances)[0].edit()")
    dialog = page.locator(".cke_dialog:visible")
    dialog.get_by_label("Ảnh chỉ để trang trí").wait_for()
    return dialog


def save(page: Page) -> str:
    """Save the form; the body as the server stored it."""
    page.fill("[name=title]", "Bà con thôn Đồng Vọng dọn kênh")
    page.select_option("[name=section]", index=1, force=True)
    page.click("[name=_save]")
    page.wait_for_url("**/change/")
    ready(page)
    return str(page.locator("textarea[name=body]").evaluate("(area) => area.defaultValue"))


def test_the_checklist_follows_what_is_typed(form: Page) -> None:
    count = checklist(form).locator(".checklist__now")
    expect(count).to_contain_text("Còn 5 mục bắt buộc")
    form.fill("[name=title]", "Bà con thôn Đồng Vọng dọn kênh")
    form.fill("[name=lead]", "Sáng nay, bà con ra đồng.")
    expect(count).to_contain_text("Còn 3 mục bắt buộc")
    form.evaluate(f"{EDITOR}.focus()")
    form.keyboard.insert_text("Kinh phí [cần bổ sung] do bà con góp.")
    expect(checklist(form).get_by_text("Có thể còn chỗ viết dở: “[cần bổ sung]”.")).to_be_visible()


def test_a_click_leads_to_the_field(form: Page) -> None:
    checklist(form).get_by_role("link", name="Chưa có đoạn mở đầu").click()
    expect(form.locator("#id_lead")).to_be_focused()


def test_a_click_leads_to_the_words_in_the_body(form: Page) -> None:
    write(form, f"<p>{'Dòng đầu. ' * 400}</p><p>Kinh phí [cần bổ sung] do bà con góp.</p>")
    checklist(form).get_by_role("link", name="Có thể còn chỗ viết dở").click()
    assert form.evaluate(f"{EDITOR}.getSelection().getSelectedText()") == "[cần bổ sung]"


def test_a_click_leads_to_the_picture_without_alternative_text(form: Page) -> None:
    write(form, f'<p>Tin.</p><figure class="image"><img src="{PICTURE}" alt=""><figcaption>Kênh</figcaption></figure>')
    checklist(form).get_by_role("link", name="1 ảnh trong nội dung chưa có văn bản thay thế").click()
    assert form.evaluate(f"{EDITOR}.widgets.focused.parts.image.getAttribute('src')") == PICTURE


def test_nothing_is_asked_while_a_letter_is_being_put_together(form: Page) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url) if "checklist" in request.url else None)
    form.evaluate(f"{EDITOR}.document.$.dispatchEvent(new CompositionEvent('compositionstart'))")
    form.fill("[name=title]", "Bà con dọn kênh")
    form.wait_for_timeout(1600)
    during = len(asked)
    form.evaluate(f"{EDITOR}.document.$.dispatchEvent(new CompositionEvent('compositionend'))")
    form.wait_for_timeout(1600)
    assert (during, len(asked)) == (0, 1)


@pytest.mark.parametrize("caption", ["<figcaption>Kênh</figcaption>", ""])
def test_a_picture_marked_as_decorative_stays_so(form: Page, caption: str) -> None:
    picture = f'<img src="{PICTURE}" alt="Kênh mới">'
    write(
        form,
        f'<p>Tin.</p><figure class="image">{picture}{caption}</figure>' if caption else f"<p>Tin.</p><p>{picture}</p>",
    )
    dialog = edit_picture(form)
    dialog.get_by_label("Ảnh chỉ để trang trí").check()
    expect(dialog.get_by_label("Văn bản thay thế")).to_be_disabled()
    dialog.locator(".cke_dialog_ui_button_ok").click()
    holder = '<figure class="image decorative"><img alt=""' if caption else '<img alt="" class="decorative"'
    assert holder in save(form)
    assert form.evaluate(f"{EDITOR}.getData()").count("decorative") == 1
    expect(checklist(form).get_by_text("chưa có văn bản thay thế")).to_have_count(0)


def test_a_picture_without_a_mark_still_needs_alternative_text(form: Page) -> None:
    write(form, f'<p>Tin.</p><p><img src="{PICTURE}" alt=""></p>')
    dialog = edit_picture(form)
    dialog.locator(".cke_dialog_ui_button_ok").click()
    assert dialog.is_visible()


def test_a_link_to_an_article_is_chosen_with_the_keyboard(form: Page) -> None:
    form.evaluate(f"{EDITOR}.focus()")
    form.click(".cke_button__link")
    field = form.get_by_role("combobox", name="Chọn bài trong cổng")
    field.press_sequentially("duong dong vong", delay=20)
    option = form.get_by_role("option", name="Đường hoa Đồng Vọng nở rộ")
    expect(form.locator(".newsroom-chooser").get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(form.locator(".cke_dialog").get_by_text("Đã lấy liên kết tới bài")).to_be_visible()
    field.press("Enter")
    assert (
        'href="/tin-tuc/duong-hoa-dong-vong-no-ro-1/" rel="noopener noreferrer">Đường hoa Đồng Vọng nở rộ</a>'
        in save(form)
    )


def test_escape_closes_the_list_of_articles_before_the_dialog(form: Page) -> None:
    form.click(".cke_button__link")
    field = form.get_by_role("combobox", name="Chọn bài trong cổng")
    field.press("ArrowDown")
    expect(form.locator(".newsroom-chooser").get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(form.locator(".newsroom-chooser ul")).to_be_hidden()
    expect(field).to_be_visible()
