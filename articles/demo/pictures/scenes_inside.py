"""Scenes of rooms: reading, cooking, weaving, the stage."""

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas
from .palette import Colour, mix
from .people import HOLD, RAISE, REACH, WHITE, look, person, seated


def _room(c: Canvas, tint: Colour) -> Colour:
    wall = mix(c.pal.wall, tint, c.rng.uniform(0.16, 0.4))
    c.band(0, 740, mix(wall, WHITE, 0.22), mix(wall, tint, 0.1))
    floor = mix(c.pal.roof, c.pal.wall, 0.45)
    c.band(735, HEIGHT, floor, mix(floor, c.pal.ink, 0.22))
    for i in range(-5, 21):
        c.line(
            [(i * 100, 740), (800 + (i * 100 - 800) * 1.9, HEIGHT)],
            2.5,
            mix(floor, c.pal.ink, 0.14),
        )
    c.rect(0, 722, WIDTH, 18, mix(wall, c.pal.ink, 0.18))
    return wall


def _lamp(c: Canvas, x: float, y: float, tone: Colour) -> None:
    c.line([(x, -5), (x, y - 60)], 5, c.pal.ink)
    c.glow(x, y + 60, 330, 300, (mix(c.pal.sun, WHITE, 0.2), 0.6))
    c.poly([(x - 34, y - 64), (x + 34, y - 64), (x + 92, y + 8), (x - 92, y + 8)], tone)
    c.oval(x, y + 8, 92, 12, mix(c.pal.sun, WHITE, 0.5))


def library(c: Canvas) -> None:
    """Tall shelves of coloured books and readers at a table."""
    wall = _room(c, c.pal.accents[c.rng.choice((1, 2, 3))])
    wood = mix(c.pal.roof, c.pal.ink, 0.38)
    columns = c.rng.choice((4, 5))
    width = WIDTH / columns
    gap = c.rng.randrange(columns)
    for i in range(columns):
        if i == gap:
            glass = mix(*c.pal.sky, 0.6)
            build.window(c, i * width + 50, 130, (width - 100, 400), glass)
            nature.bush(c, (i + 0.5) * width, 528, 52)
            c.rect(i * width + 36, 530, width - 72, 20, mix(wall, WHITE, 0.6), 6)
        else:
            _shelf(c, i * width + 14, 90, width - 28, wood)
    for i in range(3):
        _lamp(
            c,
            300 + i * 500 + c.rng.uniform(-40, 40),
            c.rng.uniform(200, 250),
            c.rng.choice(c.pal.accents[:3]),
        )
    people = c.rng.randint(3, 5)
    for i in range(people):
        x = 200 + (i + 0.5) * 1200 / people
        seated(c, (x, 800), 225, look(c, c.rng.choice(("bun", "hair", "hair"))), c.rng.choice((1, -1)))
    table = mix(c.pal.accents[3], c.pal.roof, 0.4)
    c.shadow(800, 960, 700, 40)
    for x in (200, 1360):
        c.rect(x, 800, 40, 160, mix(table, c.pal.ink, 0.35))
    c.rect(120, 772, 1360, 48, table, 14)
    c.rect(120, 806, 1360, 16, mix(table, c.pal.ink, 0.25), 8)
    for i in range(people):
        _book(c, 200 + (i + 0.5) * 1200 / people + c.rng.uniform(-12, 12), 768, c.accent())
    for x in (150, 1370):
        for k in range(c.rng.randint(2, 4)):
            c.rect(x + c.rng.uniform(-8, 8), 750 - k * 22, 100, 20, c.accent(), 4)


def _shelf(c: Canvas, x: float, y: float, w: float, wood: Colour) -> None:
    c.rect(x, y, w, 650, wood, 8)
    for row in range(4):
        top = y + 18 + row * 157
        c.rect(x + 14, top, w - 28, 140, mix(wood, c.pal.ink, 0.5))
        left = x + 20.0
        while left < x + w - 44:
            wide, tall = c.rng.uniform(14, 30), c.rng.uniform(88, 130)
            tone = mix(c.accent(), c.pal.hill, c.rng.uniform(0, 0.35))
            if c.rng.random() < 0.09:
                left += wide
                continue
            c.rect(left, top + 140 - tall, wide, tall, tone, 3)
            c.rect(left + 3, top + 150 - tall * 0.9, wide - 6, 8, mix(tone, WHITE, 0.5))
            left += wide + 2


def _book(c: Canvas, x: float, y: float, tone: Colour) -> None:
    for side in (-1, 1):
        c.poly([(x, y), (x + side * 58, y - 12), (x + side * 58, y - 62), (x, y - 48)], tone)
        c.poly([(x, y - 4), (x + side * 52, y - 16), (x + side * 52, y - 66), (x, y - 52)], WHITE)


