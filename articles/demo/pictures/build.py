"""Houses, vehicles and other made things."""

from math import cos, pi, sin

from .canvas import Canvas, Point
from .palette import Colour, mix
from .people import Look, head

WHITE: Colour = (255, 252, 244)


def house(c: Canvas, x: float, y: float, w: float, *, lit: bool = False) -> None:
    """Draw a tiled village house whose base starts at (x, y) and is `w` wide."""
    h, rise = w * 0.4, w * 0.26
    wall = mix(c.pal.wall, c.accent(), c.rng.uniform(0.05, 0.28))
    c.shadow(x + w / 2, y, w * 0.6, w * 0.1)
    c.rect(x, y - h, w, h, wall)
    c.rect(x, y - h, w, h * 0.22, mix(wall, c.pal.ink, 0.22))
    c.rect(x, y - h * 0.08, w, h * 0.08, mix(wall, c.pal.ink, 0.3))
    eave = w * 0.09
    roof = mix(c.pal.roof, c.pal.ink, c.rng.uniform(0, 0.2))
    left, right, top = x - eave, x + w + eave, y - h - rise
    low = y - h + w * 0.03
    c.poly([(left, low), (x + w * 0.1, top), (x + w * 0.9, top), (right, low)], roof)
    for i in range(1, 9):
        share = i / 9
        start = (x + w * 0.1 + w * 0.8 * share, top)
        c.line([start, (left + (right - left) * share, low)], 2, mix(roof, c.pal.ink, 0.2))
    c.rect(x + w * 0.08, top - w * 0.02, w * 0.84, w * 0.045, mix(roof, WHITE, 0.2), w * 0.02)
    glass = mix(c.pal.accents[1], WHITE, 0.2) if lit else mix(c.pal.ink, c.pal.accents[2], 0.55)
    for share in (0.12, 0.66):
        window(c, x + w * share, y - h * 0.66, (w * 0.2, h * 0.36), glass)
    c.rect(x + w * 0.42, y - h * 0.66, w * 0.16, h * 0.66, mix(c.pal.roof, c.pal.ink, 0.45))


def window(c: Canvas, x: float, y: float, size: Point, glass: Colour) -> None:
    """Draw a framed window with its top left corner at (x, y)."""
    w, h = size
    frame = mix(c.pal.wall, WHITE, 0.6)
    c.rect(x - 4, y - 4, w + 8, h + 8, frame)
    c.rect(x, y, w, h, glass)
    c.poly(
        [(x, y + h), (x, y + h * 0.45), (x + w * 0.6, y), (x + w * 0.95, y)],
        mix(glass, WHITE, 0.16),
    )
    c.rect(x + w / 2 - 2, y, 4, h, frame)


def facade(c: Canvas, x: float, y: float, w: float, h: float, *, lit: bool = False) -> None:
    """Draw a narrow town house with balconies standing at (x, y)."""
    wall = mix(mix(c.pal.wall, c.accent(), c.rng.uniform(0.12, 0.5)), c.pal.ink, 0.04)
    c.rect(x, y - h, w, h, wall)
    c.rect(x + w * 0.84, y - h, w * 0.16, h, mix(wall, c.pal.ink, 0.16))
    if c.rng.random() < 0.5:
        roof = mix(c.pal.roof, c.pal.ink, 0.15)
        c.poly([(x - 12, y - h), (x + w / 2, y - h - w * 0.3), (x + w + 12, y - h)], roof)
    else:
        c.rect(x - 8, y - h - 14, w + 16, 20, mix(wall, c.pal.ink, 0.3), 4)
    floors = max(2, round(h / 130))
    step = h / floors
    for floor in range(1, floors):
        top = y - h + (floor - 1) * step + step * 0.24
        for share in (0.14, 0.52):
            on = lit and c.rng.random() < 0.66
            glass = c.pal.accents[1] if on else mix(c.pal.ink, c.pal.accents[2], 0.4)
            window(c, x + w * share, top, (w * 0.25, step * 0.5), glass)
            if on:
                c.glow(
                    x + w * (share + 0.125),
                    top + step * 0.25,
                    w * 0.4,
                    step * 0.5,
                    (c.pal.accents[1], 0.3),
                )
        c.rect(x + w * 0.06, top + step * 0.6, w * 0.8, 7, mix(wall, c.pal.ink, 0.4), 3)
    door = mix(c.pal.accents[1], WHITE, 0.15) if lit else mix(c.pal.ink, c.pal.roof, 0.35)
    c.rect(x + w * 0.14, y - step * 0.66, w * 0.58, step * 0.66, door)
    awning(c, x + w * 0.04, y - step * 0.8, w * 0.84, step * 0.22, c.accent())


