import time
import unicodedata

import nh3
import pytest
from django.db import connection
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.forms import modelform_factory
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, Revision
from articles.richtext import RichTextError, clean_html
from articles.richtext.allowed import ATTRIBUTES, editor_rules
from articles.richtext.widget import RichTextWidget
from tests.articles.hostile import HOSTILE, faults_of
from tests.factories import make_article, make_section

DIRTY = '<p onclick="a()">Tin <script>a()</script>mới</p>'
CLEAN = "<p>Tin mới</p>"
DIRTIEST = "<div>" * 300

_pieces = st.one_of(st.sampled_from([*HOSTILE, *(f"<{tag}>" for tag in ATTRIBUTES)]), st.text(max_size=8))


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_leaves_nothing_forbidden(html: str) -> None:
    assert faults_of(clean_html(html)) == []


@pytest.mark.parametrize("html", HOSTILE)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    assert clean_html(clean_html(html)) == clean_html(html)


@settings(max_examples=300, deadline=None)
@given(st.lists(_pieces, max_size=12).map("".join))
def test_any_mixture_comes_out_clean_and_stays_so(html: str) -> None:
    cleaned = clean_html(html)
    assert faults_of(cleaned) == []
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Đoạn</p><p>&nbsp;</p><p><br></p><p>hai</p>", "<p>Đoạn</p><p>hai</p>"),
        ("<div>một</div><div>hai</div>", "<p>một</p><p>hai</p>"),
        ("<h1>Đề mục</h1>", "<h2>Đề mục</h2>"),
        ("<p><span style='color:red'>chữ</span> <em></em>nối</p>", "<p>chữ nối</p>"),
        ("<p style='text-align: center'>giữa</p>", '<p class="align-center">giữa</p>'),
        ("<figure class='image'><figcaption>lẻ</figcaption></figure>", "<p>lẻ</p>"),
        ("<p>a<img src='https://e.example/x.png'>b</p>", "<p>ab</p>"),
        ("<p class='MsoNormal'>Chữ<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]-->", "<p>Chữ</p>"),
        ("<b style='font-weight:normal' id='docs-internal-guid-1'><p>Docs</p></b>", "<p>Docs</p>"),
        ("<p>5 < 6 & 7 > 2</p>", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("<ol start='3' type='a'><li>ba", '<ol start="3" type="a"><li>ba</li></ol>'),
    ],
)
def test_what_people_paste_is_tidied(html: str, expected: str) -> None:
    assert clean_html(html) == expected


def test_a_picture_with_caption_stays_as_it_is() -> None:
    html = (
        '<figure class="image"><img alt="Kênh" height="8" loading="lazy" src="/media/pictures/2026/11/a.jpg" width="9">'
        "<figcaption>Dọn kênh</figcaption></figure>"
    )
    assert clean_html(html) == html


def test_a_picture_copied_from_the_sites_own_page_keeps_its_path() -> None:
    html = clean_html('<img src="http://localhost:8000/media/pictures/a.jpg">')
    assert html == '<img loading="lazy" src="/media/pictures/a.jpg">'


@pytest.mark.parametrize(
    "url", ["https://tin.vn/a?b=1&copy=2#c", "http://tin.vn:8080/", "mailto:a@tin.vn", "tel:+84-24", "/tin/bai-1/"]
)
def test_a_link_to_the_web_mail_telephone_or_this_site_stays(url: str) -> None:
    escaped = url.replace("&", "&amp;")
    assert clean_html(f"<a href='{url}'>x</a>") == f'<a href="{escaped}" rel="noopener noreferrer">x</a>'


def test_letters_are_stored_composed() -> None:
    assert clean_html(unicodedata.normalize("NFD", "<p>Tiếng Việt</p>")) == "<p>Tiếng Việt</p>"


def test_the_sanitizer_itself_finds_nothing_more_to_remove() -> None:
    cleaned = clean_html("".join(HOSTILE))
    assert nh3.clean_text(cleaned) == nh3.clean_text(clean_html(cleaned))


@pytest.mark.parametrize(
    "html",
    [
        DIRTIEST,
        "<p>" * 1 + "x" * 1024 * 1024,
        "&" * 400_000,
        "<div a='</div>'>" * 60_000,
        "<hr>" * 150_000,
        "<p>" + "<b>" * 200 + "<div>x</div>" * 60_000,
    ],
    ids=["deep", "long", "escaped", "hidden depth", "many", "formatting"],
)
def test_too_much_is_refused_quickly(html: str) -> None:
    start = time.monotonic()
    with pytest.raises(RichTextError):
        clean_html(html)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "html", ["<a" * 300_000, "<!--" * 200_000, "<svg>" * 100_000, "<a b='" * 150_000, "&nbsp;" * 150_000]
)
def test_no_text_makes_the_cleaning_slow(html: str) -> None:
    start = time.monotonic()
    clean_html(html)
    assert time.monotonic() - start < 5


