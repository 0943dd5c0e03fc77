"""A color in a form: the portal's own, or one that is chosen."""

import re

from hypothesis import given
from hypothesis import strategies as st

from articles.admin.colors import ColorField

OWN = "#10294f"
COLORS = st.just("") | st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)


def sent(color: str) -> list[str]:
    """What a browser sends of the form that shows this color."""
    is_own, chosen = ColorField(own=OWN, label="Màu").widget.decompress(color)
    return ["on" if is_own else "", chosen]


@given(COLORS)
def test_a_form_that_is_sent_as_it_was_shown_keeps_the_color(color: str) -> None:
    assert ColorField(own=OWN, label="Màu").clean(sent(color)) == color


@given(COLORS, COLORS)
def test_only_another_color_is_a_change(stored: str, color: str) -> None:
    assert ColorField(own=OWN, label="Màu").has_changed(stored, sent(color)) is (stored != color)


@given(st.text(max_size=20))
def test_the_chooser_is_only_ever_given_a_color(stored: str) -> None:
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", sent(stored)[1])
