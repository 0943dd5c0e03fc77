"""Read the demo sections and articles that lie as text files beside this module."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).resolve().parent / "content"
REQUIRED = ("title", "lead", "author", "signature", "tags")


@dataclass(frozen=True)
class DemoPicture:
    """One picture of an article: the scene to draw and the words that go with it."""

    scene: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class DemoSection:
    """A section of the portal; `parent` is None for a top-level one."""

    slug: str
    name: str
    parent: str | None
    description: str


@dataclass(frozen=True)
class DemoArticle:
    """An article; `body` is HTML in which `[[picture N]]` lines (N from 2) mark the pictures.

    `key` names it among the others: its folder and the number of its file.
    """

    key: str
    section: str
    title: str
    lead: str
    author: str
    signature: str
    source: str
    tags: tuple[str, ...]
    pictures: tuple[DemoPicture, ...]
    body: str


def sections() -> list[DemoSection]:
    """Return the sections in display order; a parent always comes before its children."""
    path = CONTENT / "sections.txt"
    found: list[DemoSection] = []
    for number, line in enumerate(_lines(path), start=1):
        slug, name, parent, description = _parts(path, number, line)
        if parent != "-" and parent not in {section.slug for section in found}:
            raise _error(path, number, f"parent {parent!r} is not listed above")
        found.append(DemoSection(slug, name, None if parent == "-" else parent, description))
    return found


def articles() -> list[DemoArticle]:
    """Return every article sorted by path; raise ValueError naming file and line if malformed."""
    known = {section.slug for section in sections()}
    return [_article(path, known) for path in sorted(CONTENT.glob("*/*.txt"))]


def _article(path: Path, known: set[str]) -> DemoArticle:
    lines = _lines(path)
    if path.parent.name not in known:
        raise _error(path, 1, f"folder {path.parent.name!r} is not a section")
    if "" not in lines:
        raise _error(path, len(lines), "no blank line between header and body")
    end = lines.index("")
    fields, pictures = _header(path, lines[:end])
    body = "\n".join(lines[end + 1 :]).strip()
    if not body:
        raise _error(path, end + 1, "the body is empty")
    return DemoArticle(
        key=f"{path.parent.name}/{path.stem.partition('-')[0]}",
        section=path.parent.name,
        title=fields["title"],
        lead=fields["lead"],
        author=fields["author"],
        signature=fields["signature"],
        source=fields.get("source", ""),
        tags=tuple(tag.strip() for tag in fields["tags"].split(",") if tag.strip()),
        pictures=tuple(pictures),
        body=body,
    )


def _header(path: Path, lines: list[str]) -> tuple[dict[str, str], list[DemoPicture]]:
    fields: dict[str, str] = {}
    pictures: list[DemoPicture] = []
    for number, line in enumerate(lines, start=1):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value:
            raise _error(path, number, "expected 'field: value'")
        if name == "picture":
            pictures.append(DemoPicture(*_parts(path, number, value)))
        elif name not in (*REQUIRED, "source") or name in fields:
            raise _error(path, number, f"unknown or repeated field {name!r}")
        else:
            fields[name] = value
    missing = [name for name in REQUIRED if name not in fields]
    if missing or not pictures:
        raise _error(path, len(lines), f"missing: {', '.join(missing or ['picture'])}")
    return fields, pictures


def _parts(path: Path, number: int, line: str) -> tuple[str, str, str, str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or not all(parts):
        raise _error(path, number, "expected four parts separated by '|'")
    return parts[0], parts[1], parts[2], parts[3]


def _lines(path: Path) -> list[str]:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()


def _error(path: Path, number: int, problem: str) -> ValueError:
    return ValueError(f"{path}, line {number}: {problem}")
