"""Extracts of what was found: the original text, with the words that were searched for marked."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.queries import Query
from articles.search.terms import without_marks
from articles.vietnamese import fold

LENGTH = 240
_BEFORE = 70  # characters of the text before the first word found


class _Letters(dict[int, str]):
    """A table for `str.translate` that keeps each letter at its place: what would change the length stays as it is."""

    def __init__(self, *, is_folded: bool) -> None:
        super().__init__()
        self.is_folded = is_folded

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        changed = fold(letter) if self.is_folded else letter.casefold()
        self[code] = changed if len(changed) == 1 else letter
        return self[code]


_LOWER, _FOLDED = _Letters(is_folded=False), _Letters(is_folded=True)


class Marker:
    """Marks the words of a query in the texts of an article: as typed if all are there so, else with any marks."""

    def __init__(self, query: Query, *texts: str) -> None:
        exact = {word for word in query.words if without_marks(word) != word}
        lowered = "\n".join(texts).translate(_LOWER)
        is_as_typed = all(_pattern({word}).search(lowered) for word in exact)
        self._exact = _pattern(exact) if exact and is_as_typed else None
        loose = set(query.words) - exact if is_as_typed else set(query.words)
        self._loose = _pattern({without_marks(word) for word in loose}) if loose else None

    def marked(self, text: str) -> SafeString:
        """The whole text, escaped, its words marked."""
        return self._marked(text, self._spans(text))

    def extract(self, text: str) -> SafeString:
        """The part of the text that has most of the words, or its beginning."""
        spans = self._spans(text)
        begin = _best_begin(text, spans)
        end = _end_of(text, begin + LENGTH)
        inside = [(first - begin, last - begin) for first, last in spans if begin <= first and last <= end]
        before, after = "… " if begin else "", " …" if end < len(text) else ""
        return mark_safe(f"{before}{self._marked(text[begin:end], inside)}{after}")  # noqa: S308  escaped above

    def is_in(self, text: str) -> bool:
        """Whether a word would be marked in the text."""
        return bool(self._spans(text))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        found = [match.span() for match in self._exact.finditer(text.translate(_LOWER))] if self._exact else []
        found += [match.span() for match in self._loose.finditer(text.translate(_FOLDED))] if self._loose else []
        return _joined(text, sorted(found))

    def _marked(self, text: str, spans: list[tuple[int, int]]) -> SafeString:
        parts, last = [], 0
        for begin, end in spans:
            parts += [escape(text[last:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
            last = end
        return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308  every part is escaped


def _pattern(words: set[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(words)))})(?![^\W_])")


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words found side by side as one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and (begin <= joined[-1][1] or text[joined[-1][1] : begin].isspace()):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _best_begin(text: str, spans: list[tuple[int, int]]) -> int:
    """Where the part begins that shows the most: long runs of words found count more than the same word again."""
    if not spans or spans[0][0] < LENGTH // 2:
        return 0
    best = max(spans[:200], key=lambda span: (_shown_from(text, spans, span[0]), -span[0]))[0]
    begin = max(best - _BEFORE, 0)
    return text.find(" ", begin, best) + 1 or best


def _shown_from(text: str, spans: list[tuple[int, int]], begin: int) -> int:
    shown = {fold(text[first:last]) for first, last in spans if begin <= first and last <= begin + LENGTH - _BEFORE}
    return sum(map(len, shown))


def _end_of(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    return max(text.rfind(" ", end - 40, end), end - 40)