# Every way into the database.


@pytest.mark.django_db
def test_saving_cleans_the_row_and_the_object() -> None:
    article = make_article(body=DIRTY)
    assert article.body == CLEAN
    assert Article.objects.get().body == CLEAN


@pytest.mark.django_db
def test_update_cleans() -> None:
    make_article()
    Article.objects.update(body=DIRTY)
    assert Article.objects.get().body == CLEAN


@pytest.mark.django_db
def test_bulk_create_cleans() -> None:
    Article.objects.bulk_create([Article(title="Tin", slug="tin", body=DIRTY, section=make_section())])
    assert Article.objects.get().body == CLEAN


@pytest.mark.django_db
def test_bulk_update_cleans() -> None:
    article = make_article()
    article.body = DIRTY
    Article.objects.bulk_update([article], ["body"])
    assert Article.objects.get().body == CLEAN


@pytest.mark.django_db
def test_get_or_create_and_update_or_create_clean() -> None:
    section = make_section()
    Article.objects.get_or_create(title="A", defaults={"body": DIRTY, "section": section})
    Article.objects.update_or_create(title="B", defaults={"body": DIRTY, "section": section})
    assert set(Article.objects.values_list("body", flat=True)) == {CLEAN}


@pytest.mark.django_db
def test_a_revision_is_cleaned_too() -> None:
    Revision.objects.create(article=make_article(), action="edited", title="A", body=DIRTY)
    assert Revision.objects.get().body == CLEAN


@pytest.mark.django_db
@pytest.mark.parametrize(
    "expression",
    [F("lead"), Value(DIRTY), Value(DIRTY, output_field=TextField()), Concat("body", Value(DIRTY))],
    ids=["F", "Value", "typed Value", "Concat"],
)
@pytest.mark.parametrize("model", [Article, Revision])
def test_a_database_expression_is_refused(model: type[Article | Revision], expression: F) -> None:
    article = make_article()
    Revision.objects.create(article=article, action="edited", title="A")
    with pytest.raises(TypeError, match="rich text takes values only"):
        model._default_manager.update(body=expression)


@pytest.mark.django_db
def test_an_object_with_an_expression_is_refused() -> None:
    article = make_article()
    article.body = Concat("body", Value(DIRTY))
    with pytest.raises(TypeError, match="rich text takes values only"):
        article.save()


@pytest.mark.django_db
def test_what_cannot_be_cleaned_is_not_stored() -> None:
    article = make_article()
    with pytest.raises(RichTextError):
        Article.objects.update(body=DIRTIEST)
    article.refresh_from_db()
    assert article.body == "<p>Nội dung.</p>"


# The form and the migrations.


def test_a_form_refuses_too_much_in_a_sentence_and_shows_it_again() -> None:
    form = modelform_factory(Article, fields=["body"])({"body": DIRTIEST})
    assert list(form.errors) == ["body"]
    assert "&lt;div&gt;&lt;div&gt;" in str(form["body"])
    assert "ckeditortype" not in str(form["body"])


def test_the_editor_is_given_cleaned_text_only() -> None:
    assert "onclick" not in RichTextWidget().render("body", DIRTY, {"id": "id_body"})


def test_a_text_that_differs_in_dirt_alone_has_not_changed() -> None:
    form = modelform_factory(Article, fields=["body"])({"body": DIRTY}, instance=Article(body=CLEAN))
    assert form.has_changed() is False


def test_the_editor_filters_by_the_same_list() -> None:
    assert {tag: rule["attributes"].replace("!", "") for tag, rule in editor_rules().items()} == {
        tag: ",".join(attributes) for tag, attributes in ATTRIBUTES.items()
    }


def test_migrations_name_the_seam_only() -> None:
    code, imports = MigrationWriter.serialize(Article._meta.get_field("body"))
    assert code.startswith("articles.richtext.RichTextField(")
    assert imports == {"import articles.richtext"}


@pytest.mark.django_db
def test_quotes_and_percent_signs_pass_through_the_database() -> None:
    text = "<p>100% “tốt” 'và' \"đẹp\" %s</p>"
    make_article(body=text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM articles_article")
        assert cursor.fetchone()[0] == text