def awning(c: Canvas, x: float, y: float, w: float, h: float, tone: Colour) -> None:
    """Draw a striped awning hanging from (x, y)."""
    stripes = max(4, round(w / 44) * 2)
    each = w / stripes
    for i in range(stripes):
        fill = tone if i % 2 == 0 else mix(c.pal.wall, WHITE, 0.6)
        a, b = x + i * each, x + (i + 1) * each
        flare = h * 0.3
        mid = x + w / 2
        low = [mid + (v - mid) * (1 + flare / w * 2) for v in (a, b)]
        c.poly([(a, y), (b + 0.5, y), (low[1] + 0.5, y + h * 0.75), (low[0], y + h * 0.75)], fill)
        half = (low[1] - low[0]) / 2
        c.dot(low[0] + half, y + h * 0.75, half, mix(fill, c.pal.ink, 0.08))


def basket(c: Canvas, x: float, y: float, r: float, goods: Colour) -> None:
    """Draw a bamboo basket heaped with round goods, standing at (x, y)."""
    c.shadow(x, y, r * 1.1)
    for row, count in ((0, 5), (1, 4), (2, 2)):
        for i in range(count):
            gx = x + (i - (count - 1) / 2) * r * 0.42
            gy = y - r * 0.78 - row * r * 0.27
            c.dot(gx, gy, r * 0.25, mix(goods, c.pal.ink, 0.14))
            c.dot(gx - r * 0.04, gy - r * 0.05, r * 0.18, mix(goods, WHITE, 0.12))
    weave = mix(c.pal.field[1], c.pal.accents[1], 0.5)
    c.poly([(x - r, y - r * 0.72), (x + r, y - r * 0.72), (x + r * 0.7, y), (x - r * 0.7, y)], weave)
    for i in range(1, 4):
        yy = y - r * 0.72 + i * r * 0.18
        c.line(
            [(x - r * (1 - i * 0.07), yy), (x + r * (1 - i * 0.07), yy)],
            2.5,
            mix(weave, c.pal.ink, 0.25),
        )
    c.rect(x - r * 1.06, y - r * 0.8, r * 2.12, r * 0.14, mix(weave, c.pal.ink, 0.18), r * 0.07)


def bicycle(c: Canvas, x: float, y: float, s: float, wear: Look | None, face: int = 1) -> None:
    """Draw a bicycle with wheel contact at height y; with `wear` someone is riding it."""
    tone = c.accent()
    dark = c.pal.ink
    c.shadow(x, y, s * 1.5, s * 0.2)
    for dx in (-0.85, 0.85):
        c.ring(x + dx * s, y - 0.52 * s, 0.52 * s, s * 0.07, dark)
        for k in range(6):
            angle = k * pi / 6
            ax, ay = cos(angle) * 0.47 * s, sin(angle) * 0.47 * s
            cx, cy = x + dx * s, y - 0.52 * s
            c.line([(cx - ax, cy - ay), (cx + ax, cy + ay)], 1.4, mix(dark, c.pal.field[0], 0.45))

    def p(dx: float, dy: float) -> Point:
        return x + face * dx * s, y - dy * s

    for path in (
        [p(-0.85, 0.52), p(-0.3, 1.1), p(0.55, 1.1), p(0, 0.5), p(-0.85, 0.52)],
        [p(0, 0.5), p(-0.36, 1.28)],
        [p(0.85, 0.52), p(0.5, 1.42), p(0.32, 1.5)],
    ):
        c.line(path, s * 0.085, tone)
    c.line([p(-0.55, 1.3), p(-0.2, 1.3)], s * 0.13, dark)
    if wear:
        _rider(
            c,
            [
                p(-0.34, 1.42),
                p(0.3, 1.15),
                p(0.05, 0.42),
                p(-0.08, 2.3),
                p(0.36, 1.56),
                p(0.02, 2.72),
            ],
            s,
            wear,
        )


