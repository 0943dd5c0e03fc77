"""The code that a regulator demands on every page: what it is allowed, and what it is not."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import measuring
from articles.models import SiteSettings
from tests.articles.newsroom import client_of
from tests.factories import make_article, make_user

CODE = """<script>window.measured = 1;</script>
<script async src="https://emc.example.vn/track.js?id=7"></script>
<noscript><img src="//pixel.example.vn/p.gif" alt=""></noscript>"""
INLINE = f"'sha256-{b64encode(sha256(b'window.measured = 1;').digest()).decode()}'"


def test_the_policy_lets_in_what_the_code_names() -> None:
    assert measuring.read(CODE).sources == {
        "script-src": [INLINE, "https://emc.example.vn"],
        "connect-src": ["https://emc.example.vn"],
        "img-src": ["https://emc.example.vn", "https://pixel.example.vn"],
    }


def test_line_ends_are_those_that_browsers_hash() -> None:
    assert measuring.read("<script>a\r\nb</script>").sources == measuring.read("<script>a\nb</script>").sources


@pytest.mark.parametrize(
    "code",
    [
        "<p>Không có gì</p>",
        '<script src="http://emc.example.vn/a.js"></script>',
        '<script src="/a.js"></script>',
        '<img src="https://emc.example.vn/a.gif" onload="go()">',
        '<script src="https://[1/a.js"></script>',
        '<script src="https://emc.example.vn/a.js">',
        '<img src="https://emc.example.vn/a.gif"><script>go()',
    ],
)
def test_code_that_could_not_work_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        SiteSettings(measuring_snippet=code).clean()


@pytest.mark.parametrize(
    "host",
    ["*", "*.example.vn", "a 'unsafe-inline'", "a;script-src *", "a.vn,b.vn", "đo.example.vn", "a.vn\\@b.vn", "[::1]"],
)
def test_a_name_that_would_widen_the_policy_is_refused_and_not_let_in(host: str) -> None:
    read = measuring.read(f'<script src="https://{host}/a.js"></script>')
    assert (read.sources, bool(read.problems)) == ({}, True)


@given(st.text(max_size=30), st.sampled_from(["script", "img", "iframe"]))
def test_no_address_opens_the_policy_to_more_than_one_site(host: str, tag: str) -> None:
    sources = measuring.read(f'<{tag} src="https://{host}"></{tag}>').sources
    allowed = {source for found in sources.values() for source in found if not source.startswith("'sha256-")}
    assert len(allowed) <= 1
    assert all(re.fullmatch(r"https://[a-z0-9_.:-]+", source) for source in allowed)


@pytest.mark.django_db
def test_a_public_page_has_the_code_and_its_policy(reader: Client) -> None:
    SiteSettings(measuring_snippet=CODE).save()
    page = reader.get(make_article().get_absolute_url())
    policy = page["Content-Security-Policy"]
    assert ("window.measured = 1;" in page.content.decode(), INLINE in policy) == (True, True)
    assert "img-src 'self' data: https://emc.example.vn https://pixel.example.vn" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/khong-co/trang-nay/", "/admin/login/"])
def test_no_other_page_has_it(reader: Client, address: str) -> None:
    SiteSettings(measuring_snippet=CODE).save()
    page = reader.get(address)
    assert ("measured" in page.content.decode(), "emc.example.vn" in page["Content-Security-Policy"]) == (False, False)


@pytest.mark.django_db
def test_a_preview_does_not_have_it() -> None:
    SiteSettings(measuring_snippet=CODE).save()
    draft = make_article(status="draft")
    page = client_of(make_user("approver")).get(f"/admin/articles/article/{draft.pk}/preview/")
    assert "measured" not in page.content.decode()


@pytest.mark.django_db
def test_without_code_the_policy_is_the_strict_one(reader: Client) -> None:
    assert "script-src 'self';" in reader.get("/")["Content-Security-Policy"] + ";"
