from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.windows import SignIn, signed_in
from tests.servers import Server, copy_database


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running portal with the demo's content and people, shared: a test changes what it wrote itself."""
    folder = tmp_path_factory.mktemp("portal")
    with Server(folder, copy_database(_template, folder)) as server:
        loaded = server.manage("demo")
        assert loaded.returncode == 0, loaded.stderr
        yield server.start()


@pytest.fixture
def sign_in(portal: Server, browser: Browser) -> SignIn:
    """Signs one of the demo's people in: congtacvien, bientapvien, duyetbai, lanhdao or quantri."""
    return partial(signed_in, browser, portal)
