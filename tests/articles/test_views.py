from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Section
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db


def make_articles(number: int, section: Section, *, newest_minutes_ago: int = 1) -> list[Article]:
    """Newest first, a minute apart."""
    now = timezone.now()
    return [
        make_article(
            section=section,
            lead_picture=make_picture(),
            publish_at=now - timedelta(minutes=newest_minutes_ago + n),
        )
        for n in range(number)
    ]


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_front_page_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_articles(number, make_section(parent=make_section()))
    with django_assert_num_queries(9):
        page_of(reader, "/")


@pytest.mark.parametrize("number", [1, 3])
def test_section_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section = make_section()
    make_articles(number, make_section(parent=section))
    with django_assert_num_queries(8):
        page_of(reader, section.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_tag_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = make_tag()
    for article in make_articles(number, make_section()):
        article.tags.add(tag)
    with django_assert_num_queries(8):
        page_of(reader, tag.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_article_costs_the_same_for_any_number_of_articles(
    reader: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article, *_ = make_articles(number, make_section(parent=make_section()))
    article.tags.add(*(make_tag() for _ in range(number)))
    with django_assert_num_queries(15):
        page_of(reader, article.get_absolute_url())


def test_front_page_without_articles_says_so(reader: Client) -> None:
    make_section()
    assert "empty__title" in page_of(reader, "/")


def test_front_page_leads_with_the_newest_featured_article(reader: Client) -> None:
    make_articles(3, make_section())
    featured = make_article(is_featured=True, publish_at=timezone.now() - timedelta(days=400))
    assert reader.get("/").context["front"].lead == featured


def test_front_page_leads_with_the_newest_article_when_none_is_featured(reader: Client) -> None:
    newest, *_ = make_articles(3, make_section())
    assert reader.get("/").context["front"].lead == newest


def test_front_page_keeps_a_quiet_section_beside_a_busy_one(reader: Client) -> None:
    quiet = make_section()
    (old,) = make_articles(1, quiet, newest_minutes_ago=9999)
    make_articles(40, make_section())
    blocks = reader.get("/").context["front"].blocks
    assert [block.lead for block in blocks if block.branch.section == quiet] == [old]


def test_front_page_fills_the_block_of_the_only_busy_section(reader: Client) -> None:
    articles = make_articles(12, make_section())
    front = reader.get("/").context["front"]
    assert [front.lead, *front.secondary] == articles[:5]
    assert [[block.lead, *block.headlines] for block in front.blocks] == [articles[5:10]]


def test_front_page_shows_what_is_below_a_section_in_its_block(reader: Client) -> None:
    parent = make_section()
    make_articles(5, make_section())
    (article,) = make_articles(1, make_section(parent=parent), newest_minutes_ago=60)
    blocks = reader.get("/").context["front"].blocks
    assert [(block.branch.section, block.lead) for block in blocks] == [(parent, article)]


@pytest.mark.parametrize("has_block", [True, False])
def test_front_page_keeps_a_column_for_blocks_only_where_there_are_some(reader: Client, has_block: bool) -> None:  # noqa: FBT001
    make_articles(6, make_section(is_on_front_page=has_block))
    assert ('class="columns is-single"' in page_of(reader, "/")) is not has_block


def test_front_page_hides_what_is_not_published(reader: Client) -> None:
    make_article(status=Article.Status.DRAFT, publish_at=None)
    make_article(publish_at=timezone.now() + timedelta(minutes=1))
    assert reader.get("/").context["front"].lead is None


def test_section_lists_its_own_and_lower_articles_newest_first(reader: Client) -> None:
    parent = make_section()
    child = make_section(parent=parent)
    (newer,) = make_articles(1, child)
    (older,) = make_articles(1, parent, newest_minutes_ago=60)
    make_article()
    assert list(reader.get(parent.get_absolute_url()).context["page"]) == [newer, older]


def test_section_without_articles_says_so(reader: Client) -> None:
    assert "empty__title" in page_of(reader, make_section().get_absolute_url())


@pytest.mark.parametrize("address", ["/khong-co/", "/the/khong-co/", "/khong-co/bai-viet-1/"])
def test_unknown_address_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "1.5", "", "9" * 5000])
def test_wrong_page_number_is_not_found(reader: Client, page: str) -> None:
    section = make_section()
    make_articles(21, section)
    assert reader.get(section.get_absolute_url(), {"page": page}).status_code == 404


def test_second_page_goes_on_where_the_first_ends(reader: Client) -> None:
    section = make_section()
    articles = make_articles(21, section)
    response = reader.get(section.get_absolute_url(), {"page": "2"})
    assert list(response.context["page"]) == articles[20:]


def test_second_page_is_its_own_canonical_address(reader: Client) -> None:
    section = make_section()
    make_articles(21, section)
    page = page_of(reader, f"{section.get_absolute_url()}?page=2")
    assert f'<link rel="canonical" href="http://testserver{section.get_absolute_url()}?page=2">' in page


def test_first_page_by_number_names_the_plain_address_as_canonical(reader: Client) -> None:
    section = make_section()
    page = page_of(reader, f"{section.get_absolute_url()}?page=1")
    assert f'<link rel="canonical" href="http://testserver{section.get_absolute_url()}">' in page


def test_tag_lists_articles_of_all_sections(reader: Client) -> None:
    tag = make_tag()
    articles = [make_article(), make_article()]
    for article in articles:
        article.tags.add(tag)
    make_article()
    assert set(reader.get(tag.get_absolute_url()).context["page"]) == set(articles)


def test_tag_hides_what_is_not_published(reader: Client) -> None:
    tag = make_tag()
    make_article(status=Article.Status.ARCHIVED).tags.add(tag)
    assert list(reader.get(tag.get_absolute_url()).context["page"]) == []


@pytest.mark.parametrize("stale", ["/{section}/ten-cu-{id}/", "/chuyen-muc-cu/{slug}-{id}/"])
def test_stale_address_of_an_article_moves_for_good(reader: Client, stale: str) -> None:
    article = make_article()
    address = stale.format(section=article.section.slug, slug=article.slug, id=article.pk)
    response = reader.get(address)
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("status", [Article.Status.DRAFT, Article.Status.IN_REVIEW, Article.Status.ARCHIVED])
def test_unpublished_article_is_not_found(reader: Client, status: Article.Status) -> None:
    article = make_article(status=status)
    assert reader.get(article.get_absolute_url()).status_code == 404


def test_unpublished_article_does_not_betray_its_title_by_a_redirect(reader: Client) -> None:
    article = make_article(status=Article.Status.DRAFT)
    assert reader.get(f"/x/y-{article.pk}/").status_code == 404


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000])
def test_absurd_article_number_is_not_found(reader: Client, number: str) -> None:
    assert reader.get(f"/x/y-{number}/").status_code == 404


