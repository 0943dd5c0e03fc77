"""A section or a tag that gets another address leads there from the old one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.test import Client

from tests.articles.newsroom import client_of
from tests.factories import make_article, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

makers = pytest.mark.parametrize(("make", "before"), [(make_section, "/"), (make_tag, "/the/")])


def rename(row: Any, *slugs: str) -> None:
    for slug in slugs:
        row.slug = slug
        row.save()


def rows() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "new_path"))


@makers
def test_the_old_address_answers_with_the_new_one(make: Callable[..., Any], before: str, reader: Client) -> None:
    rename(make(slug="cu"), "moi")
    response = reader.get(f"{before}cu/")
    assert (response.status_code, response["Location"]) == (301, f"{before}moi/")


@makers
def test_however_often_it_moves_readers_take_one_step(make: Callable[..., Any], before: str) -> None:
    rename(make(slug="mot"), "hai", "ba")
    assert rows() == {f"{before}mot/": f"{before}ba/", f"{before}hai/": f"{before}ba/"}


@makers
def test_moving_back_leaves_no_loop(make: Callable[..., Any], before: str, reader: Client) -> None:
    rename(make(slug="mot"), "hai", "mot")
    assert rows() == {f"{before}hai/": f"{before}mot/"}
    assert reader.get(f"{before}mot/").status_code == 200


def test_a_new_page_takes_the_address_over() -> None:
    rename(make_section(slug="cu"), "moi")
    make_section(slug="cu")
    assert rows() == {}


def test_a_save_that_leaves_the_address_alone_writes_nothing() -> None:
    section = make_section(slug="cu")
    section.name, section.slug = "Tên khác", "moi"
    section.save(update_fields=["name"])
    assert rows() == {}


def test_a_draft_with_another_slug_writes_nothing() -> None:
    rename(make_article(status="draft"), "ten-khac")
    assert rows() == {}


@pytest.mark.parametrize(("new", "location"), [("/moi/", "/moi/?page=2"), ("/moi/?a=1", "/moi/?a=1")])
def test_an_old_address_leads_on_with_its_query(new: str, location: str, reader: Client) -> None:
    Redirect.objects.create(site_id=settings.SITE_ID, old_path="/cu/", new_path=new)
    response = reader.get("/cu/?page=2")
    assert (response.status_code, response["Location"]) == (301, location)


def test_what_is_gone_is_gone_with_any_query(reader: Client) -> None:
    Redirect.objects.create(site_id=settings.SITE_ID, old_path="/cu/", new_path="")
    assert [reader.get(f"/{path}/?page=2").status_code for path in ("cu", "khong-co")] == [410, 404]


def test_an_editor_changes_the_address_in_the_newsroom() -> None:
    section = make_section(name="Tin", slug="cu")
    data = {"name": "Tin", "slug": "moi", "position": 0, "description": "", "parent": ""}
    client_of(make_user("administrator")).post(f"/admin/articles/section/{section.pk}/change/", data)
    assert rows() == {"/cu/": "/moi/"}
