"""Marks of unfinished work are found, and ordinary Vietnamese text is never taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext.reading import Block
from articles.unfinished import find_mark

SUBJECTS = [
    "Ủy ban nhân dân xã",
    "Đại hội Đảng bộ lần thứ XXX",
    "Bà con thôn Đồng Vọng",
    "SEA Games XXX",
    "Cô giáo Lan",
]
DOINGS = [
    *(
        "đang cập nhật số liệu mưa lũ",
        "cần bổ sung thêm ghế cho trạm y tế",
        "đồng thời triệu tập cuộc họp",
        "thu 2,5 tỷ",
    ),
    *("tấn công vào nạn rác thải", "chờ ý kiến của sở", "hộ tống đoàn đua thuyền", "chưa có số liệu chính thức"),
    *("kiểm tra lại đê bao", "xác minh biển số 29A-xxx.xx", "gọi số 0912xxx456", "gọi 0912 xxx 456 nhiều lần"),
]
PLACES = [
    "ở bờ kênh",
    "trong ngày 25/11/2026",
    "theo Quyết định số 12/QĐ-UBND",
    "từ ngày … đến nay",
    "[1]",
    "(theo TTXVN)",
]
ENDINGS = [".", "...", "…", "?", "!", "?!", "??", "???", ": “Chúng tôi [...] sẽ làm.”", ': "Mùa này […] được mùa."']

sentences = st.builds(
    lambda *parts: " ".join(parts[:-1]) + parts[-1],
    *map(st.sampled_from, (SUBJECTS, DOINGS, PLACES, ENDINGS)),
)


def mark_in(text: str, *, is_quoted: bool = False) -> str:
    return find_mark([Block(text, is_quoted)])


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "[cần bổ sung]",
            "[Cần bổ sung số liệu của xã]",
            "[bổ sung ảnh]",
            "[chờ số liệu]",
            "[đang cập nhật]",
            "[...]",
        ),
        *("[…]", "[XXX]", "[xx]", "[??]", "[[picture 2]]", "(???)", "TODO", "FIXME", "Lorem ipsum", "…đang cập nhật…"),
        *(
            "số …/QĐ-UBND",
            "số ..../QĐ",
            "ngày … tháng … năm 2026",
            "ngày ... tháng 9 năm ...",
            "[thêm ảnh]",
            "[chưa có số liệu]",
        ),
    ],
)
def test_a_mark_is_found_and_named(mark: str) -> None:
    found = mark_in(f"Sáng nay, xã họp {mark} bàn việc nước.")
    assert found
    assert mark.startswith(found)


@pytest.mark.parametrize("text", ["Kinh phí XXX đồng", "hơn xxx người dự", "đạt ???% kế hoạch", "XXX triệu"])
def test_a_number_that_is_still_to_come_is_found(text: str) -> None:
    assert mark_in(text)


@pytest.mark.parametrize("text", ["???", "______"])
def test_a_paragraph_of_nothing_but_marks_is_found(text: str) -> None:
    assert mark_in(text) == text


@given(st.lists(sentences, min_size=1, max_size=8))
def test_ordinary_sentences_are_no_marks(texts: list[str]) -> None:
    assert mark_in(" ".join(texts)) == ""


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvyáàảãạếềểễệ ,.:;!?“”()…/0123456789"))
def test_no_text_of_letters_and_usual_signs_is_a_mark(text: str) -> None:
    assert mark_in(f"Tin {text.replace('(?', '( ?')}") == ""


@pytest.mark.parametrize("text", ["“Chúng tôi [...] đồng ý”, ông nói.", '"Mưa […] lớn"', "« Le [...] village »"])
def test_what_a_quotation_leaves_out_is_no_mark(text: str) -> None:
    assert mark_in(text) == ""


def test_nor_is_it_in_a_block_quotation() -> None:
    assert mark_in("Điều 3. [...]", is_quoted=True) == ""


@pytest.mark.parametrize("text", ["?" * 200_000, "x" * 200_000, "[ " * 100_000, "số " * 70_000, '“"' * 100_000])
def test_a_megabyte_of_nearly_marks_is_read_in_time(text: str) -> None:
    assert mark_in(f"Tin {text}.") == ""
