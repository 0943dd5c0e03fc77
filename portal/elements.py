"""Live numbers as HTML: elements of one width, so that a page can be compressed before its figures are known."""

from functools import lru_cache
from zlib import crc32

# Enough for a number of twelve digits with the widest of separators, and for `balanced` to choose from.
ELEMENT_BYTES = 112
ELEMENT_END = b"</data>"

_FREE = ELEMENT_BYTES - 73  # bytes in front that are white space whatever the number
_SPACE_TO_NEWLINE = 0x20 ^ 0x0A


def element(name: bytes, number: int, text: bytes) -> bytes:
    """A live number, `ELEMENT_BYTES` wide: machines read `number`, people `text`. HTML ignores the space in front."""
    html = b'<data value="%d" data-figure="%b">%b%b' % (number, name, text, ELEMENT_END)
    return html.rjust(ELEMENT_BYTES)


@lru_cache(maxsize=1024)
def balanced(html: bytes) -> bytes:
    """The same element with some of its spaces as newlines, so that every element has one and the same CRC-32.

    A checksum over a page is then known before its figures are: CRC-32 is linear, and of the bits that a newline
    differs from a space in, any 32-bit difference can be put together.
    """
    wrong = crc32(html) ^ _CHECKSUM
    changes = _CHANGES[0][wrong & 255] ^ _CHANGES[1][wrong >> 8 & 255]
    changes ^= _CHANGES[2][wrong >> 16 & 255] ^ _CHANGES[3][wrong >> 24]
    space = int.from_bytes(html[:_FREE], "big") ^ changes
    return space.to_bytes(_FREE, "big") + html[_FREE:]


def _newline_at(place: int) -> int:
    return _SPACE_TO_NEWLINE << 8 * (_FREE - 1 - place)


def _effects() -> list[tuple[int, int]]:
    """For each bit of the checksum, highest first: changes of the space that change this bit and lower ones only."""
    plain = crc32(bytes(ELEMENT_BYTES))
    found: dict[int, tuple[int, int]] = {}
    for place in range(_FREE):
        changes = _newline_at(place)
        effect = plain ^ crc32(changes.to_bytes(_FREE, "big") + bytes(ELEMENT_BYTES - _FREE))
        while effect and effect.bit_length() in found:
            known = found[effect.bit_length()]
            effect, changes = effect ^ known[0], changes ^ known[1]
        if effect:
            found[effect.bit_length()] = effect, changes
    return [found[bit] for bit in range(32, 0, -1)]


def _changes_for(difference: int, effects: list[tuple[int, int]]) -> int:
    changes = 0
    for effect, change in effects:
        if difference.bit_length() == effect.bit_length():
            difference, changes = difference ^ effect, changes ^ change
    return changes


_CHECKSUM = crc32(b" " * ELEMENT_BYTES)
_EFFECTS = _effects()
# For each of the checksum's four bytes, lowest first, and each value in which it may differ.
_CHANGES = [[_changes_for(value << shift, _EFFECTS) for value in range(256)] for shift in (0, 8, 16, 24)]
