"""Scenes of village buildings."""

from . import build, nature
from .canvas import WIDTH, Canvas
from .crowds import crowd, pavement
from .palette import Colour, mix
from .people import HOLD, WALK, WHITE, look, person


def village_gate(c: Canvas) -> None:
    """An old gate with upturned roofs beside a great tree."""
    nature.sky(c, 600)
    nature.hills(c, 600, 2, 200)
    nature.ground(c, 620)
    for x in (c.rng.uniform(60, 260), c.rng.uniform(1150, 1330)):
        build.house(c, x, 690, c.rng.uniform(150, 200))
    cx = c.rng.uniform(700, 900)
    path = mix(c.pal.wall, c.pal.roof, 0.25)
    c.fade(
        [(cx - 75, 690), (cx + 75, 690), (cx + 420, 1010), (cx - 420, 1010)],
        path,
        mix(path, c.pal.ink, 0.2),
    )
    for i in range(6):
        y = 720 + 290 * (i / 6) ** 1.4
        half = 75 + (y - 690) * 1.08
        c.line([(cx - half, y), (cx + half, y)], 3, mix(path, c.pal.ink, 0.18))
    side = c.rng.choice((-1, 1))
    nature.tree(c, cx + side * 420, 740, c.rng.uniform(520, 600))
    if c.rng.random() < 0.6:
        nature.palm(c, cx - side * 430, 730, 520)
    _gate(c, cx)
    for i in range(c.rng.randint(2, 4)):
        x = cx + (-150, 130, -20, 240)[i] + c.rng.uniform(-30, 30)
        y = 780 + i * 38
        if c.rng.random() < 0.35:
            build.bicycle(c, x, y, 62, look(c), c.rng.choice((1, -1)))
        else:
            person(c, (x, y), 120 + (y - 740) * 0.5, look(c), WALK, c.rng.choice((1, -1)))
    nature.tufts(c, 760, 980, 26)


def _gate(c: Canvas, x: float) -> None:
    wall = mix(c.pal.wall, c.pal.accents[1], 0.22)
    shade = mix(wall, c.pal.ink, 0.22)
    c.shadow(x, 705, 330, 50)
    for side in (-1, 1):
        c.rect(x + side * 245 - 55, 500, 110, 205, wall)
        c.rect(x + side * 245 - 32, 560, 64, 145, shade, 30)
        build.roof_curved(c, x + side * 245, 505, 120, 46)
    c.rect(x - 195, 390, 390, 315, wall)
    c.rect(x - 195, 390, 390, 34, shade)
    opening = mix(c.pal.sky[1], c.pal.leaf[0], 0.45)
    c.rect(x - 92, 520, 184, 190, mix(opening, c.pal.ink, 0.35))
    c.oval(x, 520, 92, 82, mix(opening, c.pal.ink, 0.35))
    c.rect(x - 72, 535, 144, 172, opening)
    c.oval(x, 535, 72, 66, opening)
    c.poly(
        [(x - 72, 706), (x + 72, 706), (x + 30, 640), (x - 30, 640)],
        mix(c.pal.wall, c.pal.roof, 0.25),
    )
    for px in (-175, 135):
        c.rect(x + px, 440, 40, 265, mix(wall, c.pal.roof, 0.3))
    build.roof_curved(c, x, 396, 440, 84)
    c.rect(x - 110, 262, 220, 60, wall)
    c.rect(x - 76, 274, 152, 40, shade, 8)
    build.roof_curved(c, x, 268, 270, 66)


def market(c: Canvas) -> None:
    """Stalls under striped awnings."""
    nature.sky(c, 520)
    nature.hills(c, 520, 2, 220)
    pavement(c, 560)
    for i in range(5):
        build.house(c, i * 340 + c.rng.uniform(-60, 40), 580, c.rng.uniform(210, 280))
    crowd(c, 650, 130, c.rng.randint(5, 8))
    stalls = c.rng.choice((2, 3))
    width = WIDTH / stalls
    for i in range(stalls):
        _stall(c, i * width + width * 0.08, 800, width * 0.84)
    crowd(c, 950, 280, c.rng.randint(1, 3))
    shopper = look(c, "non")
    person(c, (c.rng.uniform(200, 1400), 975), 300, shopper, WALK, c.rng.choice((1, -1)))


def _stall(c: Canvas, x: float, y: float, w: float) -> None:
    post = mix(c.pal.ink, c.pal.roof, 0.4)
    for share in (0.03, 0.95):
        c.rect(x + w * share, y - 350, 12, 350, post)
    person(
        c,
        (x + w * c.rng.uniform(0.35, 0.6), y + 12),
        250,
        look(c, c.rng.choice(("non", "bun"))),
        HOLD,
    )
    c.shadow(x + w / 2, y + 62, w * 0.52, 34)
    table = mix(c.pal.accents[3], c.pal.roof, 0.35)
    c.rect(x, y - 50, w, 108, table)
    c.rect(x - 8, y - 62, w + 16, 20, mix(table, WHITE, 0.3), 6)
    for k in range(1, 7):
        c.line([(x + w * k / 7, y - 38), (x + w * k / 7, y + 56)], 3, mix(table, c.pal.ink, 0.16))
    goods = [*c.pal.accents[:3], c.pal.leaf[0], mix(c.pal.accents[0], c.pal.accents[1], 0.5)]
    c.rng.shuffle(goods)
    count = max(3, round(w / 120))
    for k in range(count):
        build.basket(c, x + w * (k + 0.5) / count, y - 58, min(50, w / count * 0.42), goods[k % 5])
    build.awning(c, x - 16, y - 370, w + 32, 92, c.rng.choice(c.pal.accents[:3]))


