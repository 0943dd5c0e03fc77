"""The picture that social networks show beside a link: a title on the portal's colors, drawn here.

Fonts are those of the pages. Each of their files holds some of the letters only, so a line is drawn in runs.
"""

import io
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

from portal.env import BASE_DIR

WIDTH, HEIGHT = 1200, 630

_MARGIN = 64
_FONTS = BASE_DIR / "static" / "vendor" / "be-vietnam-pro"
_SIZES = (64, 58, 52, 46, 42)  # of the title, until it fits
_LINE = 1.45  # room for marks above and below
_ASCENT = 0.83  # of it
_TITLE_HEIGHT = 370
_VIETNAMESE = frozenset("ĂăĐđĨĩŨũƠơƯư₫")
_VIETNAMESE_BLOCK = range(0x1EA0, 0x1EFA)
_LATIN_BEYOND = frozenset("ıŒœ€™−")
_INK, _PALE = "#ffffff", "#bccbe1"

Font = ImageFont.FreeTypeFont


class Words(NamedTuple):
    """What is written: the title, the site's name above it and the governing body below."""

    title: str
    site_name: str
    owner: str


def draw(words: Words, *, color: str, picture: Image.Image | None, emblem: Image.Image | None) -> bytes:
    """The picture as a JPEG; the same words and pictures always give the same one."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), color)
    width = WIDTH - 2 * _MARGIN
    if picture:
        photo = ImageOps.fit(picture.convert("RGB"), (WIDTH * 2 // 5, HEIGHT), Image.Resampling.LANCZOS)
        canvas.paste(photo, (WIDTH - photo.width, 0))
        width -= photo.width
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, WIDTH, 10), fill="#b3192b")
    _head(canvas, pen, words.site_name, width, emblem)
    size, lines = _fitted(words.title, width)
    top = (HEIGHT - len(lines) * size * _LINE) / 2 + 18
    for number, line in enumerate(lines):
        _write(pen, (_MARGIN, top + (number + _ASCENT) * size * _LINE), line, 700, size, _INK)
    _write(pen, (_MARGIN, HEIGHT - _MARGIN + 8), _cut(words.owner, 700, 26, width), 700, 26, _PALE)
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", quality=85, progressive=True, optimize=True)
    return buffer.getvalue()


def is_dark_enough(color: str) -> bool:
    """Whether white letters can be read on it."""
    channels = [value / 255 for value in ImageColor.getrgb(color)[:3]]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def broken(title: str, size: int, width: float) -> list[str]:
    """The title in lines no wider than `width`, broken between words, and inside one only where it is wider itself."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, 700, size) <= width:
            lines[-1] = longer
            continue
        *full, rest = _pieces(word, size, width)
        lines += [*full, rest]
    return [line for line in lines if line]


def _pieces(word: str, size: int, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _length(pieces[-1] + letter, 700, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _fitted(title: str, width: float) -> tuple[int, list[str]]:
    for size in _SIZES:
        lines = broken(title, size, width)
        most = int(_TITLE_HEIGHT / (size * _LINE))
        if len(lines) <= most:
            return size, lines
    lines = lines[:most]
    lines[-1] = _cut(f"{lines[-1]} ……", 700, size, width)
    return size, lines


def _cut(text: str, weight: int, size: int, width: float) -> str:
    if _length(text, weight, size) <= width:
        return text.replace(" ……", "…")
    while text and _length(f"{text}…", weight, size) > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return f"{text}…"


def _head(canvas: Image.Image, pen: ImageDraw.ImageDraw, name: str, width: float, emblem: Image.Image | None) -> None:
    left = _MARGIN
    if emblem:
        mark = ImageOps.contain(emblem.convert("RGBA"), (72, 72), Image.Resampling.LANCZOS)
        canvas.paste(mark, (left, _MARGIN), mark)
        left += mark.width + 20
    _write(pen, (left, _MARGIN + 48), _cut(name, 700, 34, width - left + _MARGIN), 700, 34, _INK)


def _write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, weight: int, size: int, color: str) -> None:
    x, baseline = at
    for font, run in _runs(text, weight, size):
        pen.text((x, baseline), run, font=font, fill=color, anchor="ls")
        x += font.getlength(run)


def _length(text: str, weight: int, size: int) -> float:
    return sum(font.getlength(run) for font, run in _runs(text, weight, size))


def _runs(text: str, weight: int, size: int) -> list[tuple[Font, str]]:
    return [(_font(part, weight, size), "".join(run)) for part, run in groupby(text, key=_part)]


def _part(letter: str) -> str:
    if letter in _VIETNAMESE or ord(letter) in _VIETNAMESE_BLOCK:
        return "vietnamese"
    if ord(letter) <= 0xFF or letter in _LATIN_BEYOND or 0x2000 <= ord(letter) <= 0x206F:
        return "latin"
    return "latin-ext"


@lru_cache(maxsize=64)
def _font(part: str, weight: int, size: int) -> Font:
    return ImageFont.truetype(_FONTS / f"{part}-{weight}.woff2", size, layout_engine=ImageFont.Layout.BASIC)
