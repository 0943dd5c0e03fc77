"""Every page of the newsroom, looked at by axe: light on a desk, dark on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.windows import SignIn
from tests.conftest import requires_browser

pytestmark = [pytest.mark.browser, pytest.mark.server, requires_browser]

LIST = "/admin/articles/article/"
PAGES = [
    "/admin/",
    LIST,
    f"{LIST}add/",
    f"{LIST}44/change/",
    f"{LIST}42/change/",
    f"{LIST}44/send-back/",
    f"{LIST}44/preview/",
    f"{LIST}calendar/",
    f"{LIST}notices/",
    f"{LIST}?view=trash",
    f"{LIST}bulk/publish/?ids=43,44",
    f"{LIST}44/preview-links/",
    f"{LIST}44/revisions/",
    f"{LIST}44/revisions/compare/",
    f"{LIST}front-page/",
    "/admin/articles/checklevel/",
    "/admin/articles/picture/",
    "/admin/articles/picture/add/",
    "/admin/articles/section/",
    "/admin/articles/section/1/change/",
    "/admin/articles/tag/",
    "/admin/articles/tag/1/change/",
    "/admin/articles/storythread/",
    "/admin/articles/storythread/add/",
    "/admin/articles/sitesettings/1/change/",
    "/admin/articles/staticpage/",
    "/admin/articles/staticpage/add/",
    "/admin/articles/menulink/",
    "/admin/articles/menulink/add/",
    "/admin/articles/announcement/",
    "/admin/articles/announcement/add/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/2/change/",
    "/admin/auth/user/rights/",
    "/admin/portal/auditentry/",
    "/admin/auth/group/",
    "/admin/auth/group/1/change/",
    "/admin/redirects/redirect/",
    "/admin/axes/accessattempt/",
    "/admin/password_change/",
    "/admin/stats/",
]


# What scripts build is looked at, too: search boxes, and the editor.
COMPLETE = """() => !document.querySelector("select.admin-autocomplete:not(.select2-hidden-accessible)")
    && Object.values(window.CKEDITOR?.instances ?? {}).every((editor) => editor.status === "ready")"""


def violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)], ids=["light desk", "dark phone"])
def test_no_page_of_the_newsroom_violates_a_rule(sign_in: SignIn, theme: str, width: int) -> None:
    page = sign_in("quantri", color_scheme=theme, viewport={"width": width, "height": 900})
    found = {}
    for path in PAGES:
        answer = page.goto(path)
        page.wait_for_function(COMPLETE)
        assert answer
        assert (answer.status, page.url.endswith(path)) == (200, True), path
        if trouble := violations(page):
            found[path] = trouble
    assert found == {}
