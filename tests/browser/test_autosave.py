"""Nothing typed is lost, in a real browser: crash, no network, no login, two people, letters being composed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.windows import EDITOR, PASSWORD, log_in, prepared
from tests.conftest import requires_browser
from tests.servers import Server, query

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

PREPARE = f"""
from django.contrib.auth.models import Group, User
from articles.models import Article, Section
section = Section.objects.create(name="Tin tức")
for name, role in [("hoa", "editor"), ("an", "approver")]:
    user = User.objects.create_user(name, password="{PASSWORD}", is_staff=True, first_name=name.capitalize())
    user.groups.add(Group.objects.get(name=role))
"""
NEW = """
from django.contrib.auth.models import User
from articles import revisions
from articles.models import Article, Section
article = Article.objects.create(title="Bản nháp", section=Section.objects.get(), body="<p>Đoạn một.</p>",
                                 status="{status}", created_by=User.objects.get(username="hoa"))
revisions.record(article, "created", by=article.created_by)
print(article.pk)
"""
# Notes every change of the writing area and of the selection from now on.
PROBE = """() => {
    const area = CKEDITOR.instances.id_body.document.$;
    window.touches = [];
    window.compositions = [];
    new MutationObserver((found) => touches.push(...found.map((one) => one.type)))
        .observe(area.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
    area.addEventListener("selectionchange", () => touches.push("selection"));
    for (const name of ["compositionstart", "compositionend"])
        area.addEventListener(name, () => compositions.push(name));
}"""
PLACE = """() => {
    const { anchorNode, anchorOffset } = CKEDITOR.instances.id_body.document.$.getSelection();
    return [anchorNode.textContent, anchorOffset];
}"""


@pytest.fixture(scope="module")
def desk(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running portal with an editor and an approver."""
    with prepared(_template, tmp_path_factory.mktemp("desk"), PREPARE) as server:
        yield server


@pytest.fixture
def draft(desk: Server) -> int:
    """The number of a draft of Hoa's."""
    return int(run(desk, NEW.format(status="draft")))


@pytest.fixture(scope="module")
def logins(desk: Server, browser: Browser) -> dict[str, Any]:
    """The cookies of each person who signed in once; every test begins a browser of its own with them."""
    found: dict[str, Any] = {}
    for name in ("hoa", "an"):
        context = browser.new_context(base_url=desk.url)
        sign_in_anew(context, name)
        found[name] = context.storage_state()
        context.close()
    return found


@pytest.fixture
def sign_in(desk: Server, browser: Browser, logins: dict[str, Any]) -> Iterator[Callable[[str], BrowserContext]]:
    contexts: list[BrowserContext] = []

    def signed_in(name: str) -> BrowserContext:
        context = browser.new_context(
            base_url=desk.url, viewport={"width": 1280, "height": 1000}, locale="vi", storage_state=logins[name]
        )
        contexts.append(context)
        return context

    yield signed_in
    for context in contexts:
        context.close()


def run(server: Server, script: str) -> str:
    done = server.manage("shell", "-v0", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def sign_in_anew(context: BrowserContext, name: str) -> None:
    """In another tab, which is closed again."""
    page = context.new_page()
    page.goto("/admin/login/")
    log_in(page, name)
    page.close()


def open_form(context: BrowserContext, article: int | None, *, clock: bool = False) -> Page:
    page = context.new_page()
    if clock:
        page.clock.install()
    page.goto(f"/admin/articles/article/{article}/change/" if article else "/admin/articles/article/add/")
    page.wait_for_function(f"window.CKEDITOR && {EDITOR}?.status === 'ready'")
    return page


def type_body(page: Page, text: str) -> None:
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def kept(server: Server, article: int) -> list[dict[str, Any]]:
    statement = f"SELECT data FROM articles_editingsession WHERE article_id = {article} AND changed_at IS NOT NULL"  # noqa: S608  a number
    return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in query(server.database, statement)]


def stored_title(server: Server, article: int) -> str:
    return str(query(server.database, f"SELECT title FROM articles_article WHERE id = {article}")[0][0])  # noqa: S608  a number


def status(page: Page) -> Any:
    return page.locator("[data-editing=status]")


def offer(page: Page) -> Any:
    return page.locator(".editing__offer")


def copies(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('newsroom')).map((key) => localStorage[key])"
    )
    return found


# Keeping.


