"""Simple flat figures."""

from dataclasses import dataclass

from .canvas import Canvas, Point
from .palette import Colour, hexes, mix

SKINS = hexes("E9B58C D99E73 C98A60 F0C39C")
STRAW = hexes("F3DDA4 D9B870")
WHITE: Colour = (255, 252, 244)


@dataclass(frozen=True)
class Look:
    """Clothes of a figure; `hat` is non, bun, hair, chef or cap."""

    top: Colour
    bottom: Colour
    skin: Colour
    hat: str
    dress: bool = False


@dataclass(frozen=True)
class Pose:
    """Hand positions relative to the shoulders and stride, in head heights."""

    left: Point = (-0.5, 2.7)
    right: Point = (0.5, 2.7)
    stride: float = 0.45


STAND = Pose()
WALK = Pose((-0.9, 2.4), (0.9, 2.4), 0.95)
REACH = Pose((1.0, 2.1), (1.9, 1.2), 0.5)
RAISE = Pose((-1.2, -1.2), (1.2, -1.3), 0.5)
HOLD = Pose((0.7, 1.9), (0.2, 2.0), 0.4)


def look(c: Canvas, hat: str = "", *, dress: bool | None = None) -> Look:
    """Return chance clothes in the colours of the picture."""
    top = c.rng.choice([*c.pal.accents, mix(c.pal.accents[2], WHITE, 0.5), WHITE])
    bottom = c.rng.choice([c.pal.ink, mix(c.pal.ink, c.pal.accents[2], 0.45), mix(top, c.pal.ink, 0.6)])
    skin = mix(c.rng.choice(SKINS), c.pal.sky[1], 0.12)
    chosen = hat or c.rng.choice(("non", "hair", "bun", "cap", "non"))
    worn = chosen == "bun" and c.rng.random() < 0.5 if dress is None else dress
    return Look(top, bottom, skin, chosen, worn)


def person(c: Canvas, at: Point, h: float, wear: Look, pose: Pose = STAND, face: int = 1) -> None:
    """Draw a standing figure whose feet are at `at`; `face` -1 mirrors it."""
    x, y = at
    u = h / 8
    c.shadow(x, y, u * 2.0)
    arm = mix(wear.top, c.pal.ink, 0.16)
    _arm(c, (x - face * 0.75 * u, y - 5.95 * u), _flip(pose.left, face), u, (arm, wear.skin))
    for side in (-1, 1):
        foot = x + side * pose.stride * u
        c.line([(x + side * 0.36 * u, y - 3.5 * u), (foot, y - 0.25 * u)], u * 0.82, wear.bottom)
        c.oval(
            foot + face * 0.2 * u,
            y - 0.12 * u,
            u * 0.52,
            u * 0.26,
            mix(c.pal.ink, wear.bottom, 0.2),
        )
    torso(c, x, y - 3.2 * u, u, wear)
    if wear.dress:
        c.poly(
            [
                (x - 0.9 * u, y - 4 * u),
                (x + 0.9 * u, y - 4 * u),
                (x + 1.2 * u, y - 1.1 * u),
                (x - 1.2 * u, y - 1.1 * u),
            ],
            wear.top,
        )
    _arm(c, (x + face * 0.75 * u, y - 5.95 * u), _flip(pose.right, face), u, (arm, wear.skin))
    head(c, x + face * 0.08 * u, y - 7.15 * u, u, wear, face)


def seated(c: Canvas, at: Point, h: float, wear: Look, face: int = 1) -> None:
    """Draw a figure seen to the hips, sitting behind a table or on a stool at `at`."""
    x, y = at
    u = h / 5
    torso(c, x, y, u, wear)
    arm = mix(wear.top, c.pal.ink, 0.16)
    for side in (-1, 1):
        hand = ((0.75 * face - side * 0.55) * 1.1, 2.2)
        _arm(c, (x + side * 0.8 * u, y - 2.75 * u), hand, u, (arm, wear.skin))
    head(c, x + face * 0.1 * u, y - 3.95 * u, u, wear, face)


