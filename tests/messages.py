"""Interface texts: which there are, which have no Vietnamese, and the compiled catalogues.

``python -m tests.messages`` appends what is missing to the catalogue, to be translated, and compiles it. Babel is used
rather than Django's makemessages, since it needs no GNU gettext on the machine.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from portal.env import BASE_DIR

PACKAGES = ("articles", "portal", "stats")
CATALOGUES = BASE_DIR / "locale" / "vi" / "LC_MESSAGES"
_CONTEXT = (1, "c")
_KEYWORDS = {
    name: numbers
    for kind, numbers in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": (_CONTEXT, 2),
        "npgettext": (_CONTEXT, 2, 3),
    }.items()
    for name in (kind, f"{kind}_lazy", f"{kind}_noop")
} | {"_": None}


class Text(NamedTuple):
    """One interface text; `plural` and `context` are empty for most."""

    msgid: str
    plural: str
    context: str


def of_python(folders: list[Path]) -> set[Text]:
    """The texts of the Python files and templates in `folders`."""
    return {text for folder in folders for path in sorted(folder.rglob("*")) for text in _of_file(path)}


def of_scripts(folder: Path) -> set[Text]:
    """The texts of the scripts in `folder`."""
    return {
        text
        for path in folder.rglob("*.js")
        if "vendor" not in path.parts
        for text in _extract("javascript", path.read_text())
    }


def of_project() -> dict[str, set[Text]]:
    """The project's own texts by catalogue: ``django`` and ``djangojs``."""
    folders = [BASE_DIR / name for name in (*PACKAGES, "templates")]
    return {"django": of_python(folders), "djangojs": of_scripts(BASE_DIR / "static")}


def read(domain: str) -> Catalog:
    """The Vietnamese catalogue as it is written."""
    with (CATALOGUES / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="vi", domain=domain)


def untranslated(texts: set[Text], catalogue: Catalog) -> list[Text]:
    """Those of `texts` that have no Vietnamese."""
    return sorted(text for text in texts if not _translation(text, catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as programs read it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _translation(text: Text, catalogue: Catalog) -> str:
    message = catalogue.get(text.msgid, text.context or None)
    if message is None or message.fuzzy:
        return ""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [])
    return strings[0] if strings else ""


def _of_file(path: Path) -> Iterator[Text]:
    if path.suffix == ".py":
        yield from _extract("python", path.read_text())
    elif path.suffix in {".html", ".txt"}:
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield from _extract("python", "\n".join(line.strip() for line in lines))  # indented, it would be no Python


def _extract(method: str, source: str) -> Iterator[Text]:
    for _, message, _, context in extract(method, BytesIO(source.encode()), keywords=_KEYWORDS):
        msgid, plural = message if isinstance(message, tuple) else (message, "")
        if msgid:
            yield Text(msgid, plural, context or "")


def main() -> int:
    """Bring the catalogues up to date; the number of texts that wait for a translation."""
    waiting = 0
    for domain, texts in of_project().items():
        catalogue = read(domain)
        for text in untranslated(texts, catalogue):
            catalogue.add((text.msgid, text.plural) if text.plural else text.msgid, context=text.context or None)
            waiting += 1
        with (CATALOGUES / f"{domain}.po").open("wb") as file:
            write_po(file, catalogue, width=0, omit_header=False)
        (CATALOGUES / f"{domain}.mo").write_bytes(compiled(catalogue))
    return waiting


if __name__ == "__main__":
    sys.exit(f"{waiting} texts wait for their Vietnamese." if (waiting := main()) else 0)
