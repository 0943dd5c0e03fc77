"""Scenes of town streets."""

from math import pi, sin

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas
from .crowds import crowd, pavement
from .palette import mix
from .people import HOLD, REACH, WALK, WHITE, look, person


def lanterns(c: Canvas) -> None:
    """Strings of lanterns over tiled roofs at night."""
    nature.sky(c, 700, clouds=1)
    nature.hills(c, 620, 2, 200)
    for i in range(5):
        build.facade(
            c,
            i * 330 - 30 + c.rng.uniform(-20, 20),
            760,
            c.rng.uniform(270, 310),
            c.rng.uniform(270, 400),
            lit=True,
        )
    pavement(c, 750)
    c.glow(800, 800, 900, 150, (c.pal.accents[1], 0.45))
    crowd(c, 890, 200, c.rng.randint(5, 8))
    tones = [
        c.pal.accents[0],
        c.pal.accents[1],
        mix(c.pal.accents[0], c.pal.accents[1], 0.5),
        c.pal.accents[2],
    ]
    for row in range(3):
        sag, top = c.rng.uniform(60, 140), 60 + row * 120 + c.rng.uniform(-20, 20)
        tilt = c.rng.uniform(-50, 50)
        count = c.rng.randint(5, 7)
        curve = [(k * WIDTH / 40, top + tilt * (k / 20 - 1) + sag * (1 - (k / 20 - 1) ** 2)) for k in range(41)]
        c.line(curve, 3.4, mix(c.pal.ink, c.pal.accents[1], 0.25))
        for k in range(count):
            x, y = curve[round((k + 0.5) * 40 / count)]
            r = 30 + row * 9
            build.lantern(c, x, y + r * 1.2, r, c.rng.choice(tones))


def night_town(c: Canvas) -> None:
    """A street of lit windows under the moon, mirrored in water."""
    c.band(0, 760, *c.pal.sky)
    for _ in range(70):
        c.dot(
            c.rng.uniform(0, WIDTH),
            c.rng.uniform(0, 380),
            c.rng.uniform(1.2, 3),
            mix(c.pal.sun, c.pal.sky[0], 0.3),
        )
    x = c.rng.uniform(200, 1400)
    y = c.rng.uniform(120, 210)
    c.glow(x, y, 380, 380, (c.pal.sun, 0.4))
    c.dot(x, y, 64, c.pal.sun)
    c.dot(x - 18, y - 8, 12, mix(c.pal.sun, c.pal.sky[0], 0.14))
    c.dot(x + 20, y + 18, 8, mix(c.pal.sun, c.pal.sky[0], 0.14))
    nature.hills(c, 680, 3, 300)
    left = -20.0
    while left < WIDTH:
        w = c.rng.uniform(150, 240)
        build.facade(c, left, 770, w, c.rng.uniform(250, 470), lit=True)
        left += w + c.rng.choice((0, 0, 40))
    c.rect(-5, 765, WIDTH + 10, 30, mix(c.pal.wall, c.pal.ink, 0.4))
    nature.water(c, 795, HEIGHT, 20)
    _street_lights(c)
    crowd(c, 772, 104, c.rng.randint(3, 6))


def _street_lights(c: Canvas) -> None:
    for _ in range(26):
        lx = c.rng.uniform(0, WIDTH)
        for k in range(5):
            half = c.rng.uniform(10, 34)
            c.rect(
                lx - half,
                812 + k * 34 + c.rng.uniform(-8, 8),
                half * 2,
                5,
                mix(c.pal.accents[1], c.pal.water[1], 0.25 + k * 0.13),
                2,
            )
    for lx in range(120, WIDTH, 340):
        c.line([(lx, 770), (lx, 590)], 8, c.pal.ink)
        c.glow(lx, 584, 130, 130, (c.pal.accents[1], 0.75))
        c.dot(lx, 584, 17, mix(c.pal.sun, WHITE, 0.5))


def rain(c: Canvas) -> None:
    """People with umbrellas on a wet street."""
    nature.sky(c, 600, sun=False, clouds=7)
    nature.hills(c, 600, 2, 240)
    for i in range(5):
        build.facade(
            c,
            i * 335 - 40 + c.rng.uniform(-20, 20),
            700,
            c.rng.uniform(250, 320),
            c.rng.uniform(250, 400),
            lit=c.rng.random() < 0.5,
        )
    nature.water(c, 690, HEIGHT, 46)
    for i in range(c.rng.randint(3, 5)):
        y = 800 + (i % 3) * 62
        x = 190 + i * 320 + c.rng.uniform(-60, 60)
        h = 190 + (y - 780) * 0.7
        c.oval(x, y + 3, h * 0.4, h * 0.05, mix(c.pal.water[0], WHITE, 0.3))
        person(c, (x, y), h, look(c, c.rng.choice(("bun", "hair"))), c.rng.choice((WALK, HOLD)), 1)
        _umbrella(c, x + h * 0.06, y - h * 0.97, h * 0.42)
    streak = mix(WHITE, c.pal.sky[0], 0.25)
    slant = c.rng.uniform(-14, -6)
    for _ in range(190):
        left, top = c.rng.uniform(0, WIDTH + 60), c.rng.uniform(-20, HEIGHT)
        n = c.rng.uniform(18, 44)
        c.line([(left, top), (left + slant * n / 30, top + n)], 1.8, streak)


