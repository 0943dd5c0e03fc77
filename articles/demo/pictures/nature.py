"""Sky, hills, water, trees and weather."""

from math import cos, pi, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .palette import Colour, mix

WHITE: Colour = (255, 255, 255)


def sky(c: Canvas, horizon: float = 640, *, sun: bool = True, clouds: int = 3) -> None:
    """Paint the sky down to the horizon, with sun, clouds and birds."""
    c.band(0, horizon + 40, *c.pal.sky)
    if sun:
        x, y = c.rng.uniform(250, 1350), c.rng.uniform(0.26, 0.55) * horizon
        radius = c.rng.uniform(58, 92)
        c.glow(x, y, radius * 6, radius * 6, (c.pal.sun, 0.8))
        c.dot(x, y, radius, mix(c.pal.sun, WHITE, 0.25))
    for _ in range(clouds):
        cloud(c, c.rng.uniform(50, 1550), c.rng.uniform(60, horizon * 0.45))
    if c.rng.random() < 0.7:
        birds(c, c.rng.uniform(300, 1300), c.rng.uniform(110, horizon * 0.4))


def cloud(c: Canvas, x: float, y: float) -> None:
    """Paint one flat-bottomed cloud."""
    fill = mix(c.pal.sky[1], WHITE, 0.45)
    size = c.rng.uniform(0.6, 1.25)
    c.rect(x - 120 * size, y - 17 * size, 240 * size, 34 * size, fill, 17 * size)
    c.rect(x - 40 * size, y - 45 * size, 120 * size, 40 * size, fill, 20 * size)
    c.dot(x - 30 * size, y - 20 * size, 38 * size, fill)
    c.rect(x + 20 * size, y + 14 * size, 170 * size, 20 * size, fill, 10 * size)


def birds(c: Canvas, x: float, y: float) -> None:
    """Paint a small flock."""
    for _ in range(c.rng.randint(3, 5)):
        bx, by = x + c.rng.uniform(-110, 110), y + c.rng.uniform(-45, 45)
        wing = c.rng.uniform(10, 17)
        tone = mix(c.pal.ink, c.pal.sky[0], 0.25)
        c.line([(bx - wing, by - wing * 0.5), (bx, by), (bx + wing, by - wing * 0.5)], 3, tone)


def ridge(c: Canvas, base: float, height: float, rough: float = 1.0) -> list[Point]:
    """Return the outline of a hill range from left to right."""
    waves = [(c.rng.uniform(0.5, 1.1) * n * rough, c.rng.uniform(0, 2 * pi), 1 / (n**1.15)) for n in (1, 2, 3, 5, 8)]
    total = sum(w[2] for w in waves)

    def lift(x: float) -> float:
        swing = sum(a * sin(x / WIDTH * 2 * pi * f + p) for f, p, a in waves) / total
        return base - height * (0.5 + 0.62 * swing)

    return [(float(x), lift(x)) for x in range(-10, WIDTH + 31, 20)]


def hills(c: Canvas, horizon: float, layers: int = 3, height: float = 230) -> None:
    """Paint hill ranges, paler with distance, standing on the horizon."""
    for layer in range(layers):
        near = (layer + 1) / layers
        tone = mix(c.pal.sky[1], c.pal.hill, 0.22 + 0.55 * near)
        top = ridge(c, horizon - 20 + near * 20, height * (1.25 - 0.7 * near), 0.7 + near * 0.5)
        foot = horizon + 100
        mist = mix(tone, c.pal.sky[1], 0.5)
        c.fade([*top, (WIDTH + 30, foot), (-10, foot)], tone, mist)


def ground(c: Canvas, y: float, *, bumpy: float = 18) -> None:
    """Paint the ground from `y` down to the bottom edge."""
    top = ridge(c, y + bumpy / 2, bumpy, 0.8)
    c.fade([*top, (WIDTH + 30, HEIGHT), (-10, HEIGHT)], c.pal.field[0], c.pal.field[1])


def water(c: Canvas, y0: float, y1: float, glints: int = 26) -> None:
    """Paint a sheet of water with glints."""
    c.band(y0, y1, *c.pal.water)
    for _ in range(glints):
        depth = c.rng.random() ** 1.3
        y = y0 + 12 + (y1 - y0 - 20) * depth
        half = 18 + 70 * depth * c.rng.random()
        x = c.rng.uniform(0, WIDTH)
        tone = mix(mix(*c.pal.water, depth), WHITE, c.rng.uniform(0.18, 0.4))
        c.rect(x - half, y, half * 2, 2.5 + 3 * depth, tone, 2)


