"""Browser windows of readers and of the demo's people."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.servers import Server, copy_database

EDITOR = "CKEDITOR.instances.id_body"
PASSWORD = "mot-mat-khau-dai"  # of people whom tests make

# Signs one of the demo's people in, each in a browser window of his own; options are Playwright's for a context.
SignIn = Callable[..., Page]


def window(browser: Browser, portal: Server, **options: Any) -> Page:
    """A window of somebody who is not signed in."""
    defaults = {"viewport": {"width": 1280, "height": 900}, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
    # The browser's own name would say "Headless", and be tallied as a bot.
    agent = (
        f"Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{browser.version} Safari/537.36"
    )
    context = browser.new_context(base_url=portal.url, user_agent=agent, **{**defaults, **options})
    return context.new_page()


def signed_in(browser: Browser, portal: Server, name: str, **options: Any) -> Page:
    """A window in which the demo's person of this name has signed in, as people do."""
    password = json.loads((portal.data_dir / "demo-logins.json").read_text())[name]
    page = window(browser, portal, **options)
    page.goto("/")
    page.get_by_role("link", name="Đăng nhập").first.click()
    log_in(page, name, password)
    return page


def log_in(page: Page, name: str, password: str = PASSWORD, *, leads_to: str = "/admin/") -> None:
    """Fill in the form of the login, which `page` shows, and wait for the page behind it."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{leads_to}")


@contextmanager
def prepared(template: str, folder: Path, script: str) -> Iterator[Server]:
    """A running portal on a database of its own that `script` has filled."""
    with Server(folder, copy_database(template, folder)) as server:
        filled = server.manage("shell", "-v0", "-c", script)
        assert filled.returncode == 0, filled.stderr
        yield server.start()