def test_three_seconds_after_the_change_the_text_is_kept_twice(sign_in: Any, desk: Server, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft, clock=True)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    page.fill("[name=title]", "Tên mới")
    page.clock.run_for(2900)
    assert kept(desk, draft) == []
    page.clock.run_for(200)
    expect(status(page)).to_contain_text("Đã lưu tạm lúc")
    assert kept(desk, draft)[0]["title"] == ["Tên mới"]
    assert (stored_title(desk, draft), "Tên mới" in copies(page)[0]) == ("Bản nháp", True)


def test_whoever_types_on_and_on_is_kept_too(sign_in: Any, desk: Server, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft, clock=True)
    for number in range(8):
        page.fill("[name=title]", f"Tên {number}")
        page.clock.run_for(500)
    expect(status(page)).to_contain_text("Đã lưu tạm lúc")
    assert kept(desk, draft)[0]["title"][0].startswith("Tên")


def test_of_a_published_article_only_the_browser_keeps_a_copy(sign_in: Any, desk: Server) -> None:
    article = int(run(desk, NEW.format(status="archived")))
    page = open_form(sign_in("an"), article, clock=True)
    page.fill("[name=title]", "Tên mới")
    page.clock.run_for(3100)
    expect(status(page)).to_contain_text("trong trình duyệt này")
    assert (kept(desk, article), "Tên mới" in copies(page)[0]) == ([], True)


def test_a_form_in_which_nothing_was_typed_keeps_nothing(sign_in: Any, desk: Server, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft)
    page.wait_for_timeout(5000)
    assert (kept(desk, draft), copies(page)) == ([], [])


# Coming back.


def test_after_a_crash_the_text_is_offered_compared_and_used(sign_in: Any, desk: Server, draft: int) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    page.fill("[name=title]", "Bản thảo")
    type_body(page, " Đoạn hai.")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.close(run_before_unload=False)
    page = open_form(context, draft)
    offer(page).get_by_role("button", name="So sánh").click()
    expect(offer(page).locator("ins").first).to_have_text("thảo")
    offer(page).get_by_role("button", name="Dùng bản này").click()
    expect(page.locator("[name=title]")).to_have_value("Bản thảo")
    page.wait_for_function(f"{EDITOR}.getData().includes('Đoạn một. Đoạn hai.')")
    page.click("[name=_save]")
    page.wait_for_load_state()
    assert (stored_title(desk, draft), kept(desk, draft), offer(page).count()) == ("Bản thảo", [], 0)


def test_another_browser_offers_the_text_as_well(sign_in: Any, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft)
    page.fill("[name=title]", "Bản thảo")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.context.close()
    expect(offer(open_form(sign_in("hoa"), draft))).to_contain_text("Có bản chưa lưu của bạn")


def test_a_closed_tab_loses_nothing_at_all(sign_in: Any, draft: int) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    page.fill("[name=title]", "Gõ xong đóng ngay")
    page.goto("about:blank")
    page = open_form(context, draft)
    offer(page).first.get_by_role("button", name="Dùng bản này").click()
    expect(page.locator("[name=title]")).to_have_value("Gõ xong đóng ngay")


def test_a_dropped_text_is_offered_no_more(sign_in: Any, desk: Server, draft: int) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    page.fill("[name=title]", "Bản thảo")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.close(run_before_unload=False)
    page = open_form(context, draft)
    offer(page).get_by_role("button", name="Bỏ").click()
    expect(offer(page)).to_have_count(0)
    assert (kept(desk, draft), offer(open_form(context, draft)).count()) == ([], 0)


def test_a_new_article_is_offered_on_the_next_new_form(sign_in: Any) -> None:
    context = sign_in("hoa")
    page = open_form(context, None)
    page.fill("[name=title]", "Bài mới chưa lưu")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.close(run_before_unload=False)
    page = open_form(context, None)
    offer(page).get_by_role("button", name="Dùng bản này").click()
    expect(page.locator("[name=title]")).to_have_value("Bài mới chưa lưu")


def test_after_a_save_nothing_is_offered_and_the_copy_is_gone(sign_in: Any, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft)
    page.fill("[name=title]", "Bản thảo")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.click("[name=_save]")
    page.wait_for_function("document.querySelector('[name=title]')?.defaultValue === 'Bản thảo'")
    page.wait_for_function("Object.keys(localStorage).every((key) => !key.startsWith('newsroom-text'))")
    assert offer(page).count() == 0


# No network, no login.


def test_without_a_network_the_browser_keeps_the_text_and_sends_it_later(
    sign_in: Any, desk: Server, draft: int
) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    context.set_offline(True)
    page.fill("[name=title]", "Viết khi mất mạng")
    expect(status(page)).to_contain_text("Mất mạng", timeout=10_000)
    assert (kept(desk, draft), "Viết khi mất mạng" in copies(page)[0]) == ([], True)
    context.set_offline(False)
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    assert kept(desk, draft)[0]["title"] == ["Viết khi mất mạng"]