def test_article_shows_its_time_the_vietnamese_way(reader: Client) -> None:
    zone = timezone.get_default_timezone()
    article = make_article(publish_at=datetime(2022, 7, 15, 9, 30, tzinfo=zone))
    expected = '<time datetime="2022-07-15T09:30:00+07:00">Thứ Sáu, 15/07/2022 | 09:30</time>'
    assert expected in page_of(reader, article.get_absolute_url())


@pytest.mark.parametrize(
    "part",
    [
        '<h1 class="article__title">Đêm hội &lt;trăng&gt;</h1>',
        '<p class="article__lead">Tối nay &amp; mai</p>',
        "<p>Thân <strong>bài</strong>.</p>",
        'rel="author">Ngọc Trâm</a>',
        '<a href="https://example.org/tin" rel="nofollow noopener">Báo Sông</a>',
        '<p class="article__signature">CTTDT</p>',
        'data-figure="views">',
    ],
)
def test_article_shows_each_part(reader: Client, part: str) -> None:
    article = make_article(
        title="Đêm hội <trăng>",
        lead="Tối nay & mai",
        body="<p>Thân <strong>bài</strong>.</p>",
        author="Ngọc Trâm",
        source="Báo Sông",
        source_url="https://example.org/tin",
        signature="CTTDT",
    )
    assert part in page_of(reader, article.get_absolute_url())


def test_article_picture_has_text_sizes_caption_and_credit(reader: Client) -> None:
    picture = make_picture(alt="Cánh đồng", caption="Mùa gặt.", credit="Ảnh: Văn An", width=1200, height=800)
    page = page_of(reader, make_article(lead_picture=picture).get_absolute_url())
    assert 'width="1200" height="800" alt="Cánh đồng" loading="eager" fetchpriority="high"' in page
    assert '<figcaption>Mùa gặt. <span class="article__credit">Ảnh: Văn An</span></figcaption>' in page


def test_latest_news_leave_out_the_article_itself(reader: Client) -> None:
    article, *others = make_articles(3, make_section())
    assert list(reader.get(article.get_absolute_url()).context["latest"]) == others


def test_related_articles_are_of_the_same_section(reader: Client) -> None:
    article, *others = make_articles(3, make_section())
    make_article()
    assert list(reader.get(article.get_absolute_url()).context["related"]) == others


@pytest.mark.parametrize("figure", ["online", "today", "week", "total"])
def test_every_public_page_shows_the_access_statistics(reader: Client, figure: str) -> None:
    article = make_article()
    tag = make_tag()
    for address in (
        "/",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        tag.get_absolute_url(),
    ):
        assert page_of(reader, address).count(f'data-figure="{figure}"') == 1


def test_public_pages_set_no_cookie_for_strangers(reader: Client) -> None:
    article = make_article()
    for address in ("/", article.get_absolute_url(), article.section.get_absolute_url()):
        page_of(reader, address)
    assert dict(reader.cookies) == {}


def test_strangers_see_no_bar_for_staff(reader: Client) -> None:
    assert "staffbar" not in page_of(reader, make_article().get_absolute_url())


def test_staff_who_may_edit_find_the_way_to_the_admin(reader: Client) -> None:
    article = make_article()
    reader.force_login(make_user("administrator"))
    assert f'href="/admin/articles/article/{article.pk}/change/"' in page_of(reader, article.get_absolute_url())


def test_staff_without_the_right_see_only_that_they_are_not_counted(reader: Client) -> None:
    article = make_article()
    reader.force_login(make_user(is_staff=True))
    page = page_of(reader, article.get_absolute_url())
    assert ("staffbar" in page, "/change/" in page) == (True, False)


def test_public_pages_refuse_writing() -> None:
    assert Client().post("/").status_code == 405
