"""The smaller lists of the newsroom ask as often for three rows as for one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.redirects.models import Redirect

from tests.articles.newsroom import client_of
from tests.factories import (
    make_announcement,
    make_article,
    make_link,
    make_page,
    make_section,
    make_tag,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_redirect() -> None:
    number = Redirect.objects.count()
    Redirect.objects.create(site_id=settings.SITE_ID, old_path=f"/cu-{number}/", new_path="/")


LISTS: dict[str, tuple[Callable[[], Any], int]] = {
    "articles/section": (lambda: make_article(section=make_section(parent=make_section())), 7),
    "articles/tag": (lambda: make_article().tags.add(make_tag()), 7),
    "articles/storythread": (lambda: make_article(thread=make_thread()), 7),
    "articles/staticpage": (make_page, 7),
    "articles/announcement": (make_announcement, 7),
    "articles/menulink": (lambda: (make_link(), make_link(section=make_section())), 7),
    "auth/user": (lambda: make_user("editor"), 8),
    "redirects/redirect": (make_redirect, 7),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(name: str, count: int, django_assert_num_queries: Any) -> None:
    make, queries = LISTS[name]
    for _ in range(count):
        make()
    client = client_of(make_user("administrator"))
    with django_assert_num_queries(queries):
        client.get(f"/admin/{name}/")