def _rider(c: Canvas, spots: list[Point], s: float, wear: Look) -> None:
    hip, knee, foot, shoulder, hand, crown = spots
    face = 1 if knee[0] > hip[0] else -1
    back_knee = (knee[0] - face * 0.1 * s, knee[1] + 0.12 * s)
    c.line(
        [hip, back_knee, (foot[0] + face * 0.25 * s, foot[1] - 0.3 * s)],
        s * 0.24,
        mix(wear.bottom, c.pal.ink, 0.3),
    )
    c.line([hip, knee, foot], s * 0.25, wear.bottom)
    c.line([hip, shoulder], s * 0.52, wear.top)
    c.line(
        [shoulder, ((shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2 + 0.12 * s), hand],
        s * 0.17,
        mix(wear.top, c.pal.ink, 0.18),
    )
    c.dot(hand[0], hand[1], s * 0.1, wear.skin)
    head(c, crown[0] + face * 0.08 * s, crown[1], s * 0.33, wear, face)


def sampan(c: Canvas, x: float, y: float, s: float, tone: Colour) -> None:
    """Draw a narrow wooden boat floating with its middle at (x, y)."""
    c.glow(x, y + s * 0.12, s * 1.6, s * 0.26, (mix(c.pal.ink, c.pal.water[1], 0.3), 0.6))
    hull = [
        (x - 1.4 * s, y - 0.34 * s),
        (x - 1.0 * s, y - 0.12 * s),
        (x + 1.0 * s, y - 0.12 * s),
        (x + 1.4 * s, y - 0.34 * s),
        (x + 1.02 * s, y + 0.12 * s),
        (x - 1.02 * s, y + 0.12 * s),
    ]
    c.poly(hull, tone)
    c.poly(
        [
            (x - 1.24 * s, y - 0.06 * s),
            (x + 1.24 * s, y - 0.06 * s),
            (x + 1.02 * s, y + 0.12 * s),
            (x - 1.02 * s, y + 0.12 * s),
        ],
        mix(tone, c.pal.ink, 0.3),
    )


def roof_curved(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Draw an upturned tiled roof whose eaves are centred on (x, y)."""
    roof = c.pal.roof
    tip = h * 0.5
    edge = [
        (x - w / 2 - tip, y - tip),
        (x - w / 2, y),
        (x + w / 2, y),
        (x + w / 2 + tip, y - tip),
        (x + w * 0.4, y - h * 0.72),
        (x + w * 0.32, y - h),
        (x - w * 0.32, y - h),
        (x - w * 0.4, y - h * 0.72),
    ]
    c.poly(edge, roof)
    for i in range(1, 14):
        share = i / 14 - 0.5
        c.line([(x + share * w * 0.64, y - h), (x + share * w, y)], 2.5, mix(roof, c.pal.ink, 0.22))
    c.rect(x - w / 2, y - 4, w, 12, mix(roof, c.pal.ink, 0.35), 5)
    c.rect(x - w * 0.34, y - h - 9, w * 0.68, 15, mix(roof, WHITE, 0.18), 7)
    for side in (-1, 1):
        c.poly(
            [
                (x + side * w * 0.33, y - h + 4),
                (x + side * (w * 0.33 + 8), y - h - 36),
                (x + side * w * 0.28, y - h - 2),
            ],
            mix(roof, WHITE, 0.18),
        )


def lantern(c: Canvas, x: float, y: float, r: float, tone: Colour) -> None:
    """Draw a glowing paper lantern hanging at (x, y)."""
    c.glow(x, y, r * 3, r * 3, (mix(tone, c.pal.accents[1], 0.5), 0.5))
    c.rect(x - r * 0.35, y - r * 1.12, r * 0.7, r * 0.3, mix(tone, c.pal.ink, 0.5), 3)
    c.oval(x, y, r, r * 0.9, tone)
    c.oval(x, y, r * 0.62, r * 0.9, mix(tone, c.pal.accents[1], 0.35))
    c.oval(x, y, r * 0.24, r * 0.9, mix(tone, WHITE, 0.55))
    c.rect(x - r * 0.35, y + r * 0.8, r * 0.7, r * 0.24, mix(tone, c.pal.ink, 0.5), 3)
    c.line([(x, y + r), (x, y + r * 1.8)], r * 0.14, mix(tone, c.pal.accents[1], 0.4))
