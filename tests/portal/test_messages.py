"""The interface is Vietnamese to the last text."""

import unicodedata
from pathlib import Path

import axes
import ckeditor
import django
import pytest
import unfold
from django.utils.translation import trans_real

from tests import messages

# The same in both languages, or never shown.
NEUTRAL = {
    "%(class_name)s %(instance)s", "%(size)d byte", "%s GB", "%s KB", "%s MB", "%s PB", "%s TB", "%(truncated_text)s…",
    "%(size)d bytes", ", ", ":", ":?.!", "Email", "IPv4", "IPv6", "…",
    "addedname", "changedname", "deletedname",  # keys in a call, not texts
}  # fmt: skip
DJANGO = Path(django.__file__).parent
PACKAGES = {
    "unfold": [Path(unfold.__file__).parent],
    "axes": [Path(axes.__file__).parent],
    "ckeditor": [Path(ckeditor.__file__).parent],
    "django": [
        *(DJANGO / "contrib" / app for app in ("admin", "auth", "contenttypes", "messages", "redirects", "sessions")),
        *(DJANGO / part for part in ("core", "db", "forms", "utils")),
    ],
}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_of_the_project_has_its_vietnamese(domain: str) -> None:
    assert messages.untranslated(messages.of_project()[domain], messages.read(domain)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_of_a_package_has_its_vietnamese(package: str) -> None:
    served = trans_real.translation("vi")._catalog  # type: ignore[attr-defined]
    missing = [
        text.msgid
        for text in messages.of_python(PACKAGES[package])
        if not (served.get(text.msgid) or served.get((text.msgid, 0)) or text.context)
    ]
    assert sorted(set(missing) - NEUTRAL) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_the_written_one(domain: str) -> None:
    compiled = (messages.CATALOGUES / f"{domain}.mo").read_bytes()
    assert compiled == messages.compiled(messages.read(domain))


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_vietnamese_is_in_one_unicode_form(domain: str) -> None:
    text = (messages.CATALOGUES / f"{domain}.po").read_text()
    assert text == unicodedata.normalize("NFC", text)
