"""Groups of people and the paving they stand on."""

from .canvas import HEIGHT, WIDTH, Canvas
from .palette import mix
from .people import HOLD, STAND, WALK, look, person

POSES = (STAND, WALK, HOLD)


def crowd(c: Canvas, y: float, h: float, count: int, hat: str = "") -> None:
    """Draw `count` people spread over the width near the height y."""
    slots = list(range(count))
    c.rng.shuffle(slots)
    for slot in slots:
        x = 110 + (slot + c.rng.uniform(0.2, 0.8)) * (WIDTH - 220) / count
        person(
            c,
            (x, y + c.rng.uniform(-12, 12)),
            h * c.rng.uniform(0.9, 1.08),
            look(c, hat),
            c.rng.choice(POSES),
            c.rng.choice((1, -1)),
        )


def pavement(c: Canvas, y: float) -> None:
    """Draw a paved foreground from y down."""
    tone = mix(c.pal.wall, c.pal.hill, 0.18)
    c.band(y, HEIGHT, mix(tone, c.pal.sky[1], 0.3), mix(tone, c.pal.ink, 0.22))
    seam = mix(tone, c.pal.ink, 0.16)
    for i in range(1, 5):
        yy = y + (HEIGHT - y) * (i / 5) ** 1.5
        c.line([(0, yy), (WIDTH, yy)], 2.5, seam)
    for i in range(-6, 23):
        c.line([(i * 100, y), (800 + (i * 100 - 800) * 2.1, HEIGHT)], 2, seam)
