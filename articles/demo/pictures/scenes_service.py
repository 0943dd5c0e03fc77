"""Scenes of public services."""

from math import cos, pi, sin

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas
from .crowds import pavement
from .palette import Colour, mix
from .people import HOLD, REACH, STAND, WHITE, look, person, seated


def service_desk(c: Canvas) -> None:
    """A bright public-service counter with clerks and visitors."""
    wall = mix(c.pal.wall, c.pal.accents[2], c.rng.uniform(0.06, 0.24))
    c.band(0, 660, mix(wall, WHITE, 0.3), wall)
    floor = mix(c.pal.wall, c.pal.roof, 0.3)
    c.band(655, HEIGHT, mix(floor, c.pal.ink, 0.06), mix(floor, c.pal.ink, 0.24))
    c.rect(0, 640, WIDTH, 18, mix(wall, c.pal.ink, 0.2))
    _views(c, wall)
    desk = mix(c.pal.accents[c.rng.choice((1, 2, 3))], c.pal.roof, 0.3)
    for i in range(3):
        x = 330 + i * 470
        seated(c, (x, 600), 190, look(c, c.rng.choice(("bun", "hair"))), c.rng.choice((1, -1)))
        c.rect(x + 70, 470, 120, 84, c.pal.ink, 8)
        c.rect(x + 122, 550, 16, 30, c.pal.ink)
    c.shadow(800, 780, 760, 46)
    c.rect(110, 590, 1380, 185, desk)
    c.rect(90, 574, 1420, 28, mix(desk, WHITE, 0.45), 8)
    for i in range(1, 3):
        c.rect(110 + i * 460, 420, 10, 160, mix(wall, WHITE, 0.7))
    for i in range(3):
        c.rect(150 + i * 460, 632, 380, 104, mix(desk, c.pal.ink, 0.1), 12)
        c.dot(340 + i * 460, 684, 26, mix(desk, WHITE, 0.55))
    _pot(c, 60, 860)
    _pot(c, 1540, 860)
    for i in range(c.rng.randint(2, 4)):
        stand = 270 + i * 330 + c.rng.uniform(-40, 40)
        person(
            c,
            (stand, 905 + c.rng.uniform(-14, 20)),
            330,
            look(c),
            c.rng.choice((REACH, STAND, HOLD)),
            c.rng.choice((1, -1)),
        )


def _views(c: Canvas, wall: Colour) -> None:
    for i in range(3):
        x = 130 + i * 500
        c.rect(x - 12, 88, 364, 264, mix(wall, WHITE, 0.7))
        c.rect(x, 100, 340, 240, mix(c.pal.sky[0], c.pal.sky[1], 0.5))
        c.poly(
            [(x, 340), (x, 285), (x + 110, 235), (x + 210, 290), (x + 340, 250), (x + 340, 340)],
            mix(c.pal.hill, c.pal.sky[1], 0.35),
        )
        c.rect(x + 166, 100, 8, 240, mix(wall, WHITE, 0.7))


def _pot(c: Canvas, x: float, y: float) -> None:
    c.shadow(x, y, 70)
    for k in range(9):
        lean = (k - 4) * 26
        tall = 300 - abs(k - 4) * 34
        mid = (x + lean * 0.4, y - 90 - tall * 0.5)
        c.poly(
            [
                (x - 4, y - 90),
                (mid[0] - 17, mid[1]),
                (x + lean, y - 90 - tall),
                (mid[0] + 17, mid[1]),
            ],
            c.pal.leaf[k % 2],
        )
    c.poly([(x - 60, y - 105), (x + 60, y - 105), (x + 42, y), (x - 42, y)], c.pal.roof)
    c.rect(x - 66, y - 118, 132, 24, mix(c.pal.roof, WHITE, 0.2), 8)


def recycling(c: Canvas) -> None:
    """Three coloured sorting bins and people using them."""
    nature.sky(c, 560)
    nature.hills(c, 560, 2, 230)
    for k in range(4):
        build.house(c, 40 + k * 420 + c.rng.uniform(-40, 40), 630, c.rng.uniform(190, 260))
    nature.ground(c, 620)
    for x in (c.rng.uniform(60, 160), c.rng.uniform(1440, 1540)):
        nature.tree(c, x, 740, c.rng.uniform(380, 470))
    pavement(c, 760)
    tones = [c.pal.leaf[0], c.pal.accents[1], c.pal.accents[2]]
    c.rng.shuffle(tones)
    start = c.rng.uniform(430, 560)
    for k, tone in enumerate(tones):
        _bin(c, start + k * 235, 870, tone)
    person(c, (start - 190, 905), 330, look(c), REACH, 1)
    person(c, (start + 700, 900), c.rng.choice((240, 320)), look(c, "hair"), REACH, -1)
    if c.rng.random() < 0.6:
        person(c, (start + 880, 940), 300, look(c), HOLD, -1)
    build.basket(c, start - 330, 930, 70, c.accent())


