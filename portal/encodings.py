"""Ready compressed forms of a page whose figures are filled in later.

Zstandard, Brotli and DEFLATE all may hold raw bytes between compressed ones. So the text of a page is compressed once,
around holes as wide as the element of a figure, and answering puts the elements of the moment into the holes.
"""

import os
import struct
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

import brotli
import zstandard

from portal.elements import ELEMENT_BYTES, ELEMENT_END, balanced

PLAIN = "identity"
ZSTD, BROTLI, GZIP = "zstd", "br", "gzip"
_PREFERRED = (ZSTD, BROTLI, GZIP)

# Beyond these the time grows faster than what they save.
_ZSTD_LEVEL = 6
_BROTLI_QUALITY = 5
_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952: DEFLATE, no name, no time, any system
_GZIP_TRAILER = 8

# What says that as many raw bytes follow as an element has, and more after them:
# a stored block of DEFLATE (RFC 1951 §3.2.4): type 0, the length and its complement;
_DEFLATE_RAW = struct.pack("<BHH", 0, ELEMENT_BYTES, ELEMENT_BYTES ^ 0xFFFF)
# an uncompressed meta-block of Brotli (RFC 7932 §9.2): four nibbles of length - 1, the mark of raw bytes.
_BROTLI_RAW = (1 << 19 | (ELEMENT_BYTES - 1) << 3).to_bytes(3, "little")

_ATTEMPTS = 3  # chance may write into a hole what stands elsewhere
_NOT_IN_TEXT = b"\xff"  # UTF-8 never uses it
_MARK = _NOT_IN_TEXT.ljust(ELEMENT_BYTES - len(ELEMENT_END)) + ELEMENT_END
_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}

Parts = Sequence[bytes]  # text and the name of a figure in turn, text first and last


@lru_cache(maxsize=512)
def choose(accepted: str) -> str:
    """The encoding for a client by its Accept-Encoding: ``"zstd"``, ``"br"``, ``"gzip"`` or ``"identity"``."""
    accepts = {}
    for item in accepted[:200].lower().split(","):
        name, _, quality = item.partition(";")
        accepts[name.strip()] = quality.strip() not in _REFUSED
    return next((name for name in _PREFERRED if accepts.get(name)), PLAIN)


