"""What an article must have before readers see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import readiness, workflow
from articles.demo import reader
from articles.models import Article, CheckLevel
from articles.requirements import CHECKS
from portal.models import AuditEntry
from tests.factories import make_article, make_picture, make_section, make_tag, make_user

pytestmark = pytest.mark.django_db

URL = "/media/pictures/2026/01/0123456789abcdef0123456789abcdef.jpg"


def codes(article: Article, level: str = "required") -> set[str]:
    return {finding.code for finding in readiness.findings(article) if finding.level == level}


def linking(href: str, **fields: Any) -> Article:
    return make_article(body=f'<p>Xem <a href="{href}">bài trước</a>.</p>', **fields)


def test_a_whole_article_lacks_nothing() -> None:
    body = f'<p>Nội dung.</p><img src="{URL}" alt="Cánh đồng">'
    assert readiness.problems(make_article(body=body, lead_picture=make_picture())) == []


@pytest.mark.parametrize("field", ["title", "lead", "body"])
def test_each_text_is_needed(field: str) -> None:
    assert codes(make_article(status="draft", **{field: " "})) == {field}


def test_the_section_is_needed() -> None:
    assert "section" in codes(Article(title="Bà con dọn kênh"))


@pytest.mark.parametrize("body", ["<p></p>", "<p>&nbsp;</p>", "<br>", "<table><tr><td> </td></tr></table>"])
def test_empty_paragraphs_are_no_text(body: str) -> None:
    assert codes(make_article(body=body)) == {"body"}


@pytest.mark.parametrize("byline", ["author", "signature"])
def test_an_author_or_a_signature_is_needed(byline: str) -> None:
    nobody = {"author": "", "signature": ""}
    assert codes(make_article(**nobody)) == {"byline"}
    assert codes(make_article(**{**nobody, byline: "Minh Châu"})) == set()


@pytest.mark.parametrize("alt", ["", 'alt=" "', "alt"])
def test_a_picture_in_the_body_needs_alternative_text(alt: str) -> None:
    assert codes(make_article(body=f'<p>Chữ</p><img src="{URL}" {alt}>')) == {"body_alt"}


@pytest.mark.parametrize(
    "picture",
    [
        f'<img class="decorative" src="{URL}" alt="">',
        f'<figure class="image decorative"><img src="{URL}" alt=""></figure>',
    ],
)
def test_a_decorative_picture_needs_neither_alternative_text_nor_caption(picture: str) -> None:
    found = {finding.code for finding in readiness.findings(make_article(body=f"<p>Chữ</p>{picture}"))}
    assert found.isdisjoint({"body_alt", "captions"})


@pytest.mark.parametrize(
    ("fields", "missing"), [({"alt": " "}, {"lead_picture_alt"}), ({"is_decorative": True}, set())]
)
def test_the_lead_picture_needs_alternative_text_unless_it_is_decorative(
    fields: dict[str, Any], missing: set[str]
) -> None:
    assert codes(make_article(lead_picture=make_picture(**{"alt": "", **fields}))) == missing


@pytest.mark.parametrize(
    ("picture", "is_met"),
    [
        (f'<img src="{URL}" alt="Lúa">', False),
        (f'<figure class="image"><img src="{URL}" alt="Lúa"><figcaption> </figcaption></figure>', False),
        (f'<figure class="image"><img src="{URL}" alt="Lúa"><figcaption>Lúa chín</figcaption></figure>', True),
    ],
)
def test_a_picture_should_have_a_caption(picture: str, is_met: bool) -> None:  # noqa: FBT001
    assert ("captions" not in codes(make_article(body=picture), "warning")) is is_met


@pytest.mark.parametrize("field", ["title", "lead", "body"])
def test_a_mark_of_unfinished_work_is_named_with_its_place(field: str) -> None:
    [finding] = (
        f for f in readiness.findings(make_article(**{field: "Xã họp [cần bổ sung]"})) if f.code == "unfinished"
    )
    assert (finding.field, finding.mark, finding.level) == (field, "[cần bổ sung]", "required")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "Đ" * 111}, "title_length"),
        ({"title": "Tin mới"}, "title_length"),
        ({"lead": "a" * 501}, "lead_length"),
        ({"body": "<p>Ngắn.</p>"}, "body_length"),
    ],
)
def test_an_unusual_length_is_a_hint(fields: dict[str, Any], code: str) -> None:
    assert code in codes(make_article(**fields), "warning")


# Links within the portal.


@pytest.mark.parametrize("status", ["draft", "archived"])
@pytest.mark.parametrize("host", ["", "http://localhost:8000", "https://LOCALHOST"])
def test_a_link_to_an_article_that_readers_do_not_see_is_broken(status: str, host: str) -> None:
    hidden = make_article(status=status)
    assert codes(linking(f"{host}{hidden.get_absolute_url()}")) == {"broken_links"}


def test_links_to_pages_that_readers_see_are_whole() -> None:
    live = make_article()
    addresses = [live.get_absolute_url(), live.section.get_absolute_url(), make_tag().get_absolute_url(), "/"]
    addresses += [f"/cu/ten-cu-{live.pk}/?x=1#y", "https://example.vn/khong-co/", "/media/a.pdf", "mailto:a@b.vn"]
    assert [codes(linking(address)) for address in addresses] == [set()] * len(addresses)


@pytest.mark.parametrize("address", ["/khong-co/", "/khong-co", "/the/khong-co/", "/x/y-999999/", "/admin/articles/"])
def test_a_link_to_nothing_or_into_the_newsroom_is_broken(address: str) -> None:
    assert codes(linking(address)) == {"broken_links"}


def test_an_address_that_moved_is_whole() -> None:
    section = make_section(slug="cu")
    section.slug = "moi"
    section.save()
    assert codes(linking("/cu/")) == set()


def test_articles_planned_for_one_time_may_link_to_each_other() -> None:
    at = timezone.now() + timedelta(days=1)
    planned = make_article(publish_at=at)
    assert codes(linking(planned.get_absolute_url(), publish_at=at)) == set()
    assert codes(linking(planned.get_absolute_url())) == {"broken_links"}


def test_a_new_text_may_link_to_what_comes_out_before_its_article() -> None:
    at = timezone.now() + timedelta(days=1)
    before, after = make_article(publish_at=at), make_article(publish_at=at + timedelta(days=2))
    new = workflow.redraft(make_article(publish_at=at + timedelta(days=1)), by=make_user("editor"))
    found = []
    for target in (before, after):
        new.body = f'<p><a href="{target.get_absolute_url()}">bài</a></p>'
        found.append(codes(new))
    assert found == [set(), {"broken_links"}]


def test_a_draft_may_link_to_itself() -> None:
    draft = make_article(status="draft")
    draft.body = f'<p><a href="{draft.get_absolute_url()}">đầu trang</a></p>'
    assert codes(draft) == set()


# Levels.


def test_an_administrator_decides_how_strictly_a_check_is_taken() -> None:
    article = make_article(author="", signature="")
    readiness.set_levels({"byline": "warning", "source": "off", "captions": "warning"})
    assert codes(article) == set()
    assert "byline" in codes(article, "warning")
    assert "source" not in {line.check.code for line in readiness.checklist(article)}
    assert set(CheckLevel.objects.values_list("code", flat=True)) == {"byline", "source"}


def test_the_log_tells_which_check_was_changed_from_what_to_what() -> None:
    readiness.set_levels({"source": "off", "captions": "warning"})
    [line] = AuditEntry.objects.filter(action="check_level_changed")
    assert (line.target_label, line.details) == (
        "Nguồn",
        {"before_change": "Chỉ nhắc nhở", "after_change": "Không kiểm tra"},
    )


@pytest.mark.parametrize("code", ["title", "section", "body"])
def test_what_no_article_can_do_without_stays_required(code: str) -> None:
    CheckLevel.objects.create(code=code, level="off")
    assert readiness.levels()[code] == "required"


@pytest.mark.parametrize("number", [1, 3])
def test_the_checks_ask_as_often_for_three_links_as_for_one(number: int, django_assert_num_queries: Any) -> None:
    hrefs = [make_article(status="draft").get_absolute_url() for _ in range(number)]
    body = "".join(f'<p><a href="{href}">bài</a> <a href="/muc-{href[-3:]}">mục</a></p>' for href in hrefs)
    article = make_article(body=body, lead_picture=make_picture(alt=""))
    with django_assert_num_queries(4):  # levels, articles, sections, old addresses
        readiness.findings(article)


def test_every_check_names_a_field_of_the_form() -> None:
    form = {"title", "section", "lead", "body", "author", "source", "lead_picture"}
    assert {check.field for check in CHECKS} <= form


def test_the_demo_lacks_nothing_that_is_required() -> None:
    section = make_section()
    for story in reader.articles():
        article = Article(title=story.title, lead=story.lead, section=section, body=story.body, author=story.author)
        found = {finding.code for finding in readiness.findings(article) if finding.level == "required"}
        # The places of the pictures are marked with "[[picture 2]]" until they are drawn.
        assert found <= {"unfinished"}
        assert all(picture.alt for picture in story.pictures)
