"""What a text holds beside its markup: its blocks, pictures and links, read in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.richtext.tree import Node, parse

DECORATIVE = "decorative"  # the class of a picture that tells readers nothing

_BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "caption", "td", "th", "figure", "table", "div"}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """The words of one paragraph, heading, list item, caption or cell; `is_quoted` inside a block quotation."""

    text: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class BodyPicture:
    alt: str
    has_caption: bool
    is_decorative: bool


@dataclass(frozen=True, slots=True)
class BodyLink:
    href: str
    text: str


@dataclass(slots=True)
class Reading:
    """All that is asked of a text before readers see it."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[BodyPicture] = field(default_factory=list)
    links: list[BodyLink] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words separated by spaces there are; in Vietnamese these are syllables."""
        return sum(len(block.text.split()) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class _Figure:
    has_caption: bool = False
    is_decorative: bool = False


_NO_FIGURE = _Figure()


def read(html: str) -> Reading:
    """Read cleaned or uncleaned HTML; `RichTextError` when it is more deeply nested than a person writes."""
    return read_tree(parse(html))


def read_tree(tree: Node) -> Reading:
    """What a text that was parsed already holds."""
    reading = Reading()
    run: list[str] = []
    _read(tree, reading, run, figure=_NO_FIGURE, is_quoted=False)
    _end_block(reading, run, is_quoted=False)
    return reading


def _read(node: Node, reading: Reading, run: list[str], *, figure: _Figure, is_quoted: bool) -> None:
    for child in node.children:
        if isinstance(child, str):
            run.append(child)
            continue
        if child.tag == "a":
            reading.links.append(BodyLink(child.attributes.get("href", ""), _squeeze("".join(_texts(child)))))
        elif child.tag == "img":
            reading.pictures.append(_picture(child, figure))
        elif child.tag == "br":
            run.append(" ")
        is_block = child.tag in _BLOCKS
        if is_block:
            _end_block(reading, run, is_quoted=is_quoted)
        quoted = is_quoted or child.tag == "blockquote"
        _read(child, reading, run, figure=_figure(child) if child.tag == "figure" else figure, is_quoted=quoted)
        if is_block:
            _end_block(reading, run, is_quoted=quoted)


def _end_block(reading: Reading, run: list[str], *, is_quoted: bool) -> None:
    if text := _squeeze("".join(run)):
        reading.blocks.append(Block(text, is_quoted))
    run.clear()


def _figure(node: Node) -> _Figure:
    captions = (child for child in node.children if isinstance(child, Node) and child.tag == "figcaption")
    return _Figure(
        has_caption=any(text.strip() for caption in captions for text in _texts(caption)),
        is_decorative=_is_decorative(node),
    )


def _picture(image: Node, figure: _Figure) -> BodyPicture:
    return BodyPicture(
        alt=image.attributes.get("alt", "").strip(),
        has_caption=figure.has_caption,
        is_decorative=_is_decorative(image) or figure.is_decorative,
    )


def _is_decorative(node: Node) -> bool:
    return DECORATIVE in node.attributes.get("class", "").split()


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _squeeze(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
