"""Vietnamese text: slugs, folding for search, and sort keys, the same on every database.

Folding happens in Python, since SQLite cannot fold đ and PostgreSQL needs extensions for it.
"""

import re
import unicodedata

_D_BAR = str.maketrans("đĐ", "dD")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_MOST_WORDS = 20  # of a query

# The order of tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}


def normalize(text: str) -> str:
    """`text` in NFC, the one form that is stored; macOS and Word deliver others."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` in lower case without any mark, đ as d: ``"Đường"`` → ``"duong"``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_BAR))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def to_search_text(text: str) -> str:
    """What a stored column holds so that `search_words` finds it: the text in lower case, then without marks."""
    return f"{normalize(text).casefold()}\n{fold(text)}"


def search_words(query: str) -> list[str]:
    """The words to look for in a column of `to_search_text`, each of which it must contain.

    A word typed with marks is found in the first half only, so just as it is written; one typed without
    any is found whatever marks it carries: ``"đường"`` finds đường, ``"duong"`` finds đường, dương and dưỡng.
    """
    return normalize(query.replace("\0", " ")).casefold().split()[:_MOST_WORDS]


def to_slug(text: str, *, most: int = 80) -> str:
    """An ASCII slug of at most `most` characters, cut between words; ``"bai-viet"`` where nothing is left.

    ``"Đảng bộ tỉnh Điện Biên"`` → ``"dang-bo-tinh-dien-bien"``.
    """
    slug = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) > most:
        whole_words = slug[: most + 1].rpartition("-")[0]
        slug = whole_words or slug[:most]
    return slug or "bai-viet"


def sort_key(text: str) -> str:
    """A key that sorts as Vietnamese dictionaries do: letters first, then tones, then capitals last.

    ``An, Ánh, Ăn, Ân, Bắc, Dak, Đà`` come out in this order; compare keys code point by code point.
    """
    letters: list[str] = []
    tones: list[str] = []
    for syllable_letter in normalize(text):
        letter, tone = _split_tone(syllable_letter.casefold())
        letters.append("".join(_RANKS.get(part, part) for part in letter))
        tones.append(tone)
    return f"{''.join(letters)}\u0001{''.join(tones)}\u0001{normalize(text).swapcase()}"


def _split_tone(letter: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tone
