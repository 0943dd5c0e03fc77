"""Compressed pages with figures that come later: what a decoder makes of them."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from portal.elements import ELEMENT_BYTES, balanced, element
from portal.encodings import BROTLI, GZIP, PLAIN, ZSTD, choose, compress, plain_form
from portal.pages import FIGURES

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    ZSTD: zstandard.ZstdDecompressor().decompress,
    BROTLI: brotli.decompress,
    GZIP: gzip.decompress,
}

texts = st.lists(st.sampled_from(["<p>Tin mới</p>", "</data>", "<data value=", " ", "đ", "106"]), max_size=30)
pages = st.lists(texts, min_size=1, max_size=6).map(lambda some: _parts([text.encode() for text in map("".join, some)]))
numbers = st.integers(0, 10**12 - 1)


def _parts(texts: list[bytes]) -> list[bytes]:
    parts = [texts[0]]
    for name, text in zip(FIGURES, texts[1:], strict=False):
        parts += [name.encode(), text]
    return parts


def _element(number: int) -> bytes:
    return element(b"online", number, f"{number:,}".replace(",", "\N{NO-BREAK SPACE}").encode())


@pytest.mark.parametrize("encoding", DECODERS)
@given(parts=pages, number=numbers)
def test_a_decoder_gives_the_plain_page_back(encoding: str, parts: list[bytes], number: int) -> None:
    elements = dict.fromkeys(parts[1::2], _element(number))
    form, plain = compress(parts, encoding), plain_form(parts).fill(elements)
    sent = form.fill(elements)
    assert (form.encoding, len(sent)) == (encoding, form.length)
    assert DECODERS[encoding](sent).split() == plain.split()  # the white space before a figure may differ


@pytest.mark.parametrize("encoding", DECODERS)
@given(parts=pages)
def test_what_a_form_was_made_of_can_be_made_of_it(encoding: str, parts: list[bytes]) -> None:
    assert compress(parts, encoding).plain_parts() == parts


@pytest.mark.parametrize("encoding", DECODERS)
def test_a_long_page_becomes_much_smaller(encoding: str) -> None:
    assert compress(_parts([b"<p>Dong Vong</p>" * 500] * 3), encoding).size < 300


def test_text_that_an_encoder_cannot_get_around_stays_plain() -> None:
    mark = b"\xff".ljust(ELEMENT_BYTES - len(b"</data>")) + b"</data>"
    assert compress(_parts([mark, b"x"]), ZSTD).encoding == PLAIN


def test_the_largest_number_fits_the_width_of_an_element() -> None:
    assert len(_element(10**12 - 1)) == ELEMENT_BYTES


@given(numbers)
def test_balanced_elements_say_the_same_and_have_one_checksum(number: int) -> None:
    html = balanced(_element(number))
    assert html.strip() == _element(number).strip()
    assert (len(html), zlib.crc32(html)) == (ELEMENT_BYTES, zlib.crc32(b" " * ELEMENT_BYTES))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("br; q=0.5", "br"),
        ("deflate", "identity"),
        ("gzip; q=0.000", "identity"),
        ("", "identity"),
        ("," * 9000, "identity"),
    ],
)
def test_the_encoding_is_one_that_the_client_takes(accepted: str, encoding: str) -> None:
    assert choose(accepted) == encoding
