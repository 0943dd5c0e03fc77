"""Scenes of rivers, pools and running water."""

from math import cos, pi, sin

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas
from .crowds import crowd
from .palette import Colour, mix
from .people import HOLD, REACH, WALK, WHITE, look, person


def boat(c: Canvas) -> None:
    """Boats on calm water under hills."""
    shore = c.rng.uniform(500, 570)
    nature.sky(c, shore)
    nature.hills(c, shore, 4, c.rng.uniform(300, 400))
    nature.water(c, shore + 12, HEIGHT)
    for _ in range(12):
        nature.bush(c, c.rng.uniform(0, WIDTH), shore + 16, c.rng.uniform(14, 40))
    c.veil(
        [(0, shore + 14), (WIDTH, shore + 14), (WIDTH, shore + 70), (0, shore + 120)],
        c.pal.hill,
        0.25,
    )
    if c.rng.random() < 0.6:
        nature.bamboo(c, c.rng.choice((90.0, 1510.0)), shore + 40, 330)
    spots = sorted((c.rng.uniform(620, 860), i) for i in range(c.rng.randint(1, 3)))
    for y, i in spots:
        _rower(c, (0.2 + 0.3 * i) * WIDTH + c.rng.uniform(-60, 160), y)
    for _ in range(9):
        _reed(
            c,
            c.rng.choice((c.rng.uniform(0, 260), c.rng.uniform(1340, 1600))),
            1004,
            c.rng.uniform(90, 190),
        )


def _rower(c: Canvas, x: float, y: float) -> None:
    size = 70 + (y - 560) * 0.36
    face = c.rng.choice((1, -1))
    build.sampan(c, x, y, size, mix(c.pal.roof, c.pal.ink, 0.3))
    person(c, (x - face * size * 0.75, y - size * 0.08), size * 1.75, look(c, "non"), HOLD, face)
    hand = (x - face * size * 0.6, y - size * 0.95)
    c.line(
        [
            (hand[0] - face * 10, hand[1] - size * 0.35),
            (x + face * size * 0.1, y + size * 0.35),
        ],
        size * 0.045,
        mix(c.pal.ink, c.pal.accents[1], 0.3),
    )
    if c.rng.random() < 0.7:
        build.basket(c, x + face * size * 0.35, y - size * 0.08, size * 0.26, c.accent())


def _reed(c: Canvas, x: float, y: float, h: float) -> None:
    for k in range(5):
        lean = (k - 2) * h * 0.14 + c.rng.uniform(-8, 8)
        c.poly([(x - 5, y), (x + 5, y), (x + lean, y - h * c.rng.uniform(0.7, 1))], c.pal.leaf[k % 2])


def river_bridge(c: Canvas) -> None:
    """An arched bridge over a wide river."""
    shore = c.rng.uniform(500, 540)
    nature.sky(c, shore)
    nature.hills(c, shore, 3, c.rng.uniform(240, 340))
    nature.water(c, shore + 10, HEIGHT, 40)
    deck = shore + 40
    stone = mix(c.pal.wall, c.pal.hill, 0.25)
    dark = mix(stone, c.pal.ink, 0.3)
    arches = c.rng.choice((2, 3, 4))
    span = WIDTH / arches
    for i in range(arches + 1):
        x = i * span
        c.glow(x, deck + 170, 90, 40, (c.pal.ink, 0.4))
        c.rect(x - 34, deck, 68, 165, dark, 6)
        c.rect(x - 44, deck + 140, 88, 34, stone, 8)
    if c.rng.random() < 0.5:
        _arch(c, deck, span, arches, stone)
    c.rect(-5, deck - 14, WIDTH + 10, 42, stone)
    c.rect(-5, deck + 22, WIDTH + 10, 12, dark)
    for i in range(c.rng.randint(3, 6)):
        x = (i + 0.5) * WIDTH / 6 + c.rng.uniform(-70, 70)
        if i % 2:
            build.bicycle(c, x, deck - 12, 34, look(c), c.rng.choice((1, -1)))
        else:
            person(c, (x, deck - 12), 98, look(c), WALK, c.rng.choice((1, -1)))
    for x in range(0, WIDTH + 1, 40):
        c.rect(x - 3, deck - 46, 6, 40, mix(stone, WHITE, 0.3))
    c.rect(-5, deck - 52, WIDTH + 10, 9, mix(stone, WHITE, 0.4))
    c.fade([(-10, 900), (330, 940), (620, 1010), (-10, 1010)], *c.pal.field)
    c.fade([(1610, 850), (1260, 920), (960, 1010), (1610, 1010)], *c.pal.field)
    nature.tree(c, c.rng.uniform(70, 170), 950, c.rng.uniform(300, 390))
    nature.bush(c, 1500, 940, 60)
    nature.bush(c, 1380, 975, 42)


def _arch(c: Canvas, deck: float, span: float, arches: int, tone: tuple[int, int, int]) -> None:
    for i in range(arches):
        curve = [(i * span + span * k / 24, deck - 190 * (1 - (k / 12 - 1) ** 2) + 6) for k in range(25)]
        c.line(curve, 20, tone)
        for x, y in curve[3:-2:3]:
            c.line([(x, y), (x, deck)], 5, mix(tone, c.pal.ink, 0.15))