class Form:
    """A page in one encoding, with holes for its figures; `size` is what it weighs, `length` what each answer does."""

    __slots__ = ("_holes", "_parts", "encoding", "length", "size")

    def __init__(self, encoding: str, parts: Parts) -> None:
        self.encoding = encoding
        self.size = sum(map(len, parts))
        self.length = sum(map(len, parts[::2])) + ELEMENT_BYTES * (len(parts) // 2)
        self._parts = list(parts)
        self._holes = [(place, parts[place]) for place in range(1, len(parts), 2)]

    def fill(self, elements: Mapping[bytes, bytes]) -> bytes:
        """The page with these elements of its figures."""
        parts = self._parts.copy()
        if self.encoding == GZIP:  # whose checksum, at the end, is that of balanced elements
            for place, name in self._holes:
                parts[place] = balanced(elements[name])
        else:
            for place, name in self._holes:
                parts[place] = elements[name]
        return b"".join(parts)

    def plain(self, elements: Mapping[bytes, bytes]) -> bytes:
        """The page with these elements, decoded."""
        return _CODECS[self.encoding].decode(self.fill(elements))

    def plain_parts(self) -> list[bytes]:
        """What the form was made of."""
        parts = self._parts.copy()
        for place, _ in self._holes:
            parts[place] = _MARK
        parts[::2] = _CODECS[self.encoding].decode(b"".join(parts)).split(_MARK)  # as many, or a ValueError
        for place, name in self._holes:
            parts[place] = name
        return parts


def plain_form(parts: Parts) -> Form:
    """The form that is not compressed."""
    return Form(PLAIN, parts)


def compress(parts: Parts, encoding: str) -> Form:
    """The form in `encoding`; a plain one, should it not come out of the decoder as it went in."""
    wanted = list(parts)
    for _ in range(_ATTEMPTS):
        form = Form(encoding, _CODECS[encoding].encode(parts))
        with suppress(brotli.error, zlib.error, zstandard.ZstdError, ValueError):
            if form.plain_parts() == wanted:
                return form
    return plain_form(parts)


def _length(parts: Parts) -> int:
    """The length of the plain page."""
    return sum(map(len, parts[::2])) + ELEMENT_BYTES * (len(parts) // 2)


def _zstd(parts: Parts) -> list[bytes]:
    encoder = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj(size=_length(parts))

    def process(data: bytes) -> bytes:
        return encoder.compress(data) + encoder.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    encoded = list(parts)
    for place in range(0, len(parts), 2):
        encoded[place] = process(parts[place])
        if place + 1 < len(parts):
            # Chance cannot be compressed, so it becomes a raw block whose head is left here for the element's.
            encoded[place] += process(os.urandom(ELEMENT_BYTES))[:-ELEMENT_BYTES]
    encoded[-1] += encoder.flush()
    return encoded


def _unzstd(data: bytes) -> bytes:
    return _decoders.zstd.decompress(data)


class _Decoders(threading.local):
    def __init__(self) -> None:
        self.zstd = zstandard.ZstdDecompressor()  # two threads must not use one at once


_decoders = _Decoders()


def _brotli(parts: Parts) -> list[bytes]:
    # It takes memory for as much text as it may look back at, which need not be more than there is.
    encoder = brotli.Compressor(quality=_BROTLI_QUALITY, lgwin=min(22, max(10, _length(parts).bit_length())))

    def stand_in() -> bytes:
        # Brotli remembers between two texts what it found to repeat: here it finds nothing.
        return _NOT_IN_TEXT + os.urandom(ELEMENT_BYTES - len(ELEMENT_END) - 2) + _NOT_IN_TEXT + ELEMENT_END

    encoded = _around_holes(parts, lambda data: encoder.process(data) + encoder.flush(), _BROTLI_RAW, stand_in)
    encoded[-1] += encoder.finish()
    return encoded


def _gzip(parts: Parts) -> list[bytes]:
    encoder = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    stand_in = _NOT_IN_TEXT * (ELEMENT_BYTES - len(ELEMENT_END)) + ELEMENT_END
    encoded = _around_holes(
        parts,
        lambda data: encoder.compress(data) + encoder.flush(zlib.Z_SYNC_FLUSH),
        _DEFLATE_RAW,
        lambda: stand_in,
    )
    plain = plain_form(parts).fill(dict.fromkeys(parts[1::2], balanced(ELEMENT_END.rjust(ELEMENT_BYTES))))
    encoded[0] = _GZIP_HEADER + encoded[0]
    encoded[-1] += encoder.flush() + struct.pack("<II", zlib.crc32(plain), len(plain))
    return encoded


def _gunzip(data: bytes) -> bytes:
    return zlib.decompress(data[len(_GZIP_HEADER) : -_GZIP_TRAILER], wbits=-zlib.MAX_WBITS)


def _around_holes(
    parts: Parts, compress: Callable[[bytes], bytes], hole: bytes, stand_in: Callable[[], bytes]
) -> list[bytes]:
    """`compress` returns all it was given up to a whole byte; `hole` says that raw bytes follow.

    `stand_in` is compressed in place of an element, and must be nothing that a later text could be told to copy.
    """
    encoded = list(parts)
    for place in range(0, len(parts), 2):
        encoded[place] = compress(parts[place])
        if place + 1 < len(parts):
            encoded[place] += hole
            compress(stand_in())
    return encoded


class _Codec(NamedTuple):
    encode: Callable[[Parts], list[bytes]]
    decode: Callable[[bytes], bytes]


_CODECS = {
    PLAIN: _Codec(list, bytes),
    ZSTD: _Codec(_zstd, _unzstd),
    BROTLI: _Codec(_brotli, brotli.decompress),
    GZIP: _Codec(_gzip, _gunzip),
}
