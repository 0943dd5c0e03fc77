"""Scenes of sport and cycling."""

from math import cos, pi, sin

from . import build, nature
from .canvas import HEIGHT, WIDTH, Canvas
from .crowds import crowd
from .palette import Colour, mix
from .people import RAISE, WALK, WHITE, Pose, look, person

KICK = Pose((-1.5, 1.2), (1.5, 1.4), 1.25)


def football(c: Canvas) -> None:
    """A match on a village pitch."""
    nature.sky(c, 500)
    nature.hills(c, 500, 3, c.rng.uniform(200, 300))
    light, dark = c.pal.leaf[0], mix(c.pal.leaf[0], c.pal.leaf[1], 0.4)
    light, dark = mix(light, c.pal.field[0], 0.4), mix(dark, c.pal.field[0], 0.25)
    for tree_x in range(40, WIDTH, 130):
        nature.tree(c, tree_x + c.rng.uniform(-40, 40), 560, c.rng.uniform(130, 210))
    crowd(c, 578, 76, 14)
    for i in range(8):
        y0 = 575 + 430 * (i / 8) ** 1.3
        c.band(y0, HEIGHT, light if i % 2 else dark, light if i % 2 else dark)
    chalk = mix(WHITE, light, 0.2)
    c.line([(0, 596), (WIDTH, 596)], 5, chalk)
    side = c.rng.choice((0, 1))
    gx = 1180 if side else 160
    _goal(c, gx, chalk)
    kits = c.rng.sample(c.pal.accents[:3], 2)
    person(c, (gx + 130, 640), 128, look(c, "cap"), RAISE)
    for i in range(c.rng.randint(5, 7)):
        y = 710 + (i * 97) % 240
        wear = look(c, "hair", dress=False)
        wear = type(wear)(kits[i % 2], mix(kits[i % 2], c.pal.ink, 0.55), wear.skin, "hair")
        x = 150 + i * 215 + c.rng.uniform(-60, 60)
        person(
            c,
            (x, y),
            130 + (y - 600) * 0.42,
            wear,
            c.rng.choice((KICK, WALK, KICK)),
            1 if side else -1,
        )
    bx, by = c.rng.uniform(560, 1040), c.rng.uniform(800, 930)
    c.shadow(bx, by + 24, 34)
    c.dot(bx, by, 25, WHITE)
    for k in range(5):
        c.dot(bx + cos(k * 2 * pi / 5) * 17, by + sin(k * 2 * pi / 5) * 17, 5.5, c.pal.ink)
    c.dot(bx, by, 7.5, c.pal.ink)


def _goal(c: Canvas, gx: float, chalk: Colour) -> None:
    for k in range(14):
        c.line([(gx + k * 20, 480), (gx + k * 20, 604)], 1.6, chalk)
    for k in range(7):
        c.line([(gx, 484 + k * 20), (gx + 260, 484 + k * 20)], 1.6, chalk)
    c.line([(gx, 606), (gx, 478), (gx + 260, 478), (gx + 260, 606)], 9, WHITE)
    c.line([(gx - 110, 690), (gx + 370, 690), (gx + 330, 598)], 5, chalk)
    c.line([(gx - 110, 690), (gx - 70, 598)], 5, chalk)


def bicycles(c: Canvas) -> None:
    """Cyclists on a tree-lined road."""
    nature.sky(c, 560)
    nature.hills(c, 560, 3, c.rng.uniform(200, 290))
    nature.ground(c, 580)
    flower = c.rng.choice((None, mix(c.pal.accents[0], c.pal.accents[1], c.rng.random())))
    for k in range(6):
        nature.tree(c, 60 + k * 300 + c.rng.uniform(-50, 50), 690, c.rng.uniform(330, 440), flower)
    road = mix(c.pal.wall, c.pal.hill, 0.4)
    c.band(715, 925, mix(road, WHITE, 0.12), mix(road, c.pal.ink, 0.12))
    c.rect(-5, 706, WIDTH + 10, 14, mix(c.pal.wall, WHITE, 0.4))
    c.rect(-5, 922, WIDTH + 10, 12, mix(c.pal.wall, WHITE, 0.2))
    for k in range(9):
        c.rect(k * 190 + 30, 800, 100, 8, mix(WHITE, road, 0.25), 4)
    face = c.rng.choice((1, -1))
    riders = c.rng.randint(3, 5)
    for k in range(riders):
        lane = k % 2
        x = 200 + (k + 0.5) * 1250 / riders + c.rng.uniform(-50, 50)
        build.bicycle(c, x, 790 + lane * 105, 84 + lane * 18, look(c), face)
    nature.tufts(c, 945, 1000, 60)
    for _ in range(5):
        nature.bush(c, c.rng.uniform(0, WIDTH), 990, c.rng.uniform(26, 46))
