"""Colour moods: each is a small harmonious palette for one time of day."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """The colours of one mood; every scene takes all its colours from here."""

    sky: tuple[Colour, Colour]
    sun: Colour
    hill: Colour
    field: tuple[Colour, Colour]
    leaf: tuple[Colour, Colour]
    water: tuple[Colour, Colour]
    wall: Colour
    roof: Colour
    ink: Colour
    accents: tuple[Colour, Colour, Colour, Colour]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour `share` (0 to 1) of the way from `first` to `second`."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(first, second, strict=True))
    return a, b, c


def hexes(text: str) -> tuple[Colour, ...]:
    """Return the colours of space-separated six-digit hex codes."""
    return tuple((int(t[:2], 16), int(t[2:4], 16), int(t[4:], 16)) for t in text.split())


def _mood(codes: str) -> Palette:
    c = hexes(codes)
    return Palette(
        sky=(c[0], c[1]),
        sun=c[2],
        hill=c[3],
        field=(c[4], c[5]),
        leaf=(c[6], c[7]),
        water=(c[8], c[9]),
        wall=c[10],
        roof=c[11],
        ink=c[12],
        accents=(c[13], c[14], c[15], c[16]),
    )


MOODS: dict[str, Palette] = {
    "morning": _mood(
        "9CCFD3 FDEBCB FFD487 2C6E74 D3CB6A 86A84C 6FA96B 2C6B5A A9D6D2 5B9FA9 "
        "FBF1DF CF6243 21404A D9553F F2B544 2A7F8C F7DDB4"
    ),
    "day": _mood(
        "6FBBDD E3F4EE FFF0B8 317F88 B4D46C 63A65A 6DB56E 2A7858 A5DCE4 3F93B0 "
        "FFF8EA D96A4B 1E3F55 E4573D F7BE4B 23829A FCE5BF"
    ),
    "golden": _mood(
        "F4B968 FFF0CF FFFBE6 8A6A4C F0C351 C98F37 A9A552 5F7044 F7DDA6 C79A63 "
        "FFF3DA B9512F 4A3428 C6472C EEA435 4D7F76 FBE3B4"
    ),
    "coral": _mood(
        "EE9478 FDE3BF FFE9B3 7A4B66 E8B06B B9784F 8C9468 4C5F58 F6C7A2 A9788A "
        "FDEBD3 A9443C 3D2C44 D04E46 F3B155 3F7C86 FBD9B5"
    ),
    "mist": _mood(
        "B7D5CB F3F3E2 FFF6D2 356F62 BFD08A 7DA566 76AE7F 2E6853 C2E0D7 6DA8A0 "
        "FBF6E8 C4694A 23443F D2603F EBB653 2F8079 F4E2BF"
    ),
    "dusk": _mood(
        "4E4F8C F7A98A FFD9A0 3D3A70 A58F86 6C6480 6E7F8E 35476B D99C9E 5A5A93 "
        "F6D7C0 A54A56 262648 E56B56 F9C069 4C8FA6 F8CDAE"
    ),
    "night": _mood(
        "141B42 56588F FFEFC4 1F2858 3F4A78 2A3362 37537A 1B2C55 4A5490 1A2250 "
        "515A92 803F5C 0D1230 E8685A FFC765 4FA3B8 FFE3A8"
    ),
    "rainy": _mood(
        "7F9CAA D5DFDB F1EFDC 3D6474 93A98A 64806F 68917F 2F5D5C A9C3C8 5B8292 "
        "E9E8DE B25F4E 22384A D8604A EDB550 2F8598 E4D9C2"
    ),
}
LIGHT = ("morning", "day", "golden", "mist")
WARM = ("morning", "day", "golden", "coral", "mist", "dusk")
