"""Marks that a writer leaves where something is still missing: "[cần bổ sung]", "số …/QĐ-UBND", "TODO".

Ordinary Vietnamese text must never be taken for one. So three dots count only in square brackets outside a
quotation (inside it they stand for what was left out), XXX (thirty, in Roman numerals) and masked numbers such as
0912xxx only before what is counted, and a plain "đang cập nhật" not at all.
"""

import re
from collections.abc import Iterable

from articles.richtext.reading import Block

_DOTS = r"(?:\.{2,20}|…{1,5})"
_ASKED = (
    r"cần (?:bổ sung|kiểm tra|xác minh|xác nhận|viết|thêm|sửa|cập nhật|xem lại)"
    r"|(?:sẽ |chờ )?bổ sung(?= ?\]| (?:số liệu|ảnh|nguồn|trích dẫn|thông tin|sau|thêm|ý kiến))"
    r"|kiểm tra lại|(?:đang |chờ )?cập nhật(?= ?\]| (?:sau|thêm|số liệu))"
    r"|chờ (?:số liệu|ảnh|duyệt|xác nhận|ý kiến|phản hồi)"
    r"|chưa (?:xong|có|rõ|hoàn thiện|kiểm chứng)(?= ?\]| (?:số liệu|ảnh|nguồn|thông tin))"
    r"|viết (?:tiếp|thêm)|(?:thêm|chèn|thiếu|điền) (?:ảnh|số liệu|nguồn|trích dẫn|tên|liên kết|link|bảng|ngày)"
)
# What is counted, but not the first half of another word: "đồng thời", "triệu tập", "tấn công".
_COUNTED = (
    r"%|đồng\b(?! (?:bào|bằng|chí|đội|hành|hương|loạt|nghiệp|ruộng|thời|tình|ý))|triệu\b(?! (?:tập|hồi))"
    r"|(?:tỷ|tỉ)\b(?! (?:lệ|mỉ|số))|hộ\b(?! (?:chiếu|khẩu|lý|tống|trợ))|tấn\b(?! (?:công|phong))"
    r"|(?:người|nghìn|ngàn|héc-ta|ha|km|ki-lô-mét|mét|m2|trường hợp|học sinh|đại biểu)\b"
)

_ANYWHERE = re.compile(
    "|".join(
        [
            rf"\[ ?(?i:{_ASKED})[^\[\]]{{0,80}}\]",
            r"\[ ?(?:[xX]{2,20}|\?{1,20}|_{2,20}) ?\]",
            r"\[\[[^\[\]]{0,80}\]\]",
            r"\(\?{3,20}\)",
            r"(?<!\w)(?:TODO|FIXME)(?!\w)",
            r"(?i:lorem ipsum)",
            r"(?:…|\.{3}) ?(?i:đang (?:được )?cập nhật) ?(?:…|\.{3})",
            rf"(?<![\w.,/?-])(?<!\d )(?:X{{3,20}}|x{{3,20}}|\?{{3,20}}) ?(?={_COUNTED})",
            # "số …/QĐ-UBND" and "ngày … tháng … năm 2026", which are filled in last.
            rf"(?<!\w)(?i:số) ?{_DOTS} ?/(?=[A-ZĐ])",
            rf"(?<!\w)(?i:ngày) ?{_DOTS} ?tháng ?(?:{_DOTS}|\d{{1,2}}) ?năm(?: ?\d{{4}}| ?{_DOTS})",
        ]
    )
)
_QUOTE_OR_LEFT_OUT = re.compile(r"[“«”»\"]|\[ ?(?:\.{3}|…) ?\]")
_ALONE = re.compile(r"\?{2,20}|_{3,50}")


def find_mark(blocks: Iterable[Block]) -> str:
    """The first mark of unfinished work in these blocks, as it was written; empty when there is none."""
    return next((mark for block in blocks if (mark := _of_block(block))), "")


def _of_block(block: Block) -> str:
    if match := _ANYWHERE.search(block.text) or _ALONE.fullmatch(block.text):
        return match[0].strip()
    if block.is_quoted:
        return ""
    return _left_out_unquoted(block.text)


def _left_out_unquoted(text: str) -> str:
    curly, is_straight = 0, False
    for match in _QUOTE_OR_LEFT_OUT.finditer(text):
        if match[0] == '"':
            is_straight = not is_straight
        elif match[0] in "“«":
            curly += 1
        elif match[0] in "”»":
            curly = max(curly - 1, 0)
        elif not curly and not is_straight:
            return match[0]
    return ""
