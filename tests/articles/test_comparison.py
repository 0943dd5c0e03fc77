import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.comparison import Segment, differences, passages, readable, words

_texts = st.text(st.sampled_from("aă đườngĐ\n .,\u0301x"), max_size=60)


def joined(segments: list[Segment], *operations: str) -> str:
    return "".join(segment.text for segment in segments if segment.operation in operations)


@settings(max_examples=300, deadline=None)
@given(_texts, _texts)
def test_the_segments_give_both_texts_back(old: str, new: str) -> None:
    segments = words(old, new)
    assert (joined(segments, "equal", "delete"), joined(segments, "equal", "insert")) == (old, new)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_characters_at_all_are_compared(old: str, new: str) -> None:
    segments = words(old, new)
    assert (joined(segments, "equal", "delete"), joined(segments, "equal", "insert")) == (old, new)


def test_whole_words_are_marked() -> None:
    assert words("Đường hoa nở rộ", "Đường lúa nở rộ") == [
        Segment("equal", "Đường "),
        Segment("delete", "hoa"),
        Segment("insert", "lúa"),
        Segment("equal", " nở rộ"),
    ]


def test_a_different_mark_is_a_different_word() -> None:
    assert [segment.text for segment in words("kênh mương", "kênh mướng")] == ["kênh ", "mương", "mướng"]


def test_equal_texts_have_no_differences() -> None:
    assert differences({"title": "Một", "body": "<p>a</p>"}, {"title": "Một", "body": "<p>a</p>"}) == []


def test_only_fields_that_both_texts_know_are_compared() -> None:
    found = differences({"title": "Một", "lead": "Hai"}, {"title": "Một nữa"})
    assert [difference.name for difference in found] == ["title"]


def test_a_change_of_formatting_alone_is_called_so() -> None:
    [difference] = differences({"body": "<p>Tin mới</p>"}, {"body": "<p>Tin <b>mới</b></p>"})
    assert difference.only_form is True


def test_an_exchanged_picture_is_called_a_change_of_form() -> None:
    old, new = (f'<figure class="image"><img alt="Kênh" src="/media/pictures/{name}.jpg"></figure>' for name in "ab")
    [difference] = differences({"body": old}, {"body": new})
    assert difference.only_form is True


def test_a_rich_text_is_read_block_by_block() -> None:
    html = "<h2>Đề mục</h2><ul><li>một</li><li>hai &amp; ba</li></ul><p>a<br>b</p>"
    assert readable(html).split("\n") == ["Đề mục", "một", "hai & ba", "a", "b"]


def test_pictures_are_read_by_their_alternative_text() -> None:
    assert readable('<p>Đây: <img alt="Bờ kênh" src="/x.jpg"></p>') == "Đây:\n[Ảnh: Bờ kênh]"


def test_paragraphs_far_from_any_change_are_folded() -> None:
    old = "\n".join(f"Đoạn {number}" for number in range(9))
    found = passages(words(old, old.replace("Đoạn 4", "Khúc 4")))
    assert [(passage.is_folded, len(passage.paragraphs)) for passage in found] == [(True, 3), (False, 3), (True, 3)]


def test_a_paragraph_that_was_put_in_shows_where_it_ends() -> None:
    [passage] = passages(words("một\nba", "một\nhai\nba"))
    assert "hai¶" in "".join(segment.text for paragraph in passage.paragraphs for segment in paragraph.segments)


def test_a_hostile_pair_of_texts_takes_seconds_at_most() -> None:
    chance = Random(1)
    old, new = (" ".join(str(chance.randrange(9)) for _ in range(300_000)) for _ in range(2))
    began = time.monotonic()
    words(old, new)
    assert time.monotonic() - began < 20  # two cores shared with other tests; it takes 1.5 s
