"""The HTML of each kind of public page, read by the Nu HTML checker."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.public import public_pages
from tests.servers import ROOT, Server

JAR = ROOT / "tests/web/node_modules/vnu-jar/build/dist/vnu.jar"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(
        not os.environ.get("REQUIRE_BROWSER") and not (JAR.exists() and shutil.which("java")),
        reason="the Nu HTML checker needs Java and npm (REQUIRE_BROWSER=1 makes this a failure)",
    ),
]


def test_no_public_page_has_an_error(portal: Server, tmp_path: Path) -> None:
    for kind, path in public_pages(portal).items():
        (tmp_path / f"{kind}.html").write_text(portal.get(quote(path, safe="/?=&"))[1])
    checked = subprocess.run(
        ["java", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", tmp_path],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    messages = json.loads(checked.stdout)["messages"]
    assert [f"{Path(m['url']).name}: {m['message']} {m.get('extract')}" for m in messages if m["type"] != "info"] == []