def torso(c: Canvas, x: float, y: float, u: float, wear: Look) -> None:
    """Draw the upper body whose hips are at (x, y)."""
    c.rect(x - 0.98 * u, y - 3.1 * u, 1.96 * u, 2.1 * u, wear.top, 0.62 * u)
    c.poly(
        [
            (x - 0.98 * u, y - 2.2 * u),
            (x + 0.98 * u, y - 2.2 * u),
            (x + 0.85 * u, y),
            (x - 0.85 * u, y),
        ],
        wear.top,
    )
    c.poly(
        [
            (x - 0.98 * u, y - 2.3 * u),
            (x - 0.5 * u, y - 2.4 * u),
            (x - 0.55 * u, y),
            (x - 0.85 * u, y),
        ],
        mix(wear.top, c.pal.ink, 0.12),
    )


def head(c: Canvas, x: float, y: float, u: float, wear: Look, face: int) -> None:
    """Draw neck, face, hair and hat round (x, y)."""
    hair = mix(c.pal.ink, (40, 24, 20), 0.5)
    if wear.hat == "non":
        c.rect(x - face * 0.42 * u - 0.36 * u, y - 0.4 * u, 0.72 * u, 1.5 * u, hair, 0.34 * u)
    c.rect(x - 0.26 * u, y + 0.3 * u, 0.52 * u, 0.85 * u, mix(wear.skin, c.pal.ink, 0.18), 0.2 * u)
    c.oval(x - face * 0.1 * u, y - 0.14 * u, 0.74 * u, 0.76 * u, hair)
    c.oval(x + face * 0.1 * u, y + 0.08 * u, 0.6 * u, 0.68 * u, wear.skin)
    c.poly(
        [
            (x - 0.62 * u, y - 0.1 * u),
            (x - 0.5 * u, y - 0.68 * u),
            (x + 0.5 * u, y - 0.68 * u),
            (x + 0.62 * u, y - 0.1 * u),
            (x + face * 0.2 * u, y - 0.32 * u),
        ],
        hair,
    )
    if wear.hat == "bun":
        c.dot(x - face * 0.72 * u, y - 0.35 * u, 0.36 * u, hair)
    _hat(c, x, y, u, wear)


def _hat(c: Canvas, x: float, y: float, u: float, wear: Look) -> None:
    if wear.hat == "non":
        straw = [mix(s, c.pal.sky[1], 0.15) for s in STRAW]
        c.oval(x, y - 0.3 * u, 1.3 * u, 0.26 * u, straw[1])
        c.poly([(x - 1.3 * u, y - 0.32 * u), (x, y - 1.35 * u), (x + 1.3 * u, y - 0.32 * u)], straw[0])
        c.poly([(x + 0.35 * u, y - 0.2 * u), (x, y - 1.35 * u), (x + 1.3 * u, y - 0.32 * u)], straw[1])
    elif wear.hat == "chef":
        c.rect(x - 0.6 * u, y - 1.1 * u, 1.2 * u, 0.75 * u, WHITE)
        for dx in (-0.42, 0, 0.42):
            c.dot(x + dx * u, y - 1.25 * u, 0.46 * u, WHITE)
    elif wear.hat == "cap":
        c.rect(x - 0.7 * u, y - 0.85 * u, 1.4 * u, 0.62 * u, wear.bottom, 0.35 * u)
        c.rect(x - 0.1 * u, y - 0.42 * u, 1.1 * u, 0.18 * u, wear.bottom, 0.09 * u)


def _flip(hand: Point, face: int) -> Point:
    return hand[0] * face, hand[1]


def _arm(c: Canvas, at: Point, hand: Point, u: float, tones: tuple[Colour, Colour]) -> None:
    x, y = at
    end = (x + hand[0] * u, y + hand[1] * u)
    bend = 0.3 if hand[0] <= 0 else -0.3
    elbow = (x + hand[0] * 0.5 * u - bend * u * 0.6, y + hand[1] * 0.5 * u + 0.15 * u)
    c.line([at, elbow, end], u * 0.56, tones[0])
    c.dot(end[0], end[1], u * 0.31, tones[1])
