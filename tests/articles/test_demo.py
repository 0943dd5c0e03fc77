"""What the demo says beside its articles."""

import pytest
from django.test import Client
from django.utils import timezone

from articles import translations
from articles.demo import reader, site, stories
from articles.models import Announcement, Article, MenuLink, SiteSettings, StaticPage, StoryThread
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def _set_up() -> None:
    site.set_up(now=timezone.now())


@pytest.fixture
def articles() -> dict[str, Article]:
    written = {story.key: make_article(title=story.title) for story in reader.articles()}
    stories.tell(written)
    return written


@pytest.mark.usefixtures("_set_up")
def test_the_site_says_who_it_is_and_where() -> None:
    row = SiteSettings.load()
    row.full_clean()
    assert all([row.slogan, row.description, row.address, row.phone, row.email, len(row.footer.splitlines()) > 1])


@pytest.mark.usefixtures("_set_up")
def test_every_menu_has_its_links() -> None:
    for link in MenuLink.objects.all():
        link.full_clean()
    places = list(MenuLink.objects.order_by("pk").values_list("place", flat=True))
    assert places == ["header", "footer", *["portals"] * 3, *["social"] * 2]


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize("title", ["Giới thiệu", "Chức năng, nhiệm vụ", "About us"])
def test_readers_open_every_page(title: str, client: Client) -> None:
    page = StaticPage.objects.get(title=title)
    page.full_clean()
    assert title in client.get(page.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("_set_up")
def test_what_the_portal_is_stands_in_two_languages() -> None:
    versions = translations.of_page(StaticPage.objects.get(title="Giới thiệu"))
    assert {version.language for version in versions} == {"vi", "en", "x-default"}


@pytest.mark.usefixtures("_set_up")
def test_one_announcement_is_shown_now_and_ends_one_day() -> None:
    assert Announcement.objects.current().get().ends_at is not None


def test_each_thread_has_three_to_five_articles(articles: dict[str, Article]) -> None:
    assert [3 <= thread.articles.count() <= 5 for thread in StoryThread.objects.all()] == [True, True]
    assert articles["moi-truong/06"].thread is not None


def test_a_few_articles_have_related_ones_and_never_themselves(articles: dict[str, Article]) -> None:
    related = {key: set(article.related.all()) for key, article in articles.items()}
    assert sum(bool(others) for others in related.values()) == len(stories.RELATED)
    assert not any(articles[key] in others for key, others in related.items())


def test_every_article_of_the_demo_has_a_key_of_its_own() -> None:
    keys = [story.key for story in reader.articles()]
    assert len(set(keys)) == len(keys)
