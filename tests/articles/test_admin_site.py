"""The settings of the site, its menus, pages and announcements, as staff change them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Announcement, MenuLink, Picture, SiteSettings, StaticPage, StoryThread
from portal.models import AuditEntry
from tests.articles.newsroom import client_of
from tests.factories import (
    make_announcement,
    make_article,
    make_link,
    make_page,
    make_picture,
    make_section,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/articles/sitesettings/1/change/"
PAGE = "/admin/articles/staticpage/"
ANNOUNCEMENT = "/admin/articles/announcement/"


def limited_approver() -> Client:
    user = make_user("approver")
    make_section().editors.add(user)
    return client_of(user)


def typed_settings(**changes: Any) -> dict[str, Any]:
    """What a browser sends of the settings as they stand, with `changes`."""
    row = SiteSettings.load()
    boxes = ("has_contact_form", *(f"shows_{name}" for name in ("views", "online", "today", "week", "total")))
    return {
        "name": row.name,
        "owner": row.owner,
        "language": row.language,
        **{name: "on" for name in boxes if getattr(row, name)},
        "brand_color_is_own": "on",
        "brand_color_chosen": "#10294f",
        "accent_color_is_own": "on",
        "accent_color_chosen": "#b3192b",
        **changes,
    }


@pytest.fixture
def administrator() -> Client:
    return client_of(make_user("administrator"))


def test_the_settings_open_as_one_form_before_anybody_saved_them(administrator: Client) -> None:
    response = administrator.get("/admin/articles/sitesettings/", follow=True)
    assert response.redirect_chain == [(SETTINGS, 302)]
    assert 'name="measuring_snippet"' in response.content.decode()


def test_looking_at_the_settings_stores_nothing(administrator: Client) -> None:
    administrator.get(SETTINGS)
    assert not SiteSettings.objects.exists()


def test_saved_settings_are_those_of_the_site(administrator: Client) -> None:
    response = administrator.post(SETTINGS, typed_settings(name="Cổng xã Hoa Lũng"))
    assert response["Location"] == SETTINGS
    assert SiteSettings.load().name == "Cổng xã Hoa Lũng"


def test_there_are_no_second_settings(administrator: Client) -> None:
    assert administrator.get("/admin/articles/sitesettings/2/change/").status_code == 302


def test_the_log_names_the_settings_that_were_changed(administrator: Client) -> None:
    administrator.post(SETTINGS, typed_settings(slogan="Gần dân", phone="024 3000 0000"))
    assert AuditEntry.objects.get(action="site_changed").details == {"fields": ["Khẩu hiệu", "Điện thoại"]}


def test_saving_unchanged_settings_is_not_logged(administrator: Client) -> None:
    administrator.post(SETTINGS, typed_settings())
    assert not AuditEntry.objects.filter(action="site_changed").exists()


def test_a_chosen_color_is_stored(administrator: Client) -> None:
    data = typed_settings(brand_color_chosen="#0a4a3a")
    del data["brand_color_is_own"]
    administrator.post(SETTINGS, data)
    assert SiteSettings.load().brand_color == "#0a4a3a"


def test_the_portals_own_color_comes_back_by_ticking_it(administrator: Client) -> None:
    SiteSettings(brand_color="#0a4a3a").save()
    administrator.post(SETTINGS, typed_settings(brand_color_chosen="#0a4a3a"))
    assert SiteSettings.load().brand_color == ""


@pytest.mark.parametrize("chosen", ["red", "#12345", "url(//x)"])
def test_what_is_no_color_is_refused(administrator: Client, chosen: str) -> None:
    data = typed_settings(brand_color_chosen=chosen)
    del data["brand_color_is_own"]
    response = administrator.post(SETTINGS, data)
    assert "brand_color" in response.context["adminform"].form.errors


def test_the_newsroom_bears_the_name_in_the_settings(administrator: Client) -> None:
    administrator.post(SETTINGS, typed_settings(name="Cổng xã Hoa Lũng", owner="UBND xã Hoa Lũng"))
    page = administrator.get("/admin/").content.decode()
    assert "Cổng xã Hoa Lũng" in page
    assert "UBND xã Hoa Lũng" in page


def test_links_stand_menu_by_menu_from_the_top_of_a_page(administrator: Client) -> None:
    for place in ("social", "footer", "header", "portals"):
        make_link(place=place)
    listed = administrator.get("/admin/articles/menulink/").context["cl"].result_list
    assert [link.place for link in listed] == ["header", "footer", "portals", "social"]


def test_positions_of_links_are_changed_in_the_list(administrator: Client) -> None:
    link = make_link()
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": link.pk, "form-0-position": 7, "_save": 1}
    administrator.post("/admin/articles/menulink/", form)
    assert MenuLink.objects.get(pk=link.pk).position == 7


def test_a_link_leads_to_one_place_only(administrator: Client) -> None:
    data = {"place": "header", "label": "Giới thiệu", "position": 0, "page": make_page().pk, "url": "/lien-he/"}
    response = administrator.post("/admin/articles/menulink/add/", data)
    assert response.context["adminform"].form.non_field_errors()


def test_a_page_is_written_in_the_editor_and_cleaned() -> None:
    approver = client_of(make_user("approver"))
    form = {"title": "Giới thiệu", "body": "<p onclick='x()'>Xã Hoa Lũng</p>", "language": "vi", "is_published": "on"}
    approver.post(f"{PAGE}add/", form)
    assert StaticPage.objects.get(slug="gioi-thieu").body == "<p>Xã Hoa Lũng</p>"


def test_the_form_of_a_page_loads_the_editor_and_may_run_it() -> None:
    response = client_of(make_user("approver")).get(f"{PAGE}add/")
    assert "newsroom/editor.js" in str(response.context["media"])
    assert "'unsafe-eval'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(("is_published", "has_link"), [(True, True), (False, False)])
def test_only_a_published_page_is_viewed_on_the_site(is_published: bool, has_link: bool) -> None:  # noqa: FBT001
    page = make_page(is_published=is_published)
    html = client_of(make_user("approver")).get(f"{PAGE}{page.pk}/change/").content.decode()
    assert (f'href="{page.get_absolute_url()}"' in html) is has_link


@pytest.mark.parametrize(
    ("begins", "ends", "state"),
    [(-2, None, "Đang hiện"), (-2, 1, "Đang hiện"), (1, 2, "Đã hẹn giờ"), (-2, -1, "Đã hết")],
)
def test_the_list_says_whether_an_announcement_is_shown(begins: int, ends: int | None, state: str) -> None:
    now = timezone.now()
    ends_at = None if ends is None else now + timedelta(hours=ends)
    make_announcement(starts_at=now + timedelta(hours=begins), ends_at=ends_at)
    assert state in client_of(make_user("approver")).get(ANNOUNCEMENT).content.decode()


def test_the_times_of_an_announcement_say_which_clock_they_mean() -> None:
    page = client_of(make_user("approver")).get(f"{ANNOUNCEMENT}add/").content.decode()
    assert "giờ Việt Nam (UTC+7)" in page


@pytest.mark.parametrize("make", [make_page, make_announcement])
def test_an_approver_of_some_sections_only_reads_what_belongs_to_all(make: Any) -> None:
    row = make()
    client, address = limited_approver(), f"/admin/articles/{row._meta.model_name}/"
    pages = [f"{address}{row.pk}/change/", f"{address}add/", f"{address}{row.pk}/delete/"]
    assert [client.get(page).status_code for page in pages] == [200, 403, 403]


@pytest.mark.parametrize("make", [make_page, make_announcement])
def test_an_approver_of_some_sections_changes_nothing_of_them(make: Any) -> None:
    row = make()
    client, address = limited_approver(), f"/admin/articles/{row._meta.model_name}/{row.pk}/"
    answers = [client.post(f"{address}change/", {"title": "Khác", "text": "Khác"}), client.post(f"{address}delete/")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert str(type(row).objects.get(pk=row.pk)) == str(row)


def test_an_approver_of_some_sections_deletes_no_story_thread() -> None:
    thread = make_thread()
    assert limited_approver().post(f"/admin/articles/storythread/{thread.pk}/delete/").status_code == 403


def test_an_approver_announces_something_to_everybody() -> None:
    form = {"text": "Cúp điện", "url": "", "starts_at_0": "01/11/2026", "starts_at_1": "08:00"}
    client_of(make_user("approver")).post(f"{ANNOUNCEMENT}add/", form)
    assert Announcement.objects.get().text == "Cúp điện"


def test_an_editor_begins_a_story_thread() -> None:
    client_of(make_user("editor")).post("/admin/articles/storythread/add/", {"name": "Chống bão", "is_current": "on"})
    assert StoryThread.objects.get().slug == "chong-bao"


@pytest.mark.parametrize(("role", "is_current"), [("editor", False), ("approver", True)])
def test_a_story_thread_comes_to_the_front_page_by_those_who_arrange_it(role: str, is_current: bool) -> None:  # noqa: FBT001
    form = {"name": "Chống bão", "is_current": "on"}
    client_of(make_user(role)).post("/admin/articles/storythread/add/", form)
    assert StoryThread.objects.get().is_current is is_current


def test_an_editor_leaves_a_story_thread_on_the_front_page_where_it_is() -> None:
    thread = make_thread(is_current=True)
    client_of(make_user("editor")).post(f"/admin/articles/storythread/{thread.pk}/change/", {"name": "Tên khác"})
    thread.refresh_from_db()
    assert (thread.name, thread.is_current) == ("Tên khác", True)


@pytest.mark.parametrize("make", [make_page, make_announcement, make_link])
def test_the_log_names_what_was_deleted_of_the_site(make: Any, administrator: Client) -> None:
    row = make()
    administrator.post(f"/admin/articles/{row._meta.model_name}/{row.pk}/delete/", {"post": "yes"})
    logged = AuditEntry.objects.filter(action="site_part_deleted").values_list("target_label", flat=True)
    assert list(logged) == [f"{row._meta.verbose_name}: {row}"]


def test_the_log_names_an_announcement_that_was_added() -> None:
    form = {"text": "Cúp điện", "url": "", "starts_at_0": "01/11/2026", "starts_at_1": "08:00"}
    client_of(make_user("approver")).post(f"{ANNOUNCEMENT}add/", form)
    assert AuditEntry.objects.get(action="site_part_added").target_label.endswith(": Cúp điện")


def test_the_log_names_the_fields_of_a_page_that_were_changed(administrator: Client) -> None:
    page = make_page()
    form = {"title": "Tên khác", "slug": page.slug, "body": page.body, "language": "vi", "is_published": "on"}
    administrator.post(f"{PAGE}{page.pk}/change/", form)
    assert AuditEntry.objects.get(action="site_part_changed").details == {"fields": ["Tiêu đề"]}


def test_the_list_of_story_threads_counts_their_articles() -> None:
    thread = make_thread()
    make_article(thread=thread)
    make_article(thread=thread)
    listed = client_of(make_user("editor")).get("/admin/articles/storythread/").context["cl"].result_list
    assert [row.count for row in listed] == [2]


def test_the_language_of_a_section_is_chosen_in_its_form() -> None:
    section = make_section()
    form = {"name": section.name, "slug": section.slug, "position": 0, "language": "en"}
    client_of(make_user("approver")).post(f"/admin/articles/section/{section.pk}/change/", form)
    section.refresh_from_db()
    assert section.language == "en"


def test_a_picture_in_a_page_stays() -> None:
    picture = make_picture()
    make_page(body=f'<p><img src="{picture.file.url}" alt="" width="10" height="10"></p>')
    client_of(make_user("approver")).post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_whoever_uploaded_the_emblem_does_not_change_it() -> None:
    owner = make_user("contributor")
    picture = make_picture(uploaded_by=owner)
    SiteSettings(emblem=picture).save()
    client_of(owner).post(f"/admin/articles/picture/{picture.pk}/change/", {"alt": "Khác"})
    assert Picture.objects.get(pk=picture.pk).alt == picture.alt
