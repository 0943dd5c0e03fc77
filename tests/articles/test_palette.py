"""Whatever two colors an office chooses, everything on its pages can be read."""

import re

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.models import SiteSettings
from articles.palette import DARK_SURFACES, LIGHT_SURFACES, READABLE, contrast, palette

colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def tokens(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Those of the light theme and of the dark one."""
    light, dark = re.findall(r":root\{([^}]*)\}", css)
    return dict(re.findall(r"--color-([a-z-]+):(#[0-9a-f]{6})", light)), dict(
        re.findall(r"--color-([a-z-]+):(#[0-9a-f]{6})", dark)
    )


@given(colors, colors)
def test_every_text_can_be_read_in_both_themes(brand: str, accent: str) -> None:
    light, dark = tokens(palette(brand, accent).css)
    pairs = []
    for theme, surfaces in ((light, LIGHT_SURFACES), (dark, DARK_SURFACES)):
        pairs += [(theme[name], surface) for name in ("link", "son") for surface in surfaces]
        pairs += [
            (theme[name], theme[ground]) for name in ("on-cham", "on-cham-muted") for ground in ("cham", "cham-deep")
        ]
        pairs += [(theme["on-son"], theme["son"])]
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


def test_the_surfaces_are_those_of_the_pages() -> None:
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = {name: re.findall(rf"--color-{name}: (#[0-9a-f]+);", css)[:2] for name in ("page", "surface")}
    assert [*zip(*found.values(), strict=True)] == [LIGHT_SURFACES, DARK_SURFACES]


@pytest.mark.parametrize(("first", "second", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_measured_as_wcag_does(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


def test_a_dark_color_stays_as_it_was_chosen() -> None:
    assert tokens(palette("#0b3d2e", "").css)[0]["cham"] == "#0b3d2e"


def test_a_color_that_was_not_chosen_is_left_to_the_portal() -> None:
    assert [*tokens(palette("", "#aa0000").css)[0]] == ["son", "on-son"]


@pytest.mark.django_db
def test_pages_link_the_style_sheet_that_has_the_colors(reader: Client) -> None:
    SiteSettings(brand_color="#0b3d2e").save()
    page = reader.get("/").content.decode()
    (address,) = re.findall(r'href="(/mau-[^"]+)"', page)
    css = reader.get(address)
    assert ("--color-cham:#0b3d2e" in css.content.decode(), "immutable" in css["Cache-Control"]) == (True, True)
    assert '<meta name="theme-color" content="#0b3d2e"' in page


@pytest.mark.django_db
def test_an_old_address_leads_to_the_colors_of_today(reader: Client) -> None:
    SiteSettings(brand_color="#0b3d2e").save()
    assert reader.get("/mau-0a1b2c.css", follow=True).status_code == 200


@pytest.mark.django_db
def test_without_colors_there_is_no_such_style_sheet(reader: Client) -> None:
    assert ("/mau-" in reader.get("/").content.decode(), reader.get("/mau-0a1b2c.css").status_code) == (False, 404)