def _umbrella(c: Canvas, x: float, y: float, r: float) -> None:
    tone = c.rng.choice(c.pal.accents[:3])
    c.line([(x, y - r * 0.4), (x, y + r * 0.75)], 5, c.pal.ink)
    dome = [(x - r + 2 * r * k / 30, y - r * 0.62 * (1 - (k / 15 - 1) ** 2) ** 0.55) for k in range(31)]
    c.poly(dome, tone)
    c.poly([*dome[10:21], (x, y)], mix(tone, WHITE, 0.22))
    for k in range(5):
        c.dot(x - r * 0.8 + k * r * 0.4, y, r * 0.2, mix(tone, c.pal.ink, 0.12 if k % 2 else 0.04))
    c.line([(x, y - r * 0.6), (x, y - r * 0.75)], 6, c.pal.ink)


def fire_drill(c: Canvas) -> None:
    """A red engine and people holding a hose in a practice."""
    nature.sky(c, 520)
    for k in range(6):
        build.facade(
            c,
            k * 280 - 30 + c.rng.uniform(-16, 16),
            690,
            c.rng.uniform(230, 275),
            c.rng.uniform(260, 420),
        )
    pavement(c, 685)
    crowd(c, 735, 130, c.rng.randint(4, 7))
    red = mix(c.pal.accents[0], (214, 50, 40), 0.6)
    x, y = c.rng.uniform(70, 150), 870
    c.shadow(x + 330, y + 34, 430, 44)
    c.rect(x, y - 230, 480, 230, red, 18)
    c.rect(x + 460, y - 270, 210, 270, red, 34)
    c.rect(x + 530, y - 236, 118, 100, mix(c.pal.ink, c.pal.accents[2], 0.45), 14)
    c.rect(x, y - 92, 668, 26, mix(WHITE, c.pal.accents[1], 0.25))
    for k in range(3):
        c.rect(x + 24 + k * 148, y - 205, 128, 100, mix(red, c.pal.ink, 0.28), 10)
        c.rect(x + 32 + k * 148, y - 150, 112, 8, mix(red, WHITE, 0.4), 4)
    c.line([(x + 10, y - 262), (x + 450, y - 262)], 9, mix(c.pal.ink, WHITE, 0.6))
    c.line([(x + 10, y - 238), (x + 450, y - 238)], 9, mix(c.pal.ink, WHITE, 0.6))
    for k in range(12):
        c.line([(x + 24 + k * 38, y - 262), (x + 24 + k * 38, y - 238)], 6, mix(c.pal.ink, WHITE, 0.6))
    c.glow(x + 560, y - 286, 90, 70, (c.pal.accents[1], 0.7))
    c.rect(x + 520, y - 292, 84, 26, c.pal.accents[1], 10)
    for wx in (x + 130, x + 540):
        c.dot(wx, y, 60, c.pal.ink)
        c.dot(wx, y, 28, mix(c.pal.ink, WHITE, 0.6))
    _hose(c, x + 620, y)


def _hose(c: Canvas, x: float, y: float) -> None:
    tan = mix(c.pal.accents[1], c.pal.ink, 0.25)
    c.line(
        [
            (x - 20, y - 40),
            (x + 60, y + 55),
            (x + 190, y + 70),
            (x + 300, y + 40),
            (x + 350, y - 110),
        ],
        15,
        tan,
    )
    suit = mix(c.pal.accents[1], c.pal.accents[0], 0.25)
    for k in (1, 0):
        wear = look(c, "cap", dress=False)
        wear = type(wear)(suit, mix(c.pal.ink, suit, 0.15), wear.skin, "cap")
        person(c, (x + 300 - k * 120, y + 72 + k * 14), 290, wear, REACH, 1)
    tip = (x + 385, y - 120)
    c.line([(x + 340, y - 108), tip], 16, c.pal.ink)
    spray = mix(WHITE, c.pal.water[0], 0.3)
    for k in range(5):
        reach, lift = 380 + k * 40, 230 - k * 42
        arc = [(tip[0] + reach * t / 12, tip[1] - lift * sin(pi * t / 15)) for t in range(13)]
        c.line(arc, 7 + k, mix(spray, c.pal.sky[0], 0.08 * k))
    for _ in range(40):
        c.dot(
            tip[0] + c.rng.uniform(160, 480),
            tip[1] - c.rng.uniform(0, 250),
            c.rng.uniform(2, 6),
            spray,
        )
