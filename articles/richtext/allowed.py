"""What an article's text may hold. The sanitizer and the editor are both configured from here.

The public pages allow no inline style, so alignment is a class and nothing keeps a `style`. No `id` and no
`name` either: they would let a text take the place of the page's own elements.
"""

import re
from collections.abc import Callable, Mapping

from articles.richtext.urls import clean_link, clean_picture_url

# Gives the value to keep, or None to drop the attribute.
Check = Callable[[str], str | None]

MOST_BYTES = 1024 * 1024
MOST_TAGS = 50_000
DEEPEST = 256

LINK_REL = "noopener noreferrer"
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def _matching(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: value if compiled.fullmatch(value) else None


def _text(value: str) -> str | None:
    return value[:500]


_SIZE = _matching(r"[1-9][0-9]{0,4}")
_SPAN = _matching(r"[1-9][0-9]{0,2}")
_CELL: Mapping[str, Check] = {"colspan": _SPAN, "rowspan": _SPAN}

# Tag → attribute → check.
ATTRIBUTES: Mapping[str, Mapping[str, Check]] = {
    **{tag: {} for tag in ("p", "br", "hr", "h2", "h3", "h4", "blockquote", "ul", "li")},
    **{tag: {} for tag in ("strong", "b", "em", "i", "u", "s", "sub", "sup")},
    **{tag: {} for tag in ("figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr")},
    "ol": {"start": _SIZE, "type": _matching(r"[1aAiI]")},
    "a": {"href": clean_link, "target": _matching("_blank"), "title": _text},
    "img": {"src": clean_picture_url, "alt": _text, "width": _SIZE, "height": _SIZE},
    "td": _CELL,
    "th": {**_CELL, "scope": _matching("(?:row|col)(?:group)?")},
}
# Without these the element is nothing.
REQUIRED = {"a": "href", "img": "src"}

ALIGNMENTS = ("center", "right", "justify")
_ALIGNED = frozenset(f"align-{side}" for side in ALIGNMENTS)
CLASSES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "td", "th"), _ALIGNED),
    # A decorative picture tells readers nothing, so it needs no alternative text and no caption.
    "figure": frozenset({"image", "decorative"}),
    "img": frozenset({"decorative"}),
}

# Elements that go with all they hold.
DROPPED = frozenset(
    {
        *(
            "applet",
            "audio",
            "canvas",
            "frameset",
            "iframe",
            "math",
            "noembed",
            "noframes",
            "noscript",
            "object",
        ),
        *(
            "plaintext",
            "script",
            "select",
            "style",
            "svg",
            "template",
            "textarea",
            "title",
            "video",
            "xml",
            "xmp",
        ),
    }
)
# Other people's names for what is allowed.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "del": "s", "strike": "s"}
# Blocks without a meaning of their own: what they hold becomes paragraphs.
PLAIN_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("footer", "form", "header", "main", "nav", "pre", "section"),
    }
)
FORMATTING = frozenset({"a", "b", "em", "i", "s", "strong", "sub", "sup", "u"})
INLINE = FORMATTING | {"br", "img"}
VOID = frozenset({"br", "hr", "img", "source"})


def editor_rules() -> dict[str, dict[str, str]]:
    """The same list as CKEditor's `allowedContent`."""
    rules: dict[str, dict[str, str]] = {}
    for tag, attributes in ATTRIBUTES.items():
        required = REQUIRED.get(tag)
        rules[tag] = {
            "attributes": ",".join(f"!{name}" if name == required else name for name in attributes),
            "classes": ",".join(sorted(CLASSES.get(tag, ()))),
        }
    return rules
