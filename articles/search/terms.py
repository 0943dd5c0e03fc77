"""The terms under which an article is found: plain strings, made here and so the same on every database.

A term names where a word stands and how it is written: ``t:đường`` is in the title, ``l:`` in the title or the lead,
``b:`` anywhere. A word with marks has a second term without them (``t:duong``). Two syllables that follow each other
have one without marks (``b:dien_bien``), since most Vietnamese words are two syllables that are everywhere by
themselves: so a phrase is one look-up, and neither database needs to know where in a text a word stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from articles.vietnamese import fold, normalize, to_slug

SCOPES = ("t", "l", "b")

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60

_fold = lru_cache(maxsize=50_000)(fold)


def words(text: str) -> list[str]:
    """The words (in Vietnamese: syllables) of a text, in lower case and with their marks."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(normalize(text).casefold())]


def without_marks(word: str) -> str:
    """The word as it is found whatever marks it carries."""
    return _fold(word)


def pair(first: str, second: str) -> str:
    """The term of two words, one right after the other."""
    return f"{_fold(first)}_{_fold(second)}"


def terms(title: str, lead: str, body: str, facets: str) -> set[str]:
    """All terms of an article; each line of the body stands for itself."""
    in_title, in_lead = set(_of_line(title)), set(_of_line(lead))
    in_body = {term for line in body.split("\n") for term in _of_line(line)}
    scoped = {"t": in_title, "l": in_title | in_lead, "b": in_title | in_lead | in_body}
    return {f"{scope}:{term}" for scope, found in scoped.items() for term in found} | set(facets.split())


def facets(*, section_id: int, author: str, source: str) -> str:
    """The terms that results are narrowed by."""
    return " ".join(filter(None, [section_facet(section_id), author_facet(author), source_facet(source)]))


def section_facet(section_id: int) -> str:
    return f"#s{section_id}"


def author_facet(author: str) -> str:
    """The facet of an author, however the name is typed; empty without one."""
    return _name_facet("#a", author)


def source_facet(source: str) -> str:
    """The facet of a source, however it is typed; empty without one."""
    return _name_facet("#n", source)


def _name_facet(kind: str, name: str) -> str:
    return kind + to_slug(name).replace("-", "_") if words(name) else ""


def scoped(scope: str, found: Iterable[str]) -> list[str]:
    """The words or pairs as terms of a scope."""
    return [f"{scope}:{term}" for term in found]


def pairs(line: Sequence[str]) -> Iterator[str]:
    """The terms of each two neighbours."""
    return (pair(first, second) for first, second in pairwise(line))


def _of_line(text: str) -> Iterator[str]:
    line = words(text)
    yield from line
    yield from map(_fold, line)
    yield from pairs(line)
