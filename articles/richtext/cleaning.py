"""The cleaning of an article's text: nothing is stored that did not pass through here."""

import re
import unicodedata
from functools import lru_cache

import nh3

from articles.richtext.allowed import ATTRIBUTES, CLASSES, DROPPED, LINK_REL, MOST_BYTES, URL_SCHEMES
from articles.richtext.tidying import adapt, tidy
from articles.richtext.tree import RichTextError, parse, serialize

# Control characters and lone surrogates: no text has them, PostgreSQL takes neither.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOST_PASSES = 6


def _attribute_filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute in {"class", "loading", "rel"}:  # set by the cleaner itself, or matched with its own list
        return value
    check = ATTRIBUTES.get(tag, {}).get(attribute)
    return check(value) if check else None


_cleaner = nh3.Cleaner(
    tags=set(ATTRIBUTES),
    clean_content_tags=set(DROPPED),
    attributes={tag: set(attributes) for tag, attributes in ATTRIBUTES.items()},
    attribute_filter=_attribute_filter,
    allowed_classes={tag: set(classes) for tag, classes in CLASSES.items()},
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    generic_attribute_prefixes=set(),
    link_rel=LINK_REL,
    strip_comments=True,
    url_schemes=set(URL_SCHEMES),
)
# A list that contradicts itself makes nh3 panic at its first use: let that be at the start.
_cleaner.clean("<p class='x'>")


def clean_html(html: str) -> str:
    """`html` with nothing left but what the allow-list names; cleaning it again changes nothing.

    Raises `RichTextError` when it is larger or more deeply nested than a person writes.
    """
    _refuse_large(html)
    return _clean(str(html))


def _refuse_large(html: str) -> None:
    if len(html) > MOST_BYTES or len(html.encode(errors="replace")) > MOST_BYTES:
        raise RichTextError("The text is larger than 1 MB.")


# A save asks several times about the same text.
@lru_cache(maxsize=8)
def _clean(html: str) -> str:
    for _pass in range(_MOST_PASSES):
        cleaned = _clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    raise RichTextError("The text does not come to rest when it is cleaned.")


def _clean_once(html: str) -> str:
    html = _UNSTORABLE.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    tree = parse(unicodedata.normalize("NFC", html))
    tree.children = adapt(tree.children)
    html = serialize(tree)
    _refuse_large(html)  # escaped it may be five times as long, and nh3 slows down with the square of it
    tree = parse(_cleaner.clean(html))
    tree.children = tidy(tree.children)
    html = serialize(tree).strip()
    _refuse_large(html)
    return html
