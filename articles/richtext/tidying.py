"""What is put right in a text around the sanitizer: other people's ways before it, leftovers after it."""

import re

from articles.richtext.allowed import ALIGNMENTS, CLASSES, FORMATTING, INLINE, REQUIRED
from articles.richtext.tree import Node

Children = list["Node | str"]

_TEXT_ALIGN = re.compile(r"(?:^|;)\s*text-align\s*:\s*(\w+)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_HOLDS_TEXT = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "ul", "ol", "caption"}


def adapt(children: Children) -> Children:
    """Alignment by style or attribute becomes a class; a plain block becomes a paragraph, or goes."""
    adapted: Children = []
    for child in children:
        if isinstance(child, str):
            adapted.append(child)
            continue
        child.children = adapt(child.children)
        if child.tag == "div":
            adapted.extend(_paragraphs(child))
        elif _formats_nothing(child):
            adapted.extend(child.children)
        else:
            _align(child)
            adapted.append(child)
    return adapted


def tidy(children: Children) -> Children:
    """Without what shows nothing: pictures and links without an address, empty paragraphs and figures."""
    tidied: Children = []
    for child in children:
        if isinstance(child, str):
            tidied.append(child)
            continue
        child.children = tidy(child.children)
        tidied.extend(_kept(child))
    return tidied


def _paragraphs(block: Node) -> Children:
    result: Children = []
    run: Children = []
    for child in [*block.children, Node("")]:
        if isinstance(child, str) or child.tag in INLINE:
            run.append(child)
            continue
        if not _is_blank(run):
            paragraph = Node("p", dict(block.attributes), run)
            _align(paragraph)
            result.append(paragraph)
        elif run:
            result.append("\n")
        run = []
        if child.tag:
            result.append(child)
    return result


def _formats_nothing(node: Node) -> bool:
    # Google Docs wraps all it copies in a bold that is not bold.
    return node.tag in FORMATTING - {"a"} and (
        _NOT_BOLD.search(node.attributes.get("style", "")) is not None
        or any(isinstance(child, Node) and child.tag not in INLINE for child in node.children)
    )


def _align(node: Node) -> None:
    style = _TEXT_ALIGN.search(node.attributes.get("style", ""))
    side = (style[1] if style else node.attributes.get("align", "")).lower()
    if side in ALIGNMENTS and f"align-{side}" in CLASSES.get(node.tag, ()):
        node.attributes["class"] = f"align-{side}"


def _kept(node: Node) -> Children:
    required = REQUIRED.get(node.tag)
    if required and required not in node.attributes:
        return node.children
    if node.tag == "figure":
        return _figure(node)
    if node.tag in FORMATTING and _is_blank(node.children):
        return node.children
    if node.tag in _HOLDS_TEXT and _is_blank(node.children):
        return []
    if not node.attributes.get("class", "x"):
        del node.attributes["class"]
    return [node]


def _figure(node: Node) -> Children:
    if not _has_picture(node):
        return [
            Node("p", {}, child.children) if isinstance(child, Node) and child.tag == "figcaption" else child
            for child in node.children
        ]
    is_decorative = "decorative" in node.attributes.get("class", "").split()
    node.attributes["class"] = "image decorative" if is_decorative else "image"
    return [node]


def _has_picture(node: Node) -> bool:
    return any(
        isinstance(child, Node) and (child.tag in {"img", "table"} or _has_picture(child)) for child in node.children
    )


def _is_blank(children: Children) -> bool:
    return all(
        not child.strip()
        if isinstance(child, str)
        else child.tag == "br" or (child.tag in FORMATTING and _is_blank(child.children))
        for child in children
    )
