"""The code of somebody else's measuring system that a regulator demands on every page, and what it may load.

A page's policy lets in what the code names and nothing more: the origins of its scripts, pictures and frames, and its
inline scripts by their hashes. Event handlers in attributes stay forbidden.
"""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

# Where each element loads from; what a script fetches and shows comes from its own origin.
_DIRECTIVES = {
    "script": ("script-src", "connect-src", "img-src"),
    "img": ("img-src",),
    "iframe": ("frame-src",),
}
# One site by its full name: a star, a space, a semicolon or a letter beyond ASCII would widen or break the policy.
_SITE = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?::[0-9]{1,5})?")


class Snippet(NamedTuple):
    """`html` as browsers get it, the `sources` it needs by directive of the policy, and what is wrong with it."""

    html: str
    sources: dict[str, list[str]]
    problems: list[str]


@lru_cache(maxsize=8)
def read(code: str) -> Snippet:
    """What `code` needs; without a problem it works on the pages as it stands."""
    html = code.replace("\r\n", "\n").strip()  # as browsers read it, or the hashes would be others
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.is_in_script:
        reader.problems.append(_("A script in it has no end: </script> is missing."))
    if html and not reader.sources:
        reader.problems.append(_("There is nothing in it that a browser would load or run."))
    sources = {directive: sorted(found) for directive, found in reader.sources.items()}
    return Snippet(html, sources, list(dict.fromkeys(reader.problems)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sources: dict[str, set[str]] = {}
        self.problems: list[str] = []
        self.is_in_script = False
        self._inline: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if any(name.startswith("on") for name, _value in attributes):
            self.problems.append(_("Event handlers in attributes, such as onload, are not run on these pages."))
        self.is_in_script = tag == "script"
        address = dict(attributes).get("src")
        if address and tag in _DIRECTIVES:
            self._allow(tag, address)
        elif tag == "script":
            self._inline = []

    def handle_data(self, data: str) -> None:
        if self._inline is not None:
            self._inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.is_in_script = False
        if tag == "script" and self._inline is not None:
            digest = b64encode(sha256("".join(self._inline).encode()).digest()).decode()
            self.sources.setdefault("script-src", set()).add(f"'sha256-{digest}'")
            self._inline = None

    def _allow(self, tag: str, address: str) -> None:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            parts = urlsplit("")
        site = parts.netloc.lower()
        if not site or parts.scheme not in {"", "https"}:
            self.problems.append(_("Every address in it must begin with https://."))
        elif not _SITE.fullmatch(site):
            self.problems.append(_("This is not the full name of one site: %(site)s") % {"site": site})
        else:
            for directive in _DIRECTIVES[tag]:
                self.sources.setdefault(directive, set()).add(f"https://{site}")
