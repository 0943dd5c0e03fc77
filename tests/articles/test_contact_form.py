"""What readers type: cleaned, bounded, and answered with a sentence at its field."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from articles import letters
from articles.contact_form import ContactForm
from articles.models import ContactMessage
from tests.articles.letters_from_readers import FILLED_IN, token


def form(**changes: Any) -> ContactForm:
    data = QueryDict(mutable=True)
    data.update({**FILLED_IN, "token": token(), **changes})
    return ContactForm(data)


def errors(**changes: Any) -> dict[str, list[str]]:
    with override("en"):
        return {name: [str(message) for message in found] for name, found in form(**changes).errors.items()}


def cleaned(name: str, text: str) -> str:
    checked = form(**{name: text})
    checked.is_valid()
    return str(checked.cleaned_data[name])


def test_a_well_filled_in_form_is_valid() -> None:
    assert errors() == {}


@pytest.mark.parametrize("name", ["name", "subject", "text"])
@pytest.mark.parametrize("text", ["", "  \r\n\t ", "\0\0", "\u202e"])
def test_what_is_needed_is_asked_for_politely(name: str, text: str) -> None:
    [sentence] = errors(**{name: text})[name]
    assert sentence.startswith("Please ")


@pytest.mark.parametrize(
    ("email", "phone", "wrong"),
    [
        ("", "", ["email"]),
        ("lua@example.vn", "", []),
        ("", "0912 345 678", []),
        ("", "+84 (912) 345-678", []),
        ("lua@", "0912 345 678", ["email"]),
        ("lua@example.vn\r\nBcc: b@example.vn", "", ["email"]),
        ("lua@example.vn", "12", ["phone"]),
        ("lua@example.vn", "0912 345 678 x", ["phone"]),
        ("lua@example.vn", "٠٩١٢٣٤٥٦٧٨", ["phone"]),
    ],
)
def test_one_way_to_answer_is_needed_and_each_that_is_given_is_right(email: str, phone: str, wrong: list[str]) -> None:
    assert list(errors(email=email, phone=phone)) == wrong


@pytest.mark.parametrize(("name", "most"), [("name", 100), ("subject", 200), ("text", 5000)])
def test_each_field_takes_its_length_and_no_letter_more(name: str, most: int) -> None:
    sentence = f"Please shorten this: at most {most} characters fit, and there are {most + 1}."
    assert (errors(**{name: "ế" * most}), errors(**{name: "ế" * (most + 1)})) == ({}, {name: [sentence]})


def test_ten_thousand_characters_are_told_apart_from_five_thousand() -> None:
    [sentence] = errors(text="😀" * 10_000)["text"]
    assert "there are 10000" in sentence


def test_line_ends_of_browsers_count_once() -> None:
    assert errors(text="a\r\n" * 2500) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đèn\r\nBcc: x@example.vn", "Đèn Bcc: x@example.vn"),
        ("  Đèn\0đường\t", "Đèn đường"),
        ("Đe\u0300n", "Đèn"),
        ("Ảnh \u202egpj.exe", "Ảnh gpj.exe"),
        ("👨‍👩‍👧 xin chào", "👨‍👩‍👧 xin chào"),
        ("a\u2028b\u0085c", "a b c"),
    ],
)
def test_a_line_stays_one_line(text: str, expected: str) -> None:
    assert cleaned("subject", text) == expected


def test_a_text_keeps_its_lines() -> None:
    assert cleaned("text", " Một\r\nhai\rba\n\tbốn\0 ") == "Một\nhai\nba\n\tbốn"


@pytest.mark.parametrize(
    ("name", "text", "is_fine"),
    [
        ("text", "Xem https://a.vn, http://b.vn và www.c.vn", True),
        ("text", "https://a.vn https://b.vn https://c.vn HTTPS://d.vn", False),
        ("text", "<a href=x>1</a> [url=x] [URL]y[/url] www.a.vn", False),
        ("subject", "Mua ngay www.a.vn", False),
        ("name", "https://a.vn", False),
    ],
)
def test_links_are_bounded(name: str, text: str, is_fine: bool) -> None:  # noqa: FBT001
    assert (name not in errors(**{name: text})) is is_fine


def test_a_filled_in_trap_is_told_and_the_form_can_go_out_again() -> None:
    trapped = form(website="https://a.vn")
    assert (list(trapped.errors), trapped.token != trapped.sent_token) == (["__all__"], True)


def test_what_is_put_right_goes_out_with_the_same_token() -> None:
    checked = form(name="")
    assert (checked.is_valid(), checked.token) == (False, checked.sent_token)


def test_a_token_too_old_is_replaced() -> None:
    checked = form(token=token(age=100_000))
    assert (checked.is_valid(), checked.token != checked.sent_token) == (False, True)


def test_a_quick_form_with_a_wrong_field_speaks_of_the_field_alone() -> None:
    assert list(errors(name="", token=token(age=0))) == ["name"]


@given(st.fixed_dictionaries({name: st.text(max_size=300) for name in (*FILLED_IN, "token")}))
def test_no_text_breaks_the_form_and_no_line_holds_a_break(typed: dict[str, str]) -> None:
    checked = form(**typed)
    checked.is_valid()
    for name in ("name", "email", "phone", "subject"):
        line = checked.cleaned_data.get(name, "")
        assert (len(line.splitlines()) <= 1, "\0" in line, len(line) <= 254) == (True, False, True)


@given(subject=st.text(min_size=1, max_size=300), email=st.emails())
def test_every_message_that_is_taken_in_makes_a_letter(subject: str, email: str) -> None:
    checked = form(subject=subject, email=email)
    if checked.is_valid():
        message = ContactMessage(pk=1, **checked.cleaned_data)
        letter = letters.office_letter(message, to="vanthu@example.vn").message()
        assert letter["Reply-To"] is not None
        assert sorted(set(letter.keys()) & {"To", "Cc", "Bcc"}) == ["To"]
