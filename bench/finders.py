"""A portal to search in, and what its pages of results cost. Runs inside the portal's Django (`Site.inside`)."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import accumulate, islice, product
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from articles import search
from articles.models import Article, Section
from articles.vietnamese import normalize, to_search_text, to_slug
from bench import texts

_BATCH = 500
_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
]
_ONSETS += ["tr", "v", "x"]
_RIMES = ["an", "ang", "anh", "ao", "âu", "âm", "em", "ên", "êu", "iên", "in", "inh", "oa", "oan", "ôi", "ông", "ơi"]
_RIMES += ["ung", "ương", "uyên", "ưu", "ăn", "ăng", "ai"]
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"

# A word in one article of some thousand, a phrase as rare, and words that most articles have.
_RARE, _PHRASE = "xưởng gốm", "điện biên phủ"


def _syllables() -> list[str]:
    made = [normalize(onset + rime[0] + tone + rime[1:]) for onset, rime, tone in product(_ONSETS, _RIMES, _TONES)]
    Random(7).shuffle(made)  # noqa: S311  guards nothing
    return made


@transaction.atomic
def fill(count: int, words: int) -> None:
    """Published articles over five years, whose words are as unevenly common as those of a language."""
    sections = [Section.objects.create(name=name, slug=slug) for slug, name in texts.sections()]
    rows = (_article(number, count, text, sections) for number, text in enumerate(_texts(count, words)))
    while batch := list(islice(rows, _BATCH)):
        Article.objects.bulk_create(batch)
    began = time.perf_counter()
    search.rebuild()
    print(f"{time.perf_counter() - began:.0f}")


def _texts(count: int, words: int) -> Iterator[list[str]]:
    syllables = _syllables()
    chance = Random(11)  # noqa: S311  guards nothing
    weights = [1 / (place + 3) for place in range(len(syllables))]
    sums = list(accumulate(weights))
    for number in range(count):
        text = chance.choices(syllables, cum_weights=sums, k=words)
        if number % 2_000 == 7:
            text[40:42] = _RARE.split()
        if number % 1_000 == 3:
            text[50:53] = _PHRASE.split()
        if number % 5:
            text[60:62] = ["nhân", "dân"]
        yield text


def _article(number: int, count: int, words: list[str], sections: list[Section]) -> Article:
    title, lead = " ".join(words[:12]).capitalize(), " ".join(words[12:45]).capitalize()
    return Article(
        title=title,
        slug=to_slug(title),
        lead=lead,
        body="".join(f"<p>{' '.join(words[at : at + 90]).capitalize()}.</p>" for at in range(45, len(words), 90)),
        author=f"Người viết {number % 20}",
        author_slug=f"nguoi-viet-{number % 20}",
        source="Báo tỉnh" if number % 3 else "",
        section=sections[number % len(sections)],
        status="published",
        publish_at=timezone.now() - timedelta(days=5 * 365) / count * (count - number),
        search_text=to_search_text(f"{title} {lead}"),
    )


def measure(rounds: int) -> None:
    """Ask for each page in turn, `rounds` times; prints median and p95 in ms, and other ways' medians, as JSON."""
    common = _syllables()[0]
    asked = {
        "rare word": {"q": "xưởng"},
        "rare word without marks": {"q": "xuong gom"},
        "word of nearly all": {"q": common},
        "two syllables of most": {"q": "nhân dân"},
        "phrase": {"q": f'"{_PHRASE}"'},
        "two common words": {"q": f"{common} {_syllables()[3]}"},
        "with section, author and source": {
            "q": "nhan dan",
            "chuyen-muc": "chuyen-muc-3",
            "tac-gia": "Người viết 3",
            "nguon": "Báo tỉnh",
        },
        "with days": {"q": "nhan dan", "tu": str(timezone.localdate() - timedelta(days=900)), "den": "2026-01-01"},
        "nothing found": {"q": "khôngcó"},
        "page 10": {"q": "nhân dân", "page": "10"},
    }
    client = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=_BROWSER)
    ways: dict[str, Callable[[], object]] = {
        label: _page(client, f"/tim-kiem/?{urlencode(query)}") for label, query in asked.items()
    }
    ways |= {
        f"suggestions: {typed}": _page(client, f"/tim-kiem/goi-y.json?{urlencode({'q': typed})}")
        for typed in ("nh", "nhan da", f"{common} {common[:2]}")
    }
    ways |= {f"staff search: {word}": _staff(word) for word in ("xưởng", common)}
    ways |= {f"icontains: {word}": _contains(word) for word in ("xưởng", common)}
    times: dict[str, list[float]] = {label: [] for label in ways}
    for turn in range(rounds + 1):
        for label, way in ways.items():
            began = time.perf_counter()
            way()
            if turn:  # the first warms up
                times[label].append((time.perf_counter() - began) * 1000)
    print(json.dumps({label: [median(found), quantiles(found, n=20)[-1]] for label, found in times.items()}))


def _page(client: Client, path: str) -> Callable[[], object]:
    def ask() -> None:
        status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")

    return ask


def _staff(word: str) -> Callable[[], object]:
    return lambda: list(Article.objects.published().matching(word).for_listing()[:20])


def _contains(word: str) -> Callable[[], object]:
    found = Q(title__icontains=word) | Q(lead__icontains=word) | Q(body__icontains=word)
    return lambda: list(Article.objects.published().filter(found).for_listing()[:20])
