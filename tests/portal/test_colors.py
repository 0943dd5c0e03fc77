"""The colors of the public pages: readable in each theme, and at high contrast far beyond that."""

import re
from pathlib import Path

import pytest
from django.conf import settings

_TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
_BLOCK = re.compile(r"(@media[^{]*\{\s*)?:root(\[data-contrast=\"high\"\])? \{([^}]*)\}")
_ON_PAGE = ["text", "muted", "link", "son", *(f"accent-{number}" for number in range(1, 7))]


def colors(*, is_dark: bool, is_high: bool) -> dict[str, str]:
    """Names and values in the order in which the style sheet lets them win."""
    found: dict[str, str] = {}
    blocks = [(bool(m[1]) and "dark" in m[1], bool(m[2]), m[3]) for m in _BLOCK.finditer(_TOKENS)]
    for wanted in (False, True):
        for dark, high, text in blocks:
            if high == wanted and (is_high or not high) and (is_dark or not dark):
                found |= dict(re.findall(r"--color-([a-z0-9-]+): (#[0-9a-f]{6})", text))
    return found


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("is_high", [False, True], ids=["normal", "high"])
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(is_dark: bool, is_high: bool) -> None:  # noqa: FBT001
    found = colors(is_dark=is_dark, is_high=is_high)
    pairs = [(name, ground) for name in _ON_PAGE for ground in ("page", "surface")]
    pairs += [("on-cham", "cham"), ("on-cham-muted", "cham"), ("on-cham-muted", "cham-deep"), ("on-son", "son")]
    pairs += [("text", "mark"), ("live", "page")]
    least = 7 if is_high else 4.5
    assert {
        pair: contrast(found[pair[0]], found[pair[1]])
        for pair in pairs
        if contrast(found[pair[0]], found[pair[1]]) < least
    } == {}


def test_there_are_two_sets_of_high_contrast() -> None:
    assert [bool(match[2]) for match in _BLOCK.finditer(_TOKENS)].count(True) == 2


def test_scripts_of_the_public_pages_stay_small() -> None:
    scripts = (Path(settings.BASE_DIR) / "static/js").glob("*.js")
    assert sum(script.stat().st_size for script in scripts) <= 10 * 1024