def water_tap(c: Canvas) -> None:
    """Clear water running from a tap into a bucket."""
    nature.sky(c, 520)
    nature.hills(c, 520, 3, c.rng.uniform(260, 350))
    nature.ground(c, 560)
    build.house(c, c.rng.uniform(60, 160), 650, 300)
    nature.tree(c, c.rng.uniform(1380, 1520), 700, 430)
    nature.tufts(c, 680, 980, 50)
    x = c.rng.uniform(760, 860)
    stone = mix(c.pal.wall, c.pal.hill, 0.2)
    c.shadow(x - 180, 900, 420, 60)
    c.rect(x - 520, 500, 400, 380, stone, 16)
    c.rect(x - 540, 476, 440, 44, mix(stone, WHITE, 0.35), 12)
    c.rect(x - 200, 520, 80, 360, mix(stone, c.pal.ink, 0.14))
    for row in range(3):
        c.line([(x - 520, 590 + row * 90), (x - 122, 590 + row * 90)], 3, mix(stone, c.pal.ink, 0.14))
    c.rect(x - 560, 870, 860, 40, mix(stone, c.pal.ink, 0.12), 10)
    steel = mix(c.pal.ink, WHITE, 0.45)
    c.rect(x - 130, 596, 180, 34, steel, 12)
    c.rect(x - 126, 586, 26, 54, mix(steel, c.pal.ink, 0.25), 6)
    c.line([(x + 30, 613), (x + 62, 618), (x + 66, 660)], 34, steel)
    c.rect(x - 44, 556, 16, 44, mix(steel, c.pal.ink, 0.3))
    c.rect(x - 84, 544, 96, 22, c.pal.accents[0], 11)
    jet = mix(c.pal.water[0], WHITE, 0.55)
    c.poly([(x + 52, 668), (x + 80, 668), (x + 88, 800), (x + 44, 800)], jet)
    c.poly([(x + 58, 668), (x + 64, 668), (x + 62, 800), (x + 54, 800)], WHITE)
    _bucket(c, x + 66, 905, c.rng.choice(c.pal.accents[:3]))
    for k in range(c.rng.randint(1, 2)):
        person(c, (x + 330 + k * 200, 930 + k * 22), c.rng.choice((290, 350)), look(c), REACH, -1)


def _bucket(c: Canvas, x: float, y: float, tone: Colour) -> None:
    c.shadow(x, y, 120, 30)
    c.poly([(x - 108, y - 130), (x + 108, y - 130), (x + 80, y), (x - 80, y)], tone)
    c.poly(
        [(x + 50, y - 130), (x + 108, y - 130), (x + 80, y), (x + 40, y)],
        mix(tone, c.pal.ink, 0.18),
    )
    c.oval(x, y - 130, 108, 24, mix(tone, WHITE, 0.3))
    c.oval(x, y - 126, 96, 18, mix(c.pal.water[0], WHITE, 0.3))
    c.oval(x, y - 128, 40, 8, WHITE)
    for _ in range(7):
        c.dot(x + c.rng.uniform(-90, 90), y - 150 - c.rng.uniform(0, 40), c.rng.uniform(3, 6), WHITE)


def swimming(c: Canvas) -> None:
    """Children in the lanes of a pool."""
    nature.sky(c, 400)
    nature.hills(c, 400, 2, 190)
    for tree_x in range(50, WIDTH, 210):
        nature.tree(c, tree_x + c.rng.uniform(-50, 50), 440, c.rng.uniform(170, 240))
    deck = mix(c.pal.wall, c.pal.accents[3], 0.5)
    c.band(425, 560, deck, mix(deck, c.pal.ink, 0.1))
    crowd(c, 515, 150, c.rng.randint(3, 5))
    c.rect(-5, 545, WIDTH + 10, 20, mix(deck, WHITE, 0.6))
    c.rect(-5, 562, WIDTH + 10, 22, mix(c.pal.accents[2], WHITE, 0.3))
    blue = mix(c.pal.accents[2], (96, 200, 222), 0.6)
    c.band(582, HEIGHT, mix(blue, WHITE, 0.35), blue)
    for _ in range(60):
        y = c.rng.uniform(595, 990)
        x, half = c.rng.uniform(0, WIDTH), 14 + (y - 580) * 0.13
        c.rect(x - half, y, half * 2, 4 + (y - 580) * 0.01, mix(blue, WHITE, 0.6), 3)
    for lane in range(3):
        rope = 655 + lane * 118
        for k in range(41):
            tone = c.pal.accents[0] if (k // 2) % 2 else WHITE
            c.oval(k * 40, rope, 19, 6 + lane * 2.2, tone)
    for lane in range(4):
        for k in range(c.rng.randint(1, 2)):
            start = c.rng.uniform(120, 700) + k * 760
            _swimmer(c, start, 628 + lane * 106, 22 + lane * 8)


def _swimmer(c: Canvas, x: float, y: float, r: float) -> None:
    wear = look(c, "hair")
    foam = mix(WHITE, c.pal.accents[2], 0.12)
    c.oval(x, y + r * 0.8, r * 3.2, r * 0.6, foam)
    c.line(
        [(x + r, y + r * 0.5), (x + r * 2.1, y - r * 0.9), (x + r * 3.2, y + r * 0.3)],
        r * 0.6,
        wear.skin,
    )
    c.rect(x - r * 2.4, y - r * 0.1, r * 2.6, r * 0.9, wear.top, r * 0.4)
    c.dot(x + r * 0.4, y - r * 0.4, r, wear.skin)
    cap = c.rng.choice(c.pal.accents[:3])
    c.poly(
        [
            (
                x + r * 0.4 + cos(pi + pi * k / 12) * r * 1.08,
                y - r * 0.5 + sin(pi + pi * k / 12) * r * 1.05,
            )
            for k in range(13)
        ],
        cap,
    )
    c.rect(x + r * 0.5, y - r * 0.5, r * 0.95, r * 0.36, c.pal.ink, r * 0.16)
    c.oval(x - r * 0.3, y + r * 1.05, r * 3.4, r * 0.42, foam)
