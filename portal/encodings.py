"""Ready compressed forms of a page whose figures are filled in later.

Brotli and DEFLATE both may hold raw bytes between compressed ones. So the text of a page is compressed once, around
holes as wide as the element of a figure, and answering puts the elements of the moment into the holes.
"""

import gzip
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

import brotli

from portal.pages import ELEMENT_BYTES, ELEMENT_END, Page

PLAIN = "identity"

_BROTLI_QUALITY = 5  # beyond, the time grows faster than what it saves
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: DEFLATE, no name, no time, any system
# A stored block of DEFLATE (RFC 1951 §3.2.4): not the last, type 0; the length and its complement.
_STORED = struct.pack("<BHH", 0, ELEMENT_BYTES, ELEMENT_BYTES ^ 0xFFFF)
# An uncompressed meta-block of Brotli (RFC 7932 §9.2): not the last, four nibbles of length - 1, the mark of raw bytes.
_RAW = (1 << 19 | (ELEMENT_BYTES - 1) << 3).to_bytes(3, "little")
_ATTEMPTS = 3  # chance may write into a hole what stands elsewhere
_NOT_IN_TEXT = b"\xff"  # UTF-8 never uses it
_OPEN_BYTES = ELEMENT_BYTES - len(ELEMENT_END)  # of an element: what differs from one to another
_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}

Elements = Mapping[bytes, bytes]


class Variant(NamedTuple):
    """A page in one encoding: `fill` makes its bytes with the elements of its figures; `size` is what it weighs."""

    encoding: str
    fill: Callable[[Elements], bytes]
    size: int


@lru_cache(maxsize=512)
def choose(accepted: str) -> str:
    """The encoding for a client by its Accept-Encoding: ``"br"``, ``"gzip"`` or ``"identity"``."""
    accepts = {}
    for item in accepted[:200].lower().split(","):
        name, _, quality = item.partition(";")
        accepts[name.strip()] = quality.strip() not in _REFUSED
    return next((name for name in ("br", "gzip") if accepts.get(name)), PLAIN)


def variant(page: Page, encoding: str) -> Variant:
    """`page` in `encoding`; plain, should it not come out of the decoder as it went in."""
    if encoding == PLAIN:
        return Variant(PLAIN, page.fill, 0)
    encode, decode = _CODECS[encoding]
    sample = {name: name.rjust(_OPEN_BYTES) + ELEMENT_END for name in page.parts[1::2]}
    for _ in range(_ATTEMPTS):
        encoded, fill = encode(page)
        with suppress(brotli.error, OSError, zlib.error):
            if decode(fill(sample)) == page.fill(sample):
                return Variant(encoding, fill, sum(map(len, encoded.parts)))
    return variant(page, PLAIN)


def _brotli(page: Page) -> tuple[Page, Callable[[Elements], bytes]]:
    encoder = brotli.Compressor(quality=_BROTLI_QUALITY)
    encoded = _around_holes(
        page, lambda data: encoder.process(data) + encoder.flush(), encoder.finish, hole=_RAW, stand_in=_random
    )
    return encoded, encoded.fill


def _gzip(page: Page) -> tuple[Page, Callable[[Elements], bytes]]:
    encoder = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    encoded = _around_holes(
        page,
        lambda data: encoder.compress(data) + encoder.flush(zlib.Z_SYNC_FLUSH),
        encoder.flush,
        hole=_STORED,
        stand_in=lambda: _NOT_IN_TEXT * _OPEN_BYTES,
    )
    encoded = replace(encoded, parts=(_GZIP_HEADER + encoded.parts[0], *encoded.parts[1:]))
    return encoded, partial(_fill_gzip, encoded, page)


def _fill_gzip(encoded: Page, page: Page, elements: Elements) -> bytes:
    plain = page.fill(elements)
    return encoded.fill(elements) + struct.pack("<II", zlib.crc32(plain), len(plain))


def _random() -> bytes:
    """Brotli remembers between two texts what it found to repeat: here it finds nothing."""
    return _NOT_IN_TEXT + os.urandom(_OPEN_BYTES - 2) + _NOT_IN_TEXT


def _around_holes(
    page: Page,
    compress: Callable[[bytes], bytes],
    finish: Callable[[], bytes],
    *,
    hole: bytes,
    stand_in: Callable[[], bytes],
) -> Page:
    """`compress` returns all it was given up to a whole byte; `hole` says that raw bytes follow.

    `stand_in` is compressed in place of an element, and must be nothing that a later text could be told to copy.
    """
    parts = list(page.parts)
    for index, part in enumerate(page.parts):
        if index % 2:
            compress(stand_in() + ELEMENT_END)
        else:
            parts[index] = compress(part) + hole
    parts[-1] = parts[-1].removesuffix(hole) + finish()
    return replace(page, parts=tuple(parts))


_CODECS = {"br": (_brotli, brotli.decompress), "gzip": (_gzip, gzip.decompress)}