def _bin(c: Canvas, x: float, y: float, tone: Colour) -> None:
    c.shadow(x, y, 120, 34)
    c.poly([(x - 92, y - 240), (x + 92, y - 240), (x + 76, y), (x - 76, y)], tone)
    c.poly([(x + 40, y - 240), (x + 92, y - 240), (x + 76, y), (x + 34, y)], mix(tone, c.pal.ink, 0.16))
    c.rect(x - 104, y - 268, 208, 40, mix(tone, c.pal.ink, 0.28), 16)
    c.rect(x - 46, y - 256, 92, 15, c.pal.ink, 7)
    pale = mix(tone, WHITE, 0.75)
    for k in range(3):
        a = k * 2 * pi / 3 - pi / 2
        p = [
            (x + cos(a + d) * r, y - 125 + sin(a + d) * r)
            for d, r in (
                (-0.6, 46),
                (0.3, 46),
                (0.3, 58),
                (0.75, 38),
                (0.3, 20),
                (0.3, 32),
                (-0.6, 32),
            )
        ]
        c.poly(p, pale)


def bus(c: Canvas) -> None:
    """A country bus passing a small shelter."""
    nature.sky(c, 520)
    nature.hills(c, 520, 3, c.rng.uniform(240, 330))
    nature.ground(c, 560, bumpy=50)
    for k in range(5):
        nature.tree(c, k * 380 + c.rng.uniform(-60, 80), 690, c.rng.uniform(200, 330))
    side = c.rng.choice((0, 1))
    sx = 1170.0 if side else 70.0
    _shelter(c, sx)
    for k in range(c.rng.randint(2, 3)):
        person(c, (sx + 80 + k * 95, 745), 190, look(c), STAND, -1 if side else 1)
    road = mix(c.pal.ink, c.pal.wall, 0.42)
    c.band(750, HEIGHT, mix(road, WHITE, 0.1), mix(road, c.pal.ink, 0.25))
    c.rect(-5, 742, WIDTH + 10, 16, mix(c.pal.wall, WHITE, 0.3))
    for k in range(8):
        c.rect(k * 230 + 40, 945, 130, 12, mix(WHITE, road, 0.2), 5)
    _coach(c, 130.0 if side else 480.0, 880, c.rng.choice(c.pal.accents[:3]), 1 if side else -1)


def _shelter(c: Canvas, x: float) -> None:
    c.shadow(x + 180, 748, 230, 30)
    for dx in (20, 330):
        c.rect(x + dx, 520, 16, 225, c.pal.ink)
    c.rect(x + 34, 560, 298, 130, mix(c.pal.sky[1], c.pal.accents[2], 0.25))
    c.rect(x - 20, 496, 410, 34, c.pal.roof, 8)
    c.rect(x + 50, 690, 260, 16, mix(c.pal.roof, c.pal.accents[1], 0.5), 6)


def _coach(c: Canvas, x: float, y: float, tone: Colour, face: int) -> None:
    c.shadow(x + 330, y + 34, 420, 40)
    c.rect(x, y - 290, 660, 290, tone, 40)
    c.rect(x, y - 110, 660, 110, mix(tone, c.pal.ink, 0.2), 24)
    c.rect(x, y - 128, 660, 34, mix(WHITE, tone, 0.12))
    c.rect(x + 30, y - 300, 600, 20, mix(tone, WHITE, 0.35), 10)
    glass = mix(c.pal.ink, c.pal.accents[2], 0.35)
    for k in range(6):
        left = x + 34 + k * 100
        c.rect(left, y - 258, 86, 112, glass, 12)
        if c.rng.random() < 0.7:
            wear = look(c, c.rng.choice(("hair", "bun", "non")))
            seated(c, (left + 43, y - 140), 104, wear, face)
            c.rect(left - 2, y - 146, 90, 22, tone)
        c.veil(
            [
                (left + 50, y - 258),
                (left + 74, y - 258),
                (left + 34, y - 146),
                (left + 10, y - 146),
            ],
            WHITE,
            0.2,
        )
    c.rect(x, y - 128, 660, 34, mix(WHITE, tone, 0.12))
    for wx in (x + 140, x + 520):
        c.dot(wx, y, 58, c.pal.ink)
        c.dot(wx, y, 30, mix(c.pal.ink, WHITE, 0.55))
        c.dot(wx, y, 12, c.pal.ink)
    front = x + 640 if face == 1 else x + 20
    c.oval(front, y - 62, 18, 24, mix(c.pal.sun, WHITE, 0.4))
