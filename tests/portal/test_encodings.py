"""Compressed pages with figures that come later: what a decoder makes of them."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.encodings import choose, variant
from portal.pages import ELEMENT_BYTES, FIGURES, Page, Subject
from stats.counter import element

DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}

texts = st.lists(st.sampled_from(["<p>Tin mới</p>", "</data>", "<data value=", " ", "đ", "106"]), max_size=30)
pages = st.lists(texts, min_size=1, max_size=6).map(
    lambda parts: _page([text.encode() for text in map("".join, parts)])
)


def _page(texts: list[bytes]) -> Page:
    parts = [texts[0]]
    for name, text in zip(FIGURES, texts[1:], strict=False):
        parts += [name.encode(), text]
    return Page(tuple(parts), Subject(), frozenset())


@pytest.mark.parametrize("encoding", DECODERS)
@given(page=pages, number=st.integers(min_value=0, max_value=10**12 - 1))
def test_a_decoder_gives_the_plain_page_back(encoding: str, page: Page, number: int) -> None:
    elements = {name.encode(): element(name.encode(), number) for name in FIGURES}
    made = variant(page, encoding)
    assert made.encoding == encoding
    assert DECODERS[encoding](made.fill(elements)) == page.fill(elements)


@pytest.mark.parametrize("encoding", DECODERS)
def test_a_long_page_becomes_much_smaller(encoding: str) -> None:
    page = _page([b"<p>Dong Vong</p>" * 500] * 3)
    assert variant(page, encoding).size < 300


def test_the_largest_number_fits_the_width_of_an_element() -> None:
    assert len(element(b"online", 10**12 - 1)) == ELEMENT_BYTES


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
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
