"""What the page makes of a stored text: nothing dangerous comes in, and no word of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.body import FEWEST_HEADINGS, SYLLABLES_A_MINUTE, Entry, present
from articles.richtext import RichTextError, clean_html, parse, read
from tests.articles.hostile import HOSTILE, faults_of
from tests.factories import make_picture

TABLE = "<table><caption>Kết quả</caption><tbody><tr>{}</tr></tbody></table>"

_PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<h2>", "</h2>", "<h3>", "<table><tr><td>", "<td>", "</table>", "<blockquote>", "<figure>"),
        *(
            "<ul><li>",
            "</ul>",
            "<a href='/x'>",
            "</a>",
            "<b>",
            "<div id=x tabindex=9>",
            "<source srcset=//e.example/x>",
        ),
        *("<picture>", "<h2 id=content>", "Đường & <hoa>", '"', "muc-", "<caption>", "&lt;img src=x onerror=a()&gt;"),
        *("<img alt='x\"y'>", "<script>a()</script>", "<td colspan=999 onclick=a()>", "tabindex=0"),
    ]
)


def words(html: str) -> list[str]:
    return " ".join(block.text for block in read(html).blocks).split()


# Every row of these texts is without a picture, so that no database is asked.
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_nothing_dangerous_comes_in_and_no_word_is_lost(html: str) -> None:
    try:
        stored = clean_html(html)
    except RichTextError:
        return
    shown = str(present(stored).html)
    assert faults_of(shown, is_on_page=True) == []
    assert words(shown) == words(stored)


@pytest.mark.django_db
@pytest.mark.parametrize("html", [html.encode(errors="replace").decode() for html in HOSTILE])
def test_what_was_hostile_stays_harmless(html: str) -> None:
    assert faults_of(str(present(clean_html(html)).html), is_on_page=True) == []


def test_plain_text_is_shown_as_it_is_stored() -> None:
    stored = clean_html('<p class="align-right">Hoa <strong>nở</strong> &amp; <a href="https://a.vn">xem</a>.</p>')
    assert present(stored).html == stored


# Headings.


def headings(*texts: str) -> str:
    return "".join(f"<h2>{text}</h2><p>Nội dung.</p>" for text in texts)


def test_headings_have_places_to_jump_to() -> None:
    assert re.findall('<h2 id="([^"]+)">', present(headings("Đường hoa", "Đường hoa", "!")).html) == [
        *("muc-duong-hoa", "muc-duong-hoa-2", "muc-bai-viet"),
    ]


@given(st.lists(st.sampled_from(["a", "a 2", "a-2", "a 2 2", "A", "á", "3"]), min_size=1, max_size=12))
def test_no_two_headings_share_a_place(texts: list[str]) -> None:
    found = re.findall('id="([^"]+)"', present(headings(*texts)).html)
    assert len(found) == len(set(found)) == len(texts)


def test_a_long_text_has_a_table_of_contents_on_two_levels() -> None:
    contents = present("<h2>Một</h2><h3>Một <b>rưỡi</b></h3><h2>Hai</h2>").contents
    assert contents == [Entry("muc-mot", "Một", [Entry("muc-mot-ruoi", "Một rưỡi")]), Entry("muc-hai", "Hai")]


def test_a_text_with_few_headings_has_none() -> None:
    assert present(headings(*"ab"[: FEWEST_HEADINGS - 1])).contents == []


@pytest.mark.parametrize(
    ("stored", "shown"), [("334", "223"), ("332", "222"), ("24", "23"), ("4324", "2223"), ("234323", "234323")]
)
def test_headings_follow_each_other_without_a_gap(stored: str, shown: str) -> None:
    html = "".join(f"<h{level}>Hoa</h{level}>" for level in stored)
    assert "".join(re.findall("<h([2-4])", present(html).html)) == shown


@pytest.mark.parametrize("above", ["<blockquote><h2>Trích</h2></blockquote>", '<h2><img src="/x.jpg" alt=""></h2>'])
def test_a_heading_below_one_that_is_not_in_the_contents_is_in_them(above: str) -> None:
    assert [entry.text for entry in present(f"{above}<h3>a</h3><h2>b</h2><h2>c</h2>").contents] == ["a", "b", "c"]


def test_a_lower_heading_without_one_above_stands_by_itself() -> None:
    assert [entry.text for entry in present("<h3>a</h3><h3>b</h3><h2>c</h2>").contents] == ["a", "b", "c"]


# Tables.


def test_a_wide_table_is_moved_by_keyboard_and_bears_its_name() -> None:
    html = present(TABLE.format("<td>1</td>" * 3)).html
    assert html.startswith('<div aria-label="Kết quả" class="table-frame" role="region" tabindex="0"><table>')


def test_cells_count_as_wide_as_they_are() -> None:
    assert 'tabindex="0"' in present(TABLE.format('<td colspan="2">1</td><td>2</td>')).html


def test_a_narrow_table_is_no_stop_for_the_keyboard() -> None:
    assert present(TABLE.format("<td>1</td>" * 2)).html.startswith('<div class="table-frame"><table>')


# Pictures.


def image(picture: object, **attributes: object) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return clean_html(f'<figure class="image"><img src="{picture.file.url}" alt="Kênh"{written}></figure>')  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_picture_comes_in_sizes_and_formats_and_keeps_its_room() -> None:
    picture = make_picture(width=1000, height=500)
    html = str(present(image(picture)).html)
    stem = str(picture.file.url).removesuffix(".jpg")
    assert f'<source sizes="(min-width: 46rem) 42.5rem, calc(100vw - 2rem)" srcset="{stem}-240.webp 240w' in html
    assert f'{stem}-960.jpg 960w, {stem}.jpg 1000w"' in html
    assert re.search('<img alt="Kênh" [^>]*height="500" [^>]*loading="lazy" [^>]*width="1000">', html)


@pytest.mark.django_db
def test_the_size_that_the_writer_gave_counts() -> None:
    html = str(present(image(make_picture(width=1000, height=500), width=200)).html)
    assert re.findall(r'(?:height|width)="(\d+)"', html) == ["100", "200"]
    assert 'sizes="200px"' in html


@pytest.mark.django_db
def test_the_first_picture_is_hurried_only_where_it_begins_the_page() -> None:
    html = image(make_picture()) + image(make_picture())
    hurried = re.findall('loading="(eager|lazy)"', present(html, begins_the_page=True).html)
    assert (hurried, "eager" in present(html).html) == (["eager", "lazy"], False)


@pytest.mark.django_db
def test_a_picture_that_is_not_stored_any_more_stays_as_it_was() -> None:
    html = present(clean_html('<img src="/media/pictures/2026/01/x.jpg" alt="Kênh">')).html
    assert html == '<img alt="Kênh" decoding="async" loading="lazy" src="/media/pictures/2026/01/x.jpg">'


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_pictures_cost_one_query_whatever_their_number(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    html = "".join(image(make_picture()) for _ in range(number))
    with django_assert_num_queries(1):
        present(html)


# Reading time.


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (SYLLABLES_A_MINUTE, 1), (3 * SYLLABLES_A_MINUTE, 3)])
def test_reading_takes_its_time(count: int, minutes: int) -> None:
    assert present(f"<p>{'nước ' * count}</p>").minutes() == minutes


def test_what_stands_around_the_text_is_read_too() -> None:
    assert present("<p>nước</p>").minutes("nước " * 2 * SYLLABLES_A_MINUTE) == 2


def test_a_tree_is_written_with_named_attributes_only() -> None:
    from articles.richtext import serialize  # noqa: PLC0415  beside what it judges

    tree = parse("<h2>a</h2>")
    tree.children[0].attributes["id"] = "content"  # type: ignore[union-attr]
    assert serialize(tree) == "<h2>a</h2>"
