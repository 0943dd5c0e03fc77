"""A canvas in design units (1600 x 1000), drawn larger and reduced for smooth edges."""

from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageDraw, ImageOps

from .palette import Colour, Palette, mix

Point = tuple[float, float]
WIDTH, HEIGHT = 1600, 1000
SCALE = 1.5


def _falloff(value: int) -> int:
    # Pillow's gradient reaches 181, not 255, at the middle of an edge.
    near = max(0.0, 1 - value / 179)
    return round(255 * near * near * (3 - 2 * near))


_RADIAL = Image.radial_gradient("L").point([_falloff(v) for v in range(256)])


class Canvas:
    """Drawing surface of one picture; `rng` and `pal` are shared by everything drawn on it."""

    def __init__(self, rng: Random, pal: Palette) -> None:
        """Start with the top sky colour everywhere."""
        size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
        self.image = Image.new("RGB", size, pal.sky[0])
        self.pen = ImageDraw.Draw(self.image)
        self.rng = rng
        self.pal = pal

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse given by its centre and radii."""
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, fill=fill)

    def dot(self, x: float, y: float, r: float, fill: Colour) -> None:
        """Fill a circle."""
        self.oval(x, y, r, r, fill)

    def ring(self, x: float, y: float, r: float, width: float, colour: Colour) -> None:
        """Draw the outline of a circle."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.pen.ellipse(box, outline=colour, width=max(1, round(width * SCALE)))

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour, r: float = 0) -> None:
        """Fill a rectangle given by its top left corner, with corners rounded by `r`."""
        box = (x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE)
        if r:
            self.pen.rounded_rectangle(box, r * SCALE, fill=fill)
        else:
            self.pen.rectangle(box, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """Draw a line with round joints and ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")
        if width > 3:
            for x, y in (points[0], points[-1]):
                self.dot(x, y, width / 2, fill)

    def fade(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """Fill a polygon with a vertical gradient over its own height."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        x0 = max(0, int(min(x for x, _ in scaled)))
        y0 = int(min(y for _, y in scaled))
        x1 = min(self.image.width, int(max(x for x, _ in scaled)) + 1)
        y1 = int(max(y for _, y in scaled)) + 1
        mask = Image.new("L", (x1 - x0, y1 - y0))
        ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in scaled], fill=255)
        self.image.paste(_gradient(mask.size, top, bottom), (x0, y0), mask)

    def band(self, y0: float, y1: float, top: Colour, bottom: Colour) -> None:
        """Fill the full width between two heights with a vertical gradient."""
        size = (self.image.width, max(1, round((y1 - y0) * SCALE)))
        self.image.paste(_gradient(size, top, bottom), (0, round(y0 * SCALE)))

    def veil(self, points: Sequence[Point], colour: Colour, strength: float) -> None:
        """Lay a translucent polygon over the picture."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        x0, y0 = (int(min(p[i] for p in scaled)) for i in (0, 1))
        x1, y1 = (int(max(p[i] for p in scaled)) + 1 for i in (0, 1))
        mask = Image.new("L", (x1 - x0, y1 - y0))
        level = round(255 * strength)
        ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in scaled], fill=level)
        self.image.paste(colour, (x0, y0, x1, y1), mask)

    def glow(self, x: float, y: float, rx: float, ry: float, look: tuple[Colour, float]) -> None:
        """Lay a soft round light or shadow, `look` being its colour and strength."""
        colour, strength = look
        size = (max(2, round(rx * 2 * SCALE)), max(2, round(ry * 2 * SCALE)))
        mask = _RADIAL.point([round(v * strength) for v in range(256)])
        mask = mask.resize(size, Image.Resampling.BILINEAR)
        x0, y0 = round((x - rx) * SCALE), round((y - ry) * SCALE)
        self.image.paste(colour, (x0, y0, x0 + size[0], y0 + size[1]), mask)

    def shadow(self, x: float, y: float, rx: float, ry: float = 0) -> None:
        """Lay a soft shadow on the ground."""
        dark = mix(self.pal.ink, self.pal.hill, 0.3)
        self.glow(x, y, rx * 1.35, ry or rx * 0.3, (dark, 0.55))

    def accent(self) -> Colour:
        """Return one of the accent colours, by chance."""
        return self.rng.choice(self.pal.accents)

    def finish(self, size: tuple[int, int]) -> Image.Image:
        """Return the picture reduced to `size`, cropped at the centre if the shape differs."""
        return ImageOps.fit(self.image, size, method=Image.Resampling.HAMMING)


def _gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    strip = Image.new("RGB", (1, 64))
    for row in range(64):
        strip.putpixel((0, row), mix(top, bottom, row / 63))
    return strip.resize((1, size[1]), Image.Resampling.BILINEAR).resize(size, Image.Resampling.NEAREST)
