from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def run(tmp_path: Path, text: str, *options: str) -> tuple[str, str]:
    file = tmp_path / "addresses.csv"
    file.write_text(text, encoding="utf-8")
    out, problems = StringIO(), StringIO()
    call_command("import_addresses", str(file), *options, stdout=out, stderr=problems)
    return out.getvalue(), problems.getvalue()


def rows() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_good_lines_are_taken_and_headings_passed_over(tmp_path: Path) -> None:
    run(tmp_path, "\ufeffold,new\n/1227/27461/a,/van-hoa/\n\n/tin.aspx?id=5,\n")
    assert rows() == {"/1227/27461/a": "/van-hoa/", "/tin.aspx?id=5": ""}


@pytest.mark.parametrize("bad", ["tin,/", "/a,https://evil.example/", "/a,//evil.example", "/a,/\\evil", "/a,/a"])
def test_a_bad_line_is_named_and_left_out(tmp_path: Path, bad: str) -> None:
    out, problems = run(tmp_path, f"/tot,/van-hoa/\n{bad}\n")
    assert rows() == {"/tot": "/van-hoa/"}
    assert problems.startswith("line 2: ")
    assert out == "1 addresses taken, 1 lines left out.\n"


@pytest.mark.parametrize("bad", ["/a,/b,/c", f"/{'a' * 200},/"])
def test_what_does_not_fit_is_left_out(tmp_path: Path, bad: str) -> None:
    assert run(tmp_path, f"{bad}\n")[0] == "0 addresses taken, 1 lines left out.\n"


def test_an_address_counts_once(tmp_path: Path) -> None:
    run(tmp_path, "/a,/b/\n/a,/c/\n")
    assert rows() == {"/a": "/b/"}


def test_a_later_file_says_it_better(tmp_path: Path) -> None:
    run(tmp_path, "/a,/b/\n")
    run(tmp_path, "/a,/c/\n")
    assert rows() == {"/a": "/c/"}


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "/a,/b/\n", "--dry-run")[0].startswith("1 addresses taken")
    assert rows() == {}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_addresses", str(tmp_path / "nothing.csv"))


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/1227/27461/54439/293909/tin/ten-bai", "/1227/27461/54439/293909/tin/ten-bai?fbclid=x"),
        ("/tin.aspx?id=5", "/tin.aspx?id=5&utm_source=zalo&fbclid=1"),
        ("/Tin tức/bài.html", "/Tin%20t%E1%BB%A9c/b%C3%A0i.html"),
    ],
)
def test_deep_old_addresses_are_found(reader: Client, old: str, asked: str) -> None:
    Redirect.objects.create(site_id=settings.SITE_ID, old_path=old, new_path="/van-hoa/")
    response = reader.get(asked)
    assert (response.status_code, response["Location"].partition("?")[0]) == (301, "/van-hoa/")
