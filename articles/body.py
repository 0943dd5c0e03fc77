"""What a stored text becomes on the page of its article.

The text was cleaned when it was stored, and nothing of it is lost or let in here: its tree gets what only the page
knows (sizes of its pictures, places to jump to, tables that scroll) and is written with a list of what that needs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.images import srcset
from articles.models import Picture
from articles.richtext import Node, parse, read_tree, serialize
from articles.richtext.allowed import ATTRIBUTES
from articles.vietnamese import to_slug

# Syllables, which is what spaces separate in Vietnamese. Silent reading of non-fiction goes at 238 words a minute in
# English (M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019). For
# Vietnamese we know of no such measure; a syllable holds less than a word, a name or a number of a decree more.
SYLLABLES_A_MINUTE = 220
FEWEST_HEADINGS = 3
_NARROW_COLUMNS = 2  # so many fit on any screen
_LONGEST_ID = 60
_NARROWEST_TEXT = 328  # pixels on the narrowest phone: up to there a picture has its own width everywhere

# The ids of headings begin so; no id of the page itself does.
ID_PREFIX = "muc-"
PICTURE_SIZES = "(min-width: 46rem) 42.5rem, calc(100vw - 2rem)"

# What this module adds to the allow-list of stored texts.
_SOURCE = ("srcset", "sizes")
PAGE_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **{tag: frozenset(names) for tag, names in ATTRIBUTES.items()},
    "h2": frozenset({"id"}),
    "h3": frozenset({"id"}),
    "img": frozenset({*ATTRIBUTES["img"], *_SOURCE, "decoding", "fetchpriority"}),
    "source": frozenset({*_SOURCE, "type"}),
    "div": frozenset({"role", "tabindex", "aria-label"}),
}

Change = Callable[[Node], Node]


@dataclass(slots=True)
class Entry:
    """A heading in the table of contents, with those below it."""

    id: str
    text: str
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Body:
    """A text ready for its page; `contents` is empty for a short one."""

    html: SafeString
    contents: list[Entry]
    words: int

    def minutes(self, *more: str) -> int:
        """How long reading it takes, with `more` that stands around it; at least a minute."""
        words = self.words + sum(len(text.split()) for text in more)
        return max(1, round(words / SYLLABLES_A_MINUTE))


def present(html: str, *, begins_the_page: bool = False) -> Body:
    """The page's text; with `begins_the_page` its first picture is the one readers see first."""
    tree = parse(html)
    words = read_tree(tree).words
    _order_headings(tree)
    contents = _mark_headings(tree)
    stored = pictures_in(tree)
    images = [node for node in nodes(tree) if node.tag == "img"]
    first = images[0] if images and begins_the_page else None
    replace(tree, "img", lambda image: _picture(image, stored, is_first=image is first))
    replace(tree, "table", _scrolling)
    text = serialize(tree, PAGE_ATTRIBUTES)
    # Each value was escaped by the writer, and each name is on its list.
    return Body(mark_safe(text), contents, words)  # noqa: S308


def nodes(node: Node) -> Iterator[Node]:
    """Every element below `node`, in the order of the text."""
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from nodes(child)


def replace(node: Node, tag: str, change: Change) -> None:
    """Put what `change` makes of each element named `tag` in its place."""
    for index, child in enumerate(node.children):
        if isinstance(child, Node):
            replace(child, tag, change)
            if child.tag == tag:
                node.children[index] = change(child)


def pictures_in(tree: Node) -> dict[str, Picture]:
    """The stored pictures that a text shows, by their addresses in it; one query, or none."""
    addresses = {node.attributes.get("src", "") for node in nodes(tree) if node.tag == "img"}
    own = (address for address in addresses if address.startswith(settings.MEDIA_URL))
    names = {address.removeprefix(settings.MEDIA_URL): address for address in own}
    if not names:
        return {}
    found = cast("Iterable[Picture]", Picture.objects.filter(file__in=names).only("file", "width", "height"))
    return {names[str(picture.file.name)]: picture for picture in found}


def _picture(image: Node, stored: Mapping[str, Picture], *, is_first: bool) -> Node:
    image.attributes["decoding"] = "async"
    if is_first:
        image.attributes.update(loading="eager", fetchpriority="high")
    picture = stored.get(image.attributes.get("src", ""))
    if picture is None or not (picture.width and picture.height):
        return image
    _keep_room(image, picture)
    sizes = _sizes(image)
    image.attributes.update(srcset=srcset(picture.fallbacks()), sizes=sizes)
    webp = {"type": "image/webp", "srcset": srcset(picture.renditions()), "sizes": sizes}
    return Node("picture", {}, [Node("source", webp), image])


def _keep_room(image: Node, picture: Picture) -> None:
    """Give width and height, so that nothing moves when the picture arrives; the writer's own size counts."""
    width, height = (int(image.attributes.get(name, 0)) for name in ("width", "height"))
    if not width:
        width = round(height * picture.width / picture.height) if height else picture.width
    height = height or round(width * picture.height / picture.width)
    image.attributes.update(width=str(max(1, width)), height=str(max(1, height)))


def _sizes(image: Node) -> str:
    width = int(image.attributes["width"])
    return f"{width}px" if width <= _NARROWEST_TEXT else PICTURE_SIZES


def _order_headings(tree: Node) -> None:
    """Let the headings follow the page's title without a gap, as who listens to them expects; their order stays."""
    above: list[str] = []
    for node in nodes(tree):
        if node.tag in {"h2", "h3", "h4"}:
            while above and above[-1] >= node.tag:
                above.pop()
            above.append(node.tag)
            node.tag = f"h{len(above) + 1}"


def _mark_headings(tree: Node) -> list[Entry]:
    """Give the headings places to jump to, and return them for a table of contents when they are many."""
    contents: list[Entry] = []
    used: dict[str, int] = {}
    count = 0
    for node in tree.children:
        if not isinstance(node, Node) or node.tag not in {"h2", "h3"}:
            continue
        text = " ".join(_text(node).split())
        if not text:
            continue
        count += 1
        node.attributes["id"] = _unused(to_slug(text, most=_LONGEST_ID), used)
        entry = Entry(node.attributes["id"], text)
        # One above may stand in a quotation, or hold a picture only.
        (contents[-1].entries if node.tag == "h3" and contents else contents).append(entry)
    return contents if count >= FEWEST_HEADINGS else []


def _unused(slug: str, used: dict[str, int]) -> str:
    candidate = slug
    while candidate in used:
        used[slug] += 1
        candidate = f"{slug}-{used[slug]}"
    used[candidate] = 1
    return f"{ID_PREFIX}{candidate}"


def _scrolling(table: Node) -> Node:
    """The table in a frame of its own: a wide one is moved sideways, also by keyboard, and the page stays in place."""
    attributes = {"class": "table-frame"}
    if _columns(table) > _NARROW_COLUMNS:
        attributes |= {"role": "region", "tabindex": "0", "aria-label": _label(table)}
    return Node("div", attributes, [table])


def _columns(table: Node) -> int:
    rows = (node for node in nodes(table) if node.tag == "tr")
    return max((sum(_span(cell) for cell in row.children if isinstance(cell, Node)) for row in rows), default=0)


def _span(cell: Node) -> int:
    return int(cell.attributes.get("colspan", 1))


def _label(table: Node) -> str:
    caption = next((node for node in nodes(table) if node.tag == "caption"), None)
    return (" ".join(_text(caption).split()) if caption else "") or _("Table")


def _text(node: Node) -> str:
    return "".join(
        child if isinstance(child, str) else f" {_text(child)} " if child.tag == "br" else _text(child)
        for child in node.children
    )
