"""What an article must have before readers see it."""

import pytest

from articles import readiness
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db

URL = "/media/pictures/2026/01/0123456789abcdef0123456789abcdef.jpg"


def test_a_whole_article_lacks_nothing() -> None:
    body = f'<p>Nội dung.</p><img src="{URL}" alt="Cánh đồng">'
    assert readiness.problems(make_article(body=body, lead_picture=make_picture())) == []


@pytest.mark.parametrize("field", ["title", "lead", "body"])
def test_each_text_is_needed(field: str) -> None:
    assert len(readiness.problems(make_article(status="draft", **{field: " "}))) == 1


@pytest.mark.parametrize("body", ["<p></p>", "<p>&nbsp;</p>", "<br>", "<table><tr><td> </td></tr></table>"])
def test_empty_paragraphs_are_no_text(body: str) -> None:
    assert len(readiness.problems(make_article(body=body))) == 1


@pytest.mark.parametrize("alt", ["", 'alt=" "', "alt"])
def test_a_picture_in_the_body_needs_alternative_text(alt: str) -> None:
    assert len(readiness.problems(make_article(body=f'<p>Chữ</p><img src="{URL}" {alt}>'))) == 1


def test_the_lead_picture_needs_alternative_text() -> None:
    assert len(readiness.problems(make_article(lead_picture=make_picture(alt=" ")))) == 1
