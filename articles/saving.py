"""An article as one file: its pictures stand in it as text, and its links name this site."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.body import PAGE_ATTRIBUTES, nodes, pictures_in, replace
from articles.models import Article, Picture
from articles.richtext import Node, parse, serialize

MOST_PICTURES = 12
MOST_BYTES = 3 * 1024 * 1024
_WIDEST = 960
_MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


class _Budget:
    """So many pictures and bytes go into one file; the rest is named with its address."""

    def __init__(self) -> None:
        self.pictures, self.bytes = MOST_PICTURES, MOST_BYTES

    def data_url(self, picture: Picture) -> str:
        """The picture as an address that holds it; empty when there is no room, or no file."""
        if not self.pictures:
            return ""
        for name in _names(picture):
            try:
                with picture.file.storage.open(name) as file:
                    data = file.read(self.bytes + 1)
            except OSError:
                continue
            if len(data) <= self.bytes:
                self.pictures -= 1
                self.bytes -= len(data)
                media_type = _MEDIA_TYPES.get(name.rpartition(".")[2], "image/jpeg")
                return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
        return ""


def embed(article: Article, url: str) -> dict[str, Any]:
    """`body` and `lead_picture_url` for the file that was saved from the address `url`."""
    budget = _Budget()
    lead = budget.data_url(article.lead_picture) if article.lead_picture else ""
    tree = parse(article.body)
    stored = pictures_in(tree)
    replace(tree, "img", lambda image: _embedded(image, stored, budget, url))
    for node in nodes(tree):
        if node.tag == "a" and "href" in node.attributes:
            node.attributes["href"] = urljoin(url, node.attributes["href"])
    # As for the page: escaped by the writer, with nothing but the names on its list.
    return {"body": mark_safe(serialize(tree, PAGE_ATTRIBUTES)), "lead_picture_url": lead}  # noqa: S308


def _names(picture: Picture) -> list[str]:
    """The files of the picture to try, the best first."""
    names = picture.fallback_names()
    fitting = [name for width, name in names if width <= _WIDEST]
    return fitting[::-1] or [name for _width, name in names][:1]


def _embedded(image: Node, stored: Mapping[str, Picture], budget: _Budget, url: str) -> Node:
    address = image.attributes.get("src", "")
    picture = stored.get(address)
    if picture and (data := budget.data_url(picture)):
        return Node("img", {**image.attributes, "src": data})
    alt = image.attributes.get("alt") or _("no description")
    return Node("em", {}, [_("Picture: %(description)s") % {"description": f"{alt} ({urljoin(url, address)})"}])