def kitchen(c: Canvas) -> None:
    """A warm kitchen: steaming pots, shelves of bowls and cooks."""
    wall = _room(c, c.pal.accents[c.rng.choice((1, 3, 0))])
    for row in range(5):
        for col in range(20):
            tile = mix(wall, WHITE, 0.28 if (row + col) % 2 else 0.12)
            c.rect(col * 80, 400 + row * 64, 78, 62, tile, 4)
    for y in (150, 285):
        for k in range(15):
            x = 110 + k * 98 + c.rng.uniform(-8, 8)
            tone = c.accent()
            if c.rng.random() < 0.75:
                c.poly([(x - 36, y - 36), (x + 36, y - 36), (x + 20, y), (x - 20, y)], tone)
                c.rect(x - 38, y - 42, 76, 10, mix(tone, WHITE, 0.4), 5)
            else:
                c.rect(x - 22, y - 78, 44, 78, mix(tone, c.pal.ink, 0.15), 12)
        c.rect(60, y, 1480, 16, mix(c.pal.roof, c.pal.ink, 0.3), 5)
    cooks = c.rng.randint(2, 3)
    for i in range(cooks):
        x = 330 + i * 900 / max(1, cooks - 1)
        wear = look(c, "chef" if i == 0 else c.rng.choice(("chef", "bun")))
        person(c, (x, 880), 500, wear, c.rng.choice((REACH, HOLD)), 1 if x < 800 else -1)
    c.rect(-5, 720, WIDTH + 10, 300, mix(c.pal.accents[2], c.pal.wall, 0.25))
    c.rect(-5, 700, WIDTH + 10, 34, mix(c.pal.wall, WHITE, 0.4))
    for k in range(6):
        c.rect(30 + k * 265, 775, 230, 205, mix(c.pal.accents[2], c.pal.wall, 0.38), 12)
        c.rect(120 + k * 265, 800, 50, 10, c.pal.ink, 5)
    for x, s in ((c.rng.uniform(530, 590), 1.05), (c.rng.uniform(980, 1040), 0.9)):
        _pot(c, x, 704, s)
    build.basket(c, 150, 704, 70, c.pal.leaf[0])
    build.basket(c, 1450, 704, 74, c.pal.accents[0])


def _pot(c: Canvas, x: float, y: float, s: float) -> None:
    for k in range(3):
        c.glow(x + (k - 1) * 45 * s, y - 270 * s - k * 50, 90 * s, 130 * s, (WHITE, 0.85))
    steel = mix(c.pal.ink, WHITE, 0.5)
    c.rect(x - 130 * s, y - 150 * s, 260 * s, 150 * s, steel, 22 * s)
    c.rect(x - 112 * s, y - 140 * s, 40 * s, 126 * s, mix(steel, WHITE, 0.4), 18 * s)
    c.rect(x + 70 * s, y - 148 * s, 60 * s, 146 * s, mix(steel, c.pal.ink, 0.25), 20 * s)
    c.rect(x - 142 * s, y - 166 * s, 284 * s, 26 * s, mix(steel, WHITE, 0.3), 12 * s)
    for side in (-1, 1):
        c.rect(x + side * 150 * s - 22 * s, y - 112 * s, 44 * s, 20 * s, c.pal.ink, 9 * s)


def weaving(c: Canvas) -> None:
    """A weaver at a wooden loom with patterned cloth."""
    _room(c, c.pal.accents[c.rng.choice((1, 3))])
    build.window(c, 90, 130, (330, 330), mix(*c.pal.sky, 0.5))
    c.poly(
        [(90, 460), (90, 380), (220, 300), (310, 370), (420, 330), (420, 460)],
        mix(c.pal.hill, c.pal.sky[1], 0.3),
    )
    c.glow(300, 420, 620, 460, (c.pal.sun, 0.35))
    for k in range(4):
        _banner(c, 1190 + k * 100, 90, 78, c.rng.uniform(250, 380))
    wood = mix(c.pal.roof, c.pal.ink, 0.35)
    light = mix(wood, c.pal.accents[1], 0.3)
    c.shadow(860, 905, 500, 60)
    for x in (590, 1090):
        c.rect(x, 260, 34, 640, wood, 8)
    c.rect(550, 250, 620, 36, light, 10)
    cloth = [c.accent(), mix(c.accent(), c.pal.ink, 0.3), c.accent(), WHITE, c.pal.accents[0]]
    c.fade(
        [(640, 300), (1074, 300), (1074, 560), (640, 560)],
        mix(WHITE, cloth[0], 0.25),
        mix(WHITE, cloth[0], 0.1),
    )
    for k in range(63):
        c.line([(642 + k * 7, 300), (642 + k * 7, 560)], 1.6, mix(cloth[2], WHITE, 0.3))
    _pattern(c, 640, 540, 434, cloth)
    for y in (390, 470):
        c.rect(600, y, 512, 18, light, 6)
    c.rect(570, 520, 580, 30, wood, 9)
    c.rect(570, 800, 580, 40, wood, 9)
    wear = look(c, "bun", dress=False)
    c.rect(330, 800, 190, 26, light, 8)
    for x in (350, 480):
        c.rect(x, 820, 20, 110, wood, 4)
    c.line([(430, 780), (560, 800), (600, 900)], 74, wear.bottom)
    c.oval(628, 934, 58, 22, c.pal.ink)
    seated(c, (430, 805), 330, wear)
    build.basket(c, 200, 930, 84, c.accent())
    build.basket(c, 1330, 935, 96, c.accent())


