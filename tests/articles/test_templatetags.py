from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from articles.models import Picture, Section
from articles.templatetags.portal_tags import accent, dialled, picture, vietnamese_datetime
from portal.numbers import grouped
from portal.pages import mark


def render(source: str, **context: object) -> str:
    return Template("{% load portal_tags %}" + source).render(Context(context))


def test_figure_leaves_a_mark_to_be_filled_in() -> None:
    assert render('{% figure "views" %}') == mark("views")


def test_unknown_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure"):
        render('{% figure "visits" %}')


def test_time_is_written_on_the_clock_of_ha_noi() -> None:
    assert vietnamese_datetime(datetime(2022, 7, 15, 2, 30, tzinfo=UTC)) == "Thứ Sáu, 15/07/2022 | 09:30"


@pytest.mark.parametrize(("day", "name"), [(17, "Chủ Nhật"), (18, "Thứ Hai"), (20, "Thứ Tư"), (23, "Thứ Bảy")])
def test_days_have_their_vietnamese_names(day: int, name: str) -> None:
    assert vietnamese_datetime(datetime(2022, 7, day, 5, tzinfo=UTC)).partition(",")[0] == name


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1396, "1.396"), (530364, "530.364")])
def test_numbers_are_grouped(number: int, text: str) -> None:
    assert grouped(number) == text


def test_section_below_another_takes_its_accent() -> None:
    assert accent(Section(pk=9, parent_id=4)) == accent(Section(pk=4)) == "accent-5"


def test_absolute_address_names_scheme_and_host() -> None:
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    assert render("{% absolute '/tin/' %}", request=request) == "http://localhost/tin/"


def test_address_that_is_absolute_already_stays() -> None:
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    assert render("{% absolute 'https://cdn.example/a.jpg' %}", request=request) == "https://cdn.example/a.jpg"


def test_picture_offers_its_renditions_and_itself() -> None:
    offered = picture(Picture(file="pictures/a.jpg", width=1600, height=1000), "100vw")
    for kind in ("webp", "fallback"):
        widths = [candidate.rpartition(" ")[2] for candidate in offered[kind].split(", ")]
        assert widths == ["240w", "480w", "960w", "1600w"]


def test_decorative_picture_is_silent() -> None:
    shown = render(
        '{% picture picture "100vw" is_decorative=True %}',
        picture=Picture(file="a.jpg", alt="Cây cầu", width=900, height=600),
    )
    assert 'alt=""' in shown


def test_single_page_needs_no_pagination() -> None:
    assert render("{% pagination page %}", page=Paginator([1], 20).page(1)).strip() == ""


def test_pagination_leaves_out_the_middle_of_many_pages() -> None:
    shown = render("{% pagination page %}", page=Paginator(range(400), 20).page(10))
    numbers = [part.partition('"')[0] for part in shown.split("?page=")[1:]]
    assert numbers == ["9", "9", "11", "20", "11"]


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("(0203) 456.789", "0203456789"),
        ("+84 203 456 789", "+84203456789"),
        ("0203 456 / 0912 345", "0203456"),
        ("", ""),
    ],
)
def test_the_first_of_several_numbers_is_dialled(phone: str, number: str) -> None:
    assert dialled(phone) == number
