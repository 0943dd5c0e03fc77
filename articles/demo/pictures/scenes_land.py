"""Scenes of fields, hills and trees."""

from math import sin

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas, Point
from .palette import mix
from .people import HOLD, RAISE, REACH, WHITE, look, person


def rice_field(c: Canvas) -> None:
    """Bands of rice up to the foot of the hills, with people in conical hats."""
    horizon = c.rng.uniform(480, 560)
    nature.sky(c, horizon)
    nature.hills(c, horizon, 3, c.rng.uniform(210, 300))
    for i in range(c.rng.randint(2, 4)):
        build.house(c, c.rng.uniform(80, 1400), horizon + 26 + i * 5, c.rng.uniform(60, 95))
    for _ in range(7):
        nature.bush(c, c.rng.uniform(0, WIDTH), horizon + 34, c.rng.uniform(16, 34))
    light, dark = c.pal.field
    bands = 8
    shift = c.rng.uniform(0, 6)
    for i in range(bands):
        top = horizon + 24 + (HEIGHT - horizon) * (i / bands) ** 1.45
        tone = (light, mix(light, dark, 0.55), mix(light, c.pal.leaf[0], 0.4))[i % 3]
        edge = [(float(x), top + sin(x / 260 + i * 1.3 + shift) * (6 + i * 4)) for x in range(-10, WIDTH + 31, 20)]
        c.fade([*edge, (WIDTH + 30, HEIGHT), (-10, HEIGHT)], tone, mix(tone, dark, 0.6))
        for x, y in edge[:: max(1, 3 - i // 3)]:
            _stalks(c, x + c.rng.uniform(-8, 8), y + 6 + i * 5, 7 + i * 4.5)
    if c.rng.random() < 0.6:
        nature.palm(c, c.rng.choice((120.0, 1480.0)), horizon + 190, 470)
    for _ in range(c.rng.randint(2, 4)):
        y = c.rng.uniform(horizon + 170, 880)
        person(
            c,
            (c.rng.uniform(250, 1350), y),
            70 + (y - horizon) * 0.4,
            look(c, "non"),
            c.rng.choice((REACH, HOLD)),
            c.rng.choice((1, -1)),
        )
    for x in range(-10, WIDTH + 20, 26):
        _stalks(c, x + c.rng.uniform(-10, 10), 1004, c.rng.uniform(45, 80))


def _stalks(c: Canvas, x: float, y: float, s: float) -> None:
    tone = mix(c.pal.field[0], c.pal.accents[1], c.rng.uniform(0.1, 0.5))
    for lean in (-0.5, 0.1, 0.6):
        tip = (x + lean * s, y - s * (1.2 - abs(lean) * 0.3))
        c.poly([(x - s * 0.05, y), (x + s * 0.05, y), tip], mix(tone, c.pal.leaf[1], 0.25))
        c.oval(tip[0], tip[1] + s * 0.12, s * 0.07, s * 0.18, tone)


def tea_hill(c: Canvas) -> None:
    """Curving rows of tea with pickers between them."""
    nature.sky(c, 560)
    nature.hills(c, 560, 3, c.rng.uniform(300, 380))
    flip = c.rng.choice((1, -1))
    light, dark = c.pal.leaf

    wave, phase = c.rng.uniform(430, 700), c.rng.uniform(0, 6.3)
    swell = c.rng.uniform(70, 120)

    def crest(x: float, k: float) -> float:
        across = x if flip == 1 else WIDTH - x
        return 500 + k * 68 + swell * sin(across / wave + phase + k * 0.09) * (1 - k * 0.06)

    for row in range(9):
        edge: list[Point] = [(float(x), crest(x, row)) for x in range(-20, WIDTH + 41, 16)]
        c.fade(
            [*edge, (WIDTH + 40, HEIGHT), (-20, HEIGHT)],
            mix(c.pal.field[0], light, 0.3),
            mix(dark, c.pal.field[1], 0.4),
        )
        r = 15 + row * 3.4
        for i, (x, y) in enumerate(edge):
            c.dot(x, y + r * 0.6, r, dark)
            if i % 2:
                c.dot(x - 3, y + r * 0.3, r * 0.78, mix(light, dark, 0.3))
        for x, y in edge[1::3]:
            c.oval(x, y - r * 0.02, r * 0.62, r * 0.4, mix(light, c.pal.field[0], 0.35))
        if row in (1, 3, 5):
            for _ in range(c.rng.randint(1, 2)):
                x = c.rng.uniform(150, 1450)
                person(
                    c,
                    (x, crest(x, row + 0.8) + 10),
                    90 + row * 22,
                    look(c, "non"),
                    HOLD,
                    c.rng.choice((1, -1)),
                )
    nature.tree(c, 200 if flip == -1 else 1400, 560, c.rng.uniform(230, 300))


def mountain_road(c: Canvas) -> None:
    """A road winding up between ranges."""
    nature.sky(c, 520)
    nature.hills(c, 520, 4, c.rng.uniform(400, 500))
    nature.ground(c, 520, bumpy=46)
    side = c.rng.choice((1, -1))
    spine = []
    for i in range(61):
        t = i / 60
        y = 1010 - 470 * (1 - (1 - t) ** 1.7)
        sway = sin(t * 8.2 + 0.5) * 360 * (1 - t) ** 0.9
        spine.append((800 + side * sway, y, 118 * (1 - t) ** 1.4 + 7))
    road = mix(c.pal.ink, c.pal.wall, 0.48)
    for wide, tone in ((1.22, mix(c.pal.field[1], c.pal.ink, 0.25)), (1.0, road)):
        left = [(x - w * wide, y) for x, y, w in spine]
        right = [(x + w * wide, y) for x, y, w in reversed(spine)]
        c.poly([*left, *right], tone)
    for x, y, w in spine[2:52:3]:
        c.oval(x, y, w * 0.05 + 1, w * 0.12 + 1, mix(WHITE, road, 0.15))
    for i in range(26):
        y = 545 + 440 * (i / 26) ** 1.2
        x = c.rng.uniform(0, WIDTH)
        middle, w = min(
            ((sx, sw) for sx, sy, sw in spine if abs(sy - y) < 30),
            key=lambda s: abs(s[0] - x),
            default=(0.0, 0.0),
        )
        if abs(x - middle) > w * 1.5 + 70:
            _pine(c, x, y, 40 + (y - 520) * 0.52)
    for x, y, w in spine[4:44:4]:
        c.rect(
            x + side * w * 1.25 - 3,
            y - w * 0.5,
            3 + w * 0.07,
            w * 0.5,
            mix(WHITE, c.pal.accents[0], 0.1),
            2,
        )


def _pine(c: Canvas, x: float, y: float, h: float) -> None:
    c.shadow(x, y, h * 0.28)
    c.rect(x - h * 0.03, y - h * 0.3, h * 0.06, h * 0.3, mix(c.pal.ink, c.pal.roof, 0.35))
    light, dark = c.pal.leaf
    for k in range(3):
        top, wide = y - h * (0.55 + k * 0.24), h * (0.32 - k * 0.07)
        foot = top + h * 0.38
        c.poly([(x - wide, foot), (x, top), (x + wide, foot)], dark)
        c.poly([(x - wide, foot), (x, top), (x - wide * 0.1, foot)], mix(light, dark, 0.35))


def tree_planting(c: Canvas) -> None:
    """People planting saplings on a slope."""
    nature.sky(c, 540)
    nature.hills(c, 540, 3, c.rng.uniform(260, 340))
    nature.ground(c, 560, bumpy=90)
    nature.tufts(c, 640, 990, 70)
    for _ in range(c.rng.randint(2, 4)):
        nature.tree(c, c.rng.uniform(40, 1560), 610, c.rng.uniform(110, 190))
    spots = sorted((660 + 90 * (i % 4) + c.rng.uniform(0, 40), i) for i in range(c.rng.randint(5, 7)))
    for y, i in spots:
        x = 150 + i * 210 + c.rng.uniform(-40, 40)
        size = 110 + (y - 640) * 0.42
        c.oval(x + size * 0.62, y + 4, size * 0.3, size * 0.09, mix(c.pal.roof, c.pal.ink, 0.45))
        _sapling(c, x + size * 0.62, y, size * c.rng.uniform(0.5, 0.8))
        wear = look(c)
        person(c, (x, y), size * 1.35, wear, c.rng.choice((REACH, HOLD)))
        if i % 2:
            grip = (x + size * 0.3, y - size * 0.75)
            c.line(
                [grip, (x + size * 0.42, y - size * 0.06)],
                size * 0.04,
                mix(c.pal.ink, c.pal.accents[1], 0.4),
            )
            c.rect(
                x + size * 0.36,
                y - size * 0.14,
                size * 0.13,
                size * 0.17,
                mix(c.pal.ink, WHITE, 0.4),
                5,
            )


def _sapling(c: Canvas, x: float, y: float, h: float) -> None:
    c.line([(x, y), (x, y - h)], h * 0.05, mix(c.pal.ink, c.pal.roof, 0.4))
    for k in range(5):
        yy = y - h * (0.35 + k * 0.15)
        for side in (-1, 1):
            tip = (x + side * h * (0.34 - k * 0.04), yy - h * 0.14)
            c.poly(
                [(x, yy), (x + side * h * 0.14, yy - h * 0.17), tip, (x + side * h * 0.16, yy + 2)],
                c.pal.leaf[(k + side) % 2],
            )


def orchard(c: Canvas) -> None:
    """Fruit trees heavy with fruit, and baskets under them."""
    nature.sky(c, 520)
    nature.hills(c, 520, 3, c.rng.uniform(200, 280))
    nature.ground(c, 530)
    fruit = c.rng.choice((c.pal.accents[0], c.pal.accents[1], mix(c.pal.accents[1], c.pal.leaf[0], 0.35)))
    rows = ((590, 190, 7), (690, 300, 5), (850, 470, 3))
    for y, h, count in rows:
        for i in range(count):
            x = (i + 0.5) * WIDTH / count + c.rng.uniform(-0.12, 0.12) * WIDTH / count
            nature.tree(c, x, y, h * c.rng.uniform(0.9, 1.08))
            for _ in range(10):
                fx, fy = x + c.rng.uniform(-0.3, 0.3) * h, y - c.rng.uniform(0.46, 0.86) * h
                c.dot(fx, fy, h * 0.042, mix(fruit, c.pal.ink, 0.12))
                c.dot(fx - h * 0.008, fy - h * 0.01, h * 0.028, mix(fruit, WHITE, 0.25))
        nature.tufts(c, y, y + 90, 20)
    for i in range(c.rng.randint(2, 3)):
        x = 270 + i * 520 + c.rng.uniform(-60, 60)
        person(
            c,
            (x, 920 + 14 * i),
            250,
            look(c, "non" if i == 0 else ""),
            c.rng.choice((REACH, RAISE)),
            c.rng.choice((1, -1)),
        )
        build.basket(c, x + 150, 950, 66, fruit)
        build.basket(c, x + 255, 972, 56, fruit)
