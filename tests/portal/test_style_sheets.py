"""Style sheets that pages load together: one compressed file once they are collected, their parts until then."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal.staticfiles import BUNDLES
from portal.templatetags.style_sheets import style_sheets
from tests.servers import Server, collected_files


@pytest.mark.parametrize("bundle", BUNDLES)
def test_each_part_is_there(bundle: str) -> None:
    assert [part for part in BUNDLES[bundle] if not finders.find(part)] == []


def test_until_they_are_collected_a_page_names_the_parts() -> None:
    named = re.findall(r'href="/static/([^"]+)"', style_sheets("css/reading.css"))
    assert named == list(BUNDLES["css/reading.css"])


@pytest.mark.server
def test_a_served_page_names_the_bundle_which_comes_compressed(server: Server) -> None:
    page = server.start().get("/")[1]
    (address,) = re.findall(r'href="/static/(css/site\.[^"]+)"', page)
    whole = (collected_files() / address).read_text()
    assert all(Path(finders.find(part) or "").read_text()[:60] in whole for part in BUNDLES["css/site.css"])
    assert {path.suffix for path in collected_files().glob(f"{address}.*")} == {".br", ".gz"}
