"""Two texts compared word by word; nothing here asks the database.

The library finds the differences of two strings of characters. So each word becomes one character first, as the
library itself does with lines, and becomes a word again afterwards.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from diff_match_patch import diff_match_patch
from django.utils.translation import gettext as _

Operation = Literal["equal", "delete", "insert"]

# A comparison that takes longer goes on with what it has, and shows a passage as replaced as a whole.
MOST_SECONDS = 1.0

# Words with the marks that some keyboards write after their letters; everything else by itself.
_TOKEN = re.compile("[\\w\u0300-\u036f]+|.", re.DOTALL)
_OPERATIONS: Mapping[int, Operation] = {-1: "delete", 0: "equal", 1: "insert"}
# Letters to the library; spaces and ends of lines stay what they are, so that it prefers to part texts there.
_FIRST_LETTER = 0x4E00
_CONTEXT = 1  # unchanged paragraphs shown before and after a change


@dataclass(frozen=True, slots=True)
class Segment:
    operation: Operation
    text: str


@dataclass(slots=True)
class Paragraph:
    segments: list[Segment] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(segment.operation != "equal" for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs one after the other; a folded one holds no change."""

    is_folded: bool
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Difference:
    """How one field differs; `only_form` when its words are the same and only their form is not."""

    name: str
    passages: list[Passage]
    only_form: bool = False


def differences(old: Mapping[str, str], new: Mapping[str, str], *, html: Iterable[str] = ("body",)) -> list[Difference]:
    """How the fields that both texts know differ, in the order of `old`; `html` names those of rich text."""
    found = []
    for name in differing(old, new):
        before, after = (readable(text) if name in html else text for text in (old[name], new[name]))
        found.append(Difference(name, passages(words(before, after)), only_form=before == after))
    return found


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The names of these fields; asking for them is quick."""
    return [name for name in old if name in new and old[name] != new[name]]


def words(old: str, new: str) -> list[Segment]:
    """What was kept, taken out and put in, in order: leaving out what was put in gives `old`, and so on."""
    letters: dict[str, str] = {" ": " ", "\n": "\n"}
    differ = _Differ()
    differ.Diff_Timeout = MOST_SECONDS
    found = differ.diff_main(_spell(old, letters), _spell(new, letters), checklines=False)
    differ.diff_cleanupSemantic(found)
    tokens = {letter: token for token, letter in letters.items()}
    return [
        Segment(_OPERATIONS[operation], "".join(tokens[letter] for letter in text)) for operation, text in found if text
    ]


def passages(segments: list[Segment]) -> list[Passage]:
    """The same by paragraphs, those far from any change folded away."""
    paragraphs = _paragraphs(segments)
    near = {
        index + step
        for index, paragraph in enumerate(paragraphs)
        if paragraph.is_changed
        for step in range(-_CONTEXT, _CONTEXT + 1)
    }
    grouped = groupby(enumerate(paragraphs), lambda item: item[0] not in near)
    return [Passage(is_far, [paragraph for _index, paragraph in group]) for is_far, group in grouped]


def readable(html: str) -> str:
    """The words of a rich text, a line for each block; pictures by their alternative text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Differ(diff_match_patch):  # type: ignore[misc]  # the library has no types
    def diff_halfMatch(self, text1: str, text2: str) -> None:  # noqa: N802  the library's name
        """Never: this short cut of the library knows no time limit."""

    def diff_commonOverlap(self, text1: str, text2: str) -> int:  # noqa: N802  the library's name
        """None: tidying up would look for it without a time limit, minutes long in texts made for it."""
        return 0


def _spell(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.setdefault(token, chr(_FIRST_LETTER + len(letters))) for token in _TOKEN.findall(text))


def _paragraphs(segments: list[Segment]) -> list[Paragraph]:
    paragraphs = [Paragraph()]
    for segment in segments:
        for number, line in enumerate(segment.text.split("\n")):
            if number:
                if segment.operation != "equal":
                    paragraphs[-1].segments.append(Segment(segment.operation, "¶"))
                paragraphs.append(Paragraph())
            if line:
                paragraphs[-1].segments.append(Segment(segment.operation, line))
    return [paragraph for paragraph in paragraphs if paragraph.segments]


class _Reader(HTMLParser):
    _blocks = frozenset(
        ("blockquote", "br", "caption", "figcaption", "figure", "h2", "h3", "h4", "hr", "li", "ol", "p", "table", "tr")
    ) | {"ul"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            text = _("[Picture: %(text)s]") % {"text": dict(attrs).get("alt") or "–"}
            self.parts.append(f"\n{text}\n")
        elif tag in {"td", "th"}:
            self.parts.append(" | ")
        elif tag in self._blocks:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._blocks:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))