def tree(c: Canvas, x: float, y: float, h: float, warm: Colour | None = None) -> None:
    """Paint a round-crowned tree standing at (x, y); `warm` tints a flowering crown."""
    light, dark = c.pal.leaf
    if warm:
        light, dark = warm, mix(warm, c.pal.ink, 0.28)
    c.shadow(x + h * 0.06, y, h * 0.36)
    trunk = mix(c.pal.ink, c.pal.roof, 0.35)
    w = h * 0.05
    c.poly([(x - w, y), (x + w, y), (x + w * 0.5, y - h * 0.6), (x - w * 0.5, y - h * 0.6)], trunk)
    c.line([(x, y - h * 0.34), (x + h * 0.14, y - h * 0.52)], w * 0.8, trunk)
    spots = [(-0.2, 0.56, 0.2), (0.2, 0.55, 0.19), (0, 0.76, 0.24), (-0.12, 0.66, 0.2)]
    spots = [(a + c.rng.uniform(-0.04, 0.04), b, r * c.rng.uniform(0.9, 1.12)) for a, b, r in spots]
    for a, b, r in [*spots, (0.13, 0.66, 0.2)]:
        c.dot(x + a * h, y - b * h, r * h, dark)
    middle = mix(light, dark, 0.35)
    for a, b, r in spots:
        c.dot(x + (a - 0.035) * h, y - (b + 0.035) * h, r * h * 0.8, middle)
    for a, b, r in spots[1:]:
        c.dot(x + (a - 0.07) * h, y - (b + 0.075) * h, r * h * 0.5, light)


def palm(c: Canvas, x: float, y: float, h: float) -> None:
    """Paint a slender areca palm standing at (x, y)."""
    c.shadow(x, y, h * 0.14)
    lean = c.rng.uniform(-0.06, 0.06) * h
    trunk = mix(c.pal.ink, c.pal.field[0], 0.45)
    top = (x + lean, y - h * 0.82)
    c.line([(x, y), (x + lean * 0.3, y - h * 0.4), top], h * 0.032, trunk)
    for i in range(11):
        angle = pi * (-0.08 + 0.116 * i)
        reach = h * c.rng.uniform(0.25, 0.31)
        spine = [
            (top[0] + cos(angle) * reach * t, top[1] - reach * (sin(angle) * t - 0.75 * t * t))
            for t in (0, 0.25, 0.5, 0.75, 1)
        ]
        wide = (0.0, 0.03 * h, 0.036 * h, 0.026 * h, 0.0)
        upper = [(x, y - w) for (x, y), w in zip(spine, wide, strict=True)]
        lower = [(x, y + w * 0.4) for (x, y), w in zip(spine, wide, strict=True)]
        c.poly([*upper, *reversed(lower)], c.pal.leaf[(i + 1) % 2])


def bamboo(c: Canvas, x: float, y: float, h: float) -> None:
    """Paint a clump of bamboo standing at (x, y)."""
    c.shadow(x, y, h * 0.22)
    for i in range(7):
        bend = (i - 3) * 0.075 * h + c.rng.uniform(-12, 12)
        tall = h * c.rng.uniform(0.78, 1.0)
        points = [
            (x + (i - 3) * 7, y),
            (x + bend * 0.5, y - tall * 0.6),
            (x + bend * 1.6, y - tall),
        ]
        c.line(points, h * 0.018, mix(*c.pal.leaf, 0.3 + 0.1 * (i % 4)))
        for part in (0.5, 0.64, 0.78, 0.9, 1.0):
            lx, ly = x + bend * (part * 1.6 - 0.1), y - tall * part
            for side in (-1, 1):
                tip = (lx + side * h * 0.11, ly + h * 0.05)
                blade = [(lx, ly - 4), tip, (lx + side * h * 0.03, ly + h * 0.04)]
                c.poly(blade, c.pal.leaf[(i + side) % 2])


def bush(c: Canvas, x: float, y: float, r: float) -> None:
    """Paint a low shrub whose foot is at (x, y)."""
    light, dark = c.pal.leaf
    for dx, size in ((-0.8, 0.7), (0.8, 0.65), (0, 1.0)):
        c.dot(x + dx * r, y - size * r * 0.6, size * r, dark)
        c.dot(x + dx * r - r * 0.12, y - size * r * 0.72, size * r * 0.72, mix(light, dark, 0.3))
    c.rect(x - r * 1.6, y, r * 3.2, r * 0.5, mix(dark, c.pal.field[1], 0.6), r * 0.2)


def tufts(c: Canvas, y0: float, y1: float, count: int = 50) -> None:
    """Scatter blades of grass over the ground between two heights."""
    for _ in range(count):
        x, y = c.rng.uniform(0, WIDTH), c.rng.uniform(y0, y1)
        s = 5 + 13 * (y - y0) / (y1 - y0 + 1)
        tone = mix(c.pal.field[1], c.pal.leaf[c.rng.randint(0, 1)], 0.55)
        for dx in (-0.7, 0, 0.7):
            c.poly([(x - s * 0.16, y), (x + s * 0.16, y), (x + dx * s, y - s * 1.5)], tone)
