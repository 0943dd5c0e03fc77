"""The colors of the pages, made of the two that an office chooses.

Computed in OKLCH, where equal steps of lightness look equal (Björn Ottosson, "A perceptual color space for image
processing"), and moved until every text can be read: 4.5 : 1 and more, as WCAG 2.2 measures it, in both themes.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

READABLE = 4.5
_STEP = 0.01  # of lightness

# What the texts of the pages stand on: the surfaces of static/css/tokens.css, of which the second is the harder one.
LIGHT_SURFACES = ("#ffffff", "#f3f5f8")
DARK_SURFACES = ("#0f161f", "#18222e")
_WHITE, _SNOW = "#ffffff", "#f2f6fb"


class Palette(NamedTuple):
    """`css` sets the tokens; `light` and `dark` are the colors of the head of a page; `version` names all this."""

    css: str
    light: str
    dark: str
    version: str


@lru_cache(maxsize=8)
def palette(brand: str, accent: str) -> Palette:
    """The palette of a main and a second color, ``#rrggbb`` each; an empty one leaves the portal's own tokens."""
    light = (_brand_light(brand) if brand else {}) | (_accent_light(accent) if accent else {})
    dark = (_brand_dark(brand) if brand else {}) | (_accent_dark(accent) if accent else {})
    css = f":root{{{_declared(light)}}}@media (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}\n"
    version = blake2b(css.encode(), digest_size=6).hexdigest()
    return Palette(css, light.get("cham", "#10294f"), dark.get("cham", "#14233a"), version)


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio of two colors, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _brand_light(brand: str) -> dict[str, str]:
    cham = _moved(brand, -_STEP, lambda color: contrast(color, _WHITE) >= 7)
    return {**_on_cham(cham, _WHITE, deeper=0.78), "link": _readable_on(LIGHT_SURFACES, brand, -_STEP)}


def _brand_dark(brand: str) -> dict[str, str]:
    cham = _moved(_with(brand, lightness=0.26, most_chroma=0.06), -_STEP, lambda color: contrast(color, _SNOW) >= 7)
    return {**_on_cham(cham, _SNOW, deeper=0.7), "link": _readable_on(DARK_SURFACES, brand, _STEP)}


def _on_cham(cham: str, ink: str, *, deeper: float) -> dict[str, str]:
    """The head of a page, its deeper ground at the end, and what is written and drawn on both."""
    lightness = _oklch(cham)[0]
    line = _with(cham, lightness=lightness + 0.14, most_chroma=0.08)
    muted = _moved(
        _with(cham, lightness=0.72, most_chroma=0.05), _STEP, lambda color: contrast(color, cham) >= READABLE
    )
    deep = _with(cham, lightness=lightness * deeper, most_chroma=0.1)
    return {"cham": cham, "cham-deep": deep, "on-cham": ink, "on-cham-muted": muted, "line-on-cham": line}


def _accent_light(accent: str) -> dict[str, str]:
    return {"son": _readable_on(LIGHT_SURFACES, accent, -_STEP), "on-son": _WHITE}


def _accent_dark(accent: str) -> dict[str, str]:
    son = _readable_on(DARK_SURFACES, accent, _STEP)
    ink = _with(accent, lightness=0.18, most_chroma=0.06)
    return {"son": son, "on-son": _moved(ink, -_STEP, lambda color: contrast(color, son) >= READABLE)}


def _readable_on(surfaces: tuple[str, ...], color: str, step: float) -> str:
    return _moved(color, step, lambda moved: all(contrast(moved, surface) >= READABLE for surface in surfaces))


def _moved(color: str, step: float, is_enough: Callable[[str], bool]) -> str:
    """The color, darker or lighter until it is enough; black or white always is."""
    lightness, chroma, hue = _oklch(color)
    while not is_enough(color) and 0 <= lightness <= 1:
        lightness += step
        color = _hex(lightness, chroma, hue)
    return color


def _with(color: str, *, lightness: float, most_chroma: float) -> str:
    _, chroma, hue = _oklch(color)
    return _hex(lightness, min(chroma, most_chroma), hue)


def _declared(tokens: dict[str, str]) -> str:
    return ";".join(f"--color-{name}:{color}" for name, color in tokens.items())


def _linear(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unbent(red), _unbent(green), _unbent(blue)


def _unbent(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(color: str) -> tuple[float, float, float]:
    red, green, blue = _linear(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return "#" + "".join(f"{_bent(value):02x}" for value in (red, green, blue))


def _bent(value: float) -> int:
    value = min(max(value, 0.0), 1.0)  # what no screen shows becomes the nearest that it does
    bent = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(bent * 255)
