"""HTML as a tree, read tolerantly and written in one fixed way.

The sanitizer behind it (nh3) takes time that grows with the square of the depth, and repeats unclosed formatting
in each following block. So it gets what this reader wrote: closed, bounded, and without what holds no text. That
is no protection by itself: nh3 judges the result.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from articles.richtext.allowed import (
    ATTRIBUTES,
    DEEPEST,
    DROPPED,
    FORMATTING,
    MOST_TAGS,
    PLAIN_BLOCKS,
    RENAMED,
    VOID,
)


class RichTextError(ValueError):
    """A text that is refused as a whole: too large, or nested beyond what a person writes."""


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)


# Possessive throughout, so that no text makes the search go back over what it has read.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+ (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | (?!["'])[^\s>]++ | (?=>) ) )?+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?: [\s/]++ | {_ATTRIBUTE} )*+)>", re.VERBOSE)
_PARTS = re.compile(
    r"""([^\s/>][^\s/>=]*+) (?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ((?!["'])[^\s>]++) )? )?+""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CLOSED_BY_ITS_LIKE = {"p", "li", "td", "th", "tr"}


def parse(text: str) -> Node:
    """The tree of `text`, of allowed elements and plain blocks only; `RichTextError` when it is too much."""
    root = Node("")
    open_nodes = [root]
    tags = 0
    for token in _tokens(text):
        if isinstance(token, str):
            open_nodes[-1].children.append(html.unescape(token))
            continue
        tags += 1
        name = _known_name(token[2])
        if name is None:
            continue
        if token[1]:
            _close(open_nodes, name)
        else:
            _open(open_nodes, name, token)
        if tags > 2 * MOST_TAGS or len(open_nodes) > DEEPEST:
            raise RichTextError("The text is nested too deeply or has too many elements.")
    return root


def serialize(node: Node, attributes: Mapping[str, Collection[str]] = ATTRIBUTES) -> str:
    """The HTML of what `node` holds, with only the named `attributes`; the same tree always gives the same text."""
    parts: list[str] = []
    for child in node.children:
        _write(child, parts, attributes)
    return "".join(parts)


def _tokens(text: str) -> Iterator["str | re.Match[str]"]:
    at = 0
    endless: set[str] = set()
    while (start := text.find("<", at)) >= 0:
        if start > at:
            yield text[at:start]
        if match := _TAG.match(text, start):
            at = match.end()
            name = match[2].lower()
            if name not in DROPPED or match[1]:
                yield match
            elif name not in endless and (end := re.compile(f"</{name}", re.IGNORECASE).search(text, at)):
                at = end.start()
            elif name in {"script", "style"}:
                return
            else:
                endless.add(name)
        elif text[start + 1 : start + 2] in ("!", "?", "/") or text[start + 1 : start + 2].isalpha():
            mark = "-->" if text.startswith("<!--", start) else ">"
            end_at = text.find(mark, start)
            if end_at < 0:
                return
            at = end_at + len(mark)
        else:
            yield "<"
            at = start + 1
    yield text[at:]


def _known_name(name: str) -> str | None:
    name = name.lower()
    name = RENAMED.get(name, name)
    return name if name in ATTRIBUTES else ("div" if name in PLAIN_BLOCKS else None)


def _open(open_nodes: list[Node], name: str, token: "re.Match[str]") -> None:
    if name in FORMATTING and any(node.tag == name for node in open_nodes):
        return
    if name in _CLOSED_BY_ITS_LIKE and open_nodes[-1].tag == name:
        open_nodes.pop()
    node = Node(name, _attributes(token[3]))
    if token[2].lower() == "center":
        node.attributes["align"] = "center"
    open_nodes[-1].children.append(node)
    if name not in VOID:
        open_nodes.append(node)


def _close(open_nodes: list[Node], name: str) -> None:
    for index in range(len(open_nodes) - 1, 0, -1):
        if open_nodes[index].tag == name:
            del open_nodes[index:]
            return


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _PARTS.findall(text):
        # Only a complete reference counts: "?a=1&copy=2" is an address, not a copyright sign.
        value = _REFERENCE.sub(lambda match: html.unescape(match[0]), double or single or bare)
        found.setdefault(name.lower(), value)
    return found


def _write(child: "Node | str", parts: list[str], allowed: Mapping[str, Collection[str]]) -> None:
    if isinstance(child, str):
        parts.append(_escape(child))
        return
    attributes = "".join(
        f' {name}="{_escape(value).replace(chr(34), "&quot;")}"'
        for name, value in sorted(child.attributes.items())
        if name in allowed.get(child.tag, ()) or name in {"class", "loading", "rel"}
    )
    parts.append(f"<{child.tag}{attributes}>")
    for grandchild in child.children:
        _write(grandchild, parts, allowed)
    if child.tag not in VOID:
        parts.append(f"</{child.tag}>")


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\N{NO-BREAK SPACE}", "&nbsp;")
