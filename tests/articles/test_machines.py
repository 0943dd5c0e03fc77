"""The small files that programs look for."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import SiteSettings
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


def security(client: Client) -> dict[str, str]:
    text = client.get("/.well-known/security.txt").content.decode()
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_security_txt_says_what_its_standard_asks_for(reader: Client) -> None:
    SiteSettings(security_contact="mailto:an-ninh@example.gov.vn").save()
    found = security(reader)
    assert found["Contact"] == "mailto:an-ninh@example.gov.vn"
    assert found["Canonical"] == "http://testserver/.well-known/security.txt"
    assert found["Preferred-Languages"] == "vi, en"


def test_security_txt_is_good_for_less_than_a_year(reader: Client) -> None:
    left = datetime.fromisoformat(security(reader)["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_without_a_contact_of_its_own_the_portal_gives_its_address(reader: Client) -> None:
    SiteSettings(email="toasoan@example.gov.vn").save()
    assert security(reader)["Contact"] == "mailto:toasoan@example.gov.vn"


def test_the_old_place_of_security_txt_leads_to_the_new_one(reader: Client) -> None:
    assert reader.get("/security.txt")["Location"] == "/.well-known/security.txt"


def test_the_manifest_names_the_portal_and_its_icons(reader: Client) -> None:
    response = reader.get("/manifest.webmanifest")
    data = json.loads(response.content)
    assert response["Content-Type"].startswith("application/manifest+json")
    assert (data["name"], data["short_name"], data["lang"], data["start_url"]) == ("Bản Tin", "Bản Tin", "vi", "/")
    assert [icon["sizes"] for icon in data["icons"]] == ["192x192", "512x512", "512x512"]


def test_the_emblem_is_an_icon(reader: Client) -> None:
    emblem = make_picture()
    SiteSettings(name="Cổng thông tin điện tử Hoa Lũng", emblem=emblem, brand_color="#7a1020").save()
    data = json.loads(reader.get("/manifest.webmanifest").content)
    assert (data["icons"][0]["src"], data["theme_color"]) == (emblem.file.url, "#7a1020")
    assert data["short_name"] == "Cổng thông"


def test_an_icon_is_where_browsers_look_for_it(reader: Client) -> None:
    assert reader.get("/favicon.ico")["Location"].startswith("/static/img/favicon")