def test_an_expired_login_loses_nothing(sign_in: Any, desk: Server, draft: int) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    context.clear_cookies(name="sessionid")
    page.fill("[name=title]", "Viết khi hết phiên")
    expect(status(page)).to_contain_text("Phiên đăng nhập đã hết", timeout=10_000)
    expect(status(page).get_by_role("link")).to_be_visible()
    sign_in_anew(context, "hoa")
    page.bring_to_front()
    page.click("[name=_save]")
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    assert stored_title(desk, draft) == "Viết khi hết phiên"


def test_a_note_is_sent_with_the_token_of_the_newest_login(sign_in: Any, desk: Server, draft: int) -> None:
    context = sign_in("hoa")
    page = open_form(context, draft)
    context.clear_cookies()
    sign_in_anew(context, "hoa")
    page.bring_to_front()
    page.fill("[name=title]", "Viết sau khi đăng nhập lại")
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    page.fill("#note-text", "Xem giúp số liệu.")
    page.locator("[data-notes-form] [type=submit]").click()
    expect(page.locator("[data-notes]")).to_contain_text("Xem giúp số liệu.")


# Two people.


def test_two_people_see_each_other_and_both_texts(sign_in: Any, desk: Server, draft: int) -> None:
    mine, theirs = open_form(sign_in("hoa"), draft), open_form(sign_in("an"), draft)
    expect(theirs.locator("[data-editing=people]")).to_contain_text("Hoa đang mở bài này.")
    mine.fill("[name=title]", "Bản thảo")
    theirs.fill("[name=title]", "Bản tin")
    theirs.click("[name=_save]")
    expect(theirs.get_by_text("Đã lưu lúc")).to_be_visible()
    mine.click("[name=_save]")
    texts = mine.locator(".article-conflict__texts")
    expect(texts.locator(".comparison del")).to_have_text("tin")
    expect(texts.locator(".comparison ins")).to_have_text("thảo")
    expect(mine.locator("[name=title]")).to_have_value("Bản thảo")
    assert stored_title(desk, draft) == "Bản tin"


def test_an_abandoned_text_is_taken_over_and_its_writer_told(sign_in: Any, desk: Server, draft: int) -> None:
    mine = open_form(sign_in("hoa"), draft)
    mine.fill("[name=title]", "Dở dang")
    expect(status(mine)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    mine.context.close()
    run(
        desk,
        "from datetime import timedelta; from django.utils import timezone; from articles.models import EditingSession;"
        "EditingSession.objects.update(seen_at=timezone.now() - timedelta(minutes=6))",
    )
    theirs = open_form(sign_in("an"), draft)
    expect(offer(theirs)).to_contain_text("Hoa để lại phần chưa lưu")
    offer(theirs).get_by_role("button", name="Tiếp nhận").click()
    expect(theirs.locator("[name=title]")).to_have_value("Dở dang")
    expect(offer(open_form(sign_in("hoa"), draft))).to_contain_text("An đã tiếp nhận")


# Vietnamese typing.


def test_nothing_reaches_into_the_editor_while_a_letter_is_composed(sign_in: Any, desk: Server, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft)
    type_body(page, " Con ")
    page.evaluate(PROBE)
    keyboard = page.context.new_cdp_session(page)
    for letters in ("D", "Dd", "Đ", "Đu", "Đư", "Đươ", "Đường"):
        keyboard.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
    page.wait_for_timeout(300)
    place = page.evaluate(PLACE)
    page.evaluate("touches.length = 0")
    page.wait_for_timeout(7000)  # two automatic saves would be due
    assert page.evaluate("[touches, compositions]") == [[], ["compositionstart"]]
    assert (page.evaluate(PLACE), kept(desk, draft)) == (place, [])
    keyboard.send("Input.insertText", {"text": "Đường"})
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    assert page.evaluate("compositions") == ["compositionstart", "compositionend"]
    assert "Con Đường" in kept(desk, draft)[0]["body"][0]


def test_an_automatic_save_leaves_the_caret_where_it_is(sign_in: Any, draft: int) -> None:
    page = open_form(sign_in("hoa"), draft)
    type_body(page, " Đang gõ giữa chừng")
    page.wait_for_timeout(600)
    page.evaluate(PROBE)
    place = page.evaluate(PLACE)
    expect(status(page)).to_contain_text("Đã lưu tạm lúc", timeout=10_000)
    assert (page.evaluate("touches"), page.evaluate(PLACE)) == ([], place)
