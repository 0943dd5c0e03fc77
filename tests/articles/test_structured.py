import json

from hypothesis import given
from hypothesis import strategies as st

from articles import structured


@given(st.text())
def test_json_in_a_page_says_what_was_given_and_ends_no_script(text: str) -> None:
    written = structured.to_json({"headline": text})
    assert json.loads(written) == {"headline": text}
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(written)


@given(st.text(alphabet="ấ ờ", max_size=300))
def test_a_headline_is_never_longer_than_search_engines_show(text: str) -> None:
    assert len(structured._shortened(text)) <= 110
