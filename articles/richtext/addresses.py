"""A text that leaves the site: its addresses must say where it came from."""

from collections.abc import Callable

from articles.richtext.tree import Node, parse, serialize

_ADDRESSES = ("href", "src")


def with_absolute_addresses(html: str, absolute: Callable[[str], str]) -> str:
    """Cleaned `html` in which `absolute` has completed each address of this site."""
    tree = parse(html)
    _complete(tree, absolute)
    return serialize(tree)


def _complete(node: Node, absolute: Callable[[str], str]) -> None:
    for name in _ADDRESSES:
        if node.attributes.get(name, "").startswith("/"):
            node.attributes[name] = absolute(node.attributes[name])
    for child in node.children:
        if isinstance(child, Node):
            _complete(child, absolute)