def _banner(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    tone = c.accent()
    c.rect(x, y, w, h, tone)
    for k in range(int(h // 42)):
        yy = y + 12 + k * 42
        other = mix(c.pal.accents[k % 4], c.pal.ink, 0.12)
        c.poly(
            [
                (x + w / 2, yy),
                (x + w * 0.85, yy + 15),
                (x + w / 2, yy + 30),
                (x + w * 0.15, yy + 15),
            ],
            other,
        )
    c.rect(x - 8, y - 8, w + 16, 14, c.pal.ink, 6)


def _pattern(c: Canvas, x: float, y: float, w: float, tones: list[Colour]) -> None:
    for row in range(9):
        base = tones[row % len(tones)]
        c.rect(x, y + row * 32, w, 32, base)
        mark = tones[(row + 2) % len(tones)]
        count = 12
        for k in range(count):
            cx = x + (k + 0.5) * w / count
            if row % 2:
                c.poly(
                    [
                        (cx, y + row * 32 + 4),
                        (cx + 13, y + row * 32 + 16),
                        (cx, y + row * 32 + 28),
                        (cx - 13, y + row * 32 + 16),
                    ],
                    mark,
                )
            else:
                c.poly(
                    [
                        (cx - 16, y + row * 32 + 25),
                        (cx, y + row * 32 + 8),
                        (cx + 16, y + row * 32 + 25),
                    ],
                    mark,
                )


def stage(c: Canvas) -> None:
    """Performers in the lights before an audience."""
    back = mix(c.pal.ink, c.pal.accents[2], c.rng.uniform(0.2, 0.5))
    c.band(0, 720, mix(back, c.pal.ink, 0.35), back)
    nature.hills(c, 640, 3, 260)
    x = c.rng.uniform(550, 1050)
    c.glow(x, 330, 420, 420, (c.pal.accents[1], 0.8))
    c.dot(x, 330, 170, mix(c.pal.accents[1], WHITE, 0.15))
    c.band(640, 790, mix(c.pal.roof, c.pal.accents[1], 0.4), mix(c.pal.roof, c.pal.ink, 0.2))
    performers = c.rng.randint(3, 5)
    for i in range(performers):
        px = 340 + (i + 0.5) * 920 / performers
        person(
            c,
            (px, 735 + (i % 2) * 22),
            330,
            look(c, c.rng.choice(("non", "bun")), dress=True),
            c.rng.choice((RAISE, REACH, RAISE)),
            c.rng.choice((1, -1)),
        )
    for px, lean in ((380, 160), (800, 0), (1220, -160)):
        cone = [(px - 14, 0), (px + 14, 0), (px + lean + 190, 760), (px + lean - 190, 760)]
        c.veil(cone, mix(c.pal.sun, WHITE, 0.4), 0.14)
    _curtain(c)
    c.rect(-5, 785, WIDTH + 10, 60, mix(c.pal.roof, c.pal.ink, 0.5))
    c.rect(-5, 785, WIDTH + 10, 12, c.pal.accents[1])
    c.band(840, HEIGHT, mix(c.pal.ink, back, 0.4), c.pal.ink)
    for row in range(2):
        for k in range(11):
            wear = look(c, c.rng.choice(("non", "bun", "hair")))
            dim = type(wear)(mix(wear.top, c.pal.ink, 0.55), c.pal.ink, mix(wear.skin, c.pal.ink, 0.5), wear.hat)
            seated(c, (k * 155 + row * 76 + c.rng.uniform(-16, 16), 985 + row * 70), 190, dim)


def _curtain(c: Canvas) -> None:
    red = mix(c.pal.accents[0], c.pal.ink, 0.15)
    for side in (0, 1):
        for k in range(6):
            left = k * 46 if side == 0 else WIDTH - (k + 1) * 46
            tone = mix(red, c.pal.ink, 0.28 if k % 2 else 0.05)
            c.fade(
                [(left, 0), (left + 47, 0), (left + 47, 790), (left, 790)],
                mix(tone, WHITE, 0.06),
                mix(tone, c.pal.ink, 0.3),
            )
    for k in range(9):
        c.oval((k + 0.5) * WIDTH / 9, 28, 100, 74, mix(red, c.pal.ink, 0.16 if k % 2 else 0))
        c.oval((k + 0.5) * WIDTH / 9, 92, 80, 7, c.pal.accents[1])
