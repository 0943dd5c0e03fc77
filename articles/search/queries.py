"""What a reader typed, taken apart: words, phrases, and in which order articles answer to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articles.search.terms import SCOPES, author_facet, pairs, scoped, section_facet, source_facet, without_marks, words

LONGEST = 200
_MOST_WORDS = 20
_QUOTES = re.compile("[“”„‟«»＂]")


@dataclass(frozen=True, slots=True)
class Query:
    """Words that an article must have; those of one group follow each other, as in a phrase."""

    groups: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for group in self.groups for word in group)

    @property
    def has_marks(self) -> bool:
        return any(without_marks(word) != word for word in self.words)

    def tiers(self) -> Iterator[list[str]]:
        """Terms that an article must have, the best answers first; the last of them has all answers.

        As typed before other marks; one word after the other before words that are apart; the title before the lead.
        """
        for is_exact in (True, False) if self.has_marks else (False,):
            for is_together in (True, False) if len(self.groups) > 1 else (False,):
                for scope in SCOPES:
                    yield self._terms(scope, is_exact=is_exact, is_together=is_together)

    def all_terms(self, *, is_exact: bool) -> list[str]:
        """What the least of the answers has; `is_exact` among those with the marks as typed."""
        return self._terms(SCOPES[-1], is_exact=is_exact, is_together=False)

    def _terms(self, scope: str, *, is_exact: bool, is_together: bool) -> list[str]:
        asked = self.words if is_exact else map(without_marks, self.words)
        groups: Sequence[tuple[str, ...]] = (self.words,) if is_together else self.groups
        return scoped(scope, dict.fromkeys([*asked, *(term for group in groups for term in pairs(group))]))


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows results: any of the sections, days from `since` to `until` (both included), author, source."""

    sections: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    author: str = ""
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.sections or self.since or self.until or self.author or self.source)

    def facets(self) -> list[list[str]]:
        """Terms of which an article must have one in each list."""
        named = [[facet] for facet in (author_facet(self.author), source_facet(self.source)) if facet]
        return [*named, [section_facet(section) for section in self.sections]] if self.sections else named


def parse(typed: str) -> Query:
    """Take apart what was typed, whatever it is: what is no word is left out, and so is the far end of a long one."""
    pieces = _QUOTES.sub('"', typed[:LONGEST]).split('"')
    groups: list[tuple[str, ...]] = []
    for place, piece in enumerate(pieces):
        # The last quotation mark may lack its partner: then it says nothing.
        is_phrase = place % 2 == 1 and place < len(pieces) - 1
        groups += [tuple(words(part)) for part in ([piece] if is_phrase else piece.split())]
    return Query(tuple(_first_words(group for group in groups if group)))


def _first_words(groups: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    left = _MOST_WORDS
    for group in groups:
        if left <= 0:
            return
        yield group[:left]
        left -= len(group)