def school_yard(c: Canvas) -> None:
    """A low school with a tiled roof, a yard and playing children."""
    nature.sky(c, 560)
    nature.hills(c, 560, 2, 240)
    pavement(c, 640)
    x0, w = c.rng.uniform(120, 260), c.rng.uniform(1080, 1220)
    wall = mix(c.pal.wall, c.pal.accents[1], c.rng.uniform(0.05, 0.4))
    c.shadow(x0 + w / 2, 655, w * 0.52, 40)
    c.rect(x0, 400, w, 255, wall)
    c.rect(x0, 400, w, 40, mix(wall, c.pal.ink, 0.25))
    _classrooms(c, x0, w, wall)
    flower = mix(c.pal.accents[0], c.pal.accents[1], c.rng.uniform(0, 0.5))
    nature.tree(c, c.rng.uniform(60, 150), 720, c.rng.uniform(430, 520), flower)
    nature.tree(c, c.rng.uniform(1440, 1540), 740, c.rng.uniform(400, 480), c.rng.choice((None, flower)))
    crowd(c, 780, 120, c.rng.randint(5, 7), "hair")
    crowd(c, 910, 170, c.rng.randint(3, 5), "hair")
    ball = c.rng.uniform(500, 1100)
    c.shadow(ball, 940, 30)
    c.dot(ball, 914, 26, c.pal.accents[0])
    c.oval(ball - 6, 906, 10, 8, mix(c.pal.accents[0], WHITE, 0.5))


def _classrooms(c: Canvas, x0: float, w: float, wall: Colour) -> None:
    rooms = 5
    for i in range(rooms):
        left = x0 + w * i / rooms
        glass = mix(c.pal.accents[2], c.pal.sky[1], 0.35)
        build.window(c, left + 28, 470, (w / rooms * 0.36, 90), glass)
        c.rect(
            left + w / rooms * 0.58,
            462,
            w / rooms * 0.26,
            193,
            mix(c.pal.accents[2], c.pal.ink, 0.15),
        )
    for i in range(rooms + 1):
        c.rect(x0 + (w - 20) * i / rooms, 400, 20, 255, mix(wall, WHITE, 0.5))
    c.poly([(x0 - 50, 412), (x0 + 40, 300), (x0 + w - 40, 300), (x0 + w + 50, 412)], c.pal.roof)
    for i in range(1, 30):
        share = i / 30
        c.line(
            [(x0 + 40 + (w - 80) * share, 300), (x0 - 50 + (w + 100) * share, 412)],
            2.5,
            mix(c.pal.roof, c.pal.ink, 0.16),
        )
    c.rect(x0 - 20, 648, w + 40, 16, mix(wall, c.pal.ink, 0.2), 4)


def clinic(c: Canvas) -> None:
    """A bright health station with a cross on its wall."""
    nature.sky(c, 560)
    nature.hills(c, 560, 3, 270)
    nature.ground(c, 590)
    x = c.rng.uniform(380, 520)
    green = c.rng.choice((c.pal.accents[2], c.pal.leaf[1], mix(c.pal.accents[2], c.pal.leaf[0], 0.5)))
    white = mix(c.pal.wall, WHITE, 0.5)
    c.shadow(x + 370, 712, 470, 60)
    c.rect(x - 190, 470, 240, 240, mix(white, c.pal.hill, 0.14))
    c.rect(x - 205, 452, 262, 24, green, 6)
    c.rect(x, 360, 740, 350, white)
    c.rect(x - 18, 336, 776, 32, green, 6)
    c.rect(x, 368, 740, 22, mix(white, c.pal.ink, 0.16))
    glass = mix(c.pal.accents[2], c.pal.sky[1], 0.4)
    for wx in (x - 150, x - 40, x + 40, x + 580):
        build.window(c, wx, 530, (80, 100), glass)
    for wx in (x + 40, x + 160, x + 580):
        build.window(c, wx, 416, (80, 66), glass)
    c.rect(x + 290, 500, 230, 210, mix(c.pal.ink, c.pal.accents[2], 0.5))
    c.rect(x + 300, 510, 100, 200, glass)
    c.rect(x + 410, 510, 100, 200, glass)
    c.rect(x + 250, 478, 310, 26, green, 6)
    cross = (x + 405, 424)
    c.dot(*cross, 46, green)
    c.rect(cross[0] - 9, cross[1] - 28, 18, 56, white, 3)
    c.rect(cross[0] - 28, cross[1] - 9, 56, 18, white, 3)
    path = mix(c.pal.wall, c.pal.roof, 0.18)
    c.fade(
        [(x + 280, 712), (x + 530, 712), (x + 760, 1010), (x + 60, 1010)],
        path,
        mix(path, c.pal.ink, 0.16),
    )
    for tx in (c.rng.uniform(60, 140), c.rng.uniform(1400, 1520)):
        nature.tree(c, tx, 760, c.rng.uniform(330, 440))
    for bx in range(5):
        nature.bush(c, x - 150 + bx * 62, 730, 30)
    crowd(c, 840, 190, c.rng.randint(3, 5))
