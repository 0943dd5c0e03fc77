"""What is done to many articles at once: by whose rights, to which of them, and what is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.bulk import STEPS
from articles.conflicts import version_of
from articles.models import Article, Revision, Section, StoryThread, Tag
from portal.models import Generation
from tests.articles.newsroom import LIST, client_of
from tests.factories import make_article, make_section, make_tag, make_thread, make_user

pytestmark = pytest.mark.django_db

PLANNED = timezone.now() + timedelta(days=30)


@pytest.fixture
def approver() -> User:
    return make_user("approver", last_name="Nguyễn Văn", first_name="An")


def page(step: str) -> str:
    return f"{LIST}bulk/{step}/"


def choose(user: User, step: str, *articles: Article, query: str = "") -> Any:
    """Tick these articles in the list and choose the step."""
    data = {"action": step, "index": "0", "_selected_action": [article.pk for article in articles]}
    return client_of(user).post(f"{LIST}?{query}", data)


def take(user: User, step: str, *articles: Article, target: Section | Tag | StoryThread | None = None) -> list[str]:
    """Take the step on its page; what was refused and why, by article, is what comes back."""
    ids = ",".join(str(article.pk) for article in articles)
    response = client_of(user).post(page(step), {"ids": ids, "target": target.pk if target else "", **seen(*articles)})
    return [outcome.refusal for outcome in response.context["outcomes"]]


def seen(*articles: Article) -> dict[str, str]:
    """What the page that asks sends along: the versions of the articles as they stand."""
    stored = Article.objects.filter(pk__in=[article.pk for article in articles])
    return {f"version_{article.pk}": version_of(article) for article in stored}


def statuses() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("status", flat=True))


def make_draft(**fields: Any) -> Article:
    return make_article(**{"status": "draft", **fields})


# From the list to the page that asks.


@pytest.mark.parametrize(
    ("role", "view", "keys"),
    [
        ("contributor", "all", ["move", "tag", "thread", "trash"]),
        ("editor", "all", ["move", "tag", "thread", "trash"]),
        ("approver", "all", ["publish", "archive", "move", "tag", "thread", "trash"]),
        ("administrator", "all", ["publish", "archive", "move", "tag", "thread", "trash"]),
        ("approver", "trash", ["untrash"]),
        ("official", "all", []),
    ],
)
def test_each_role_is_offered_what_it_may_do(role: str, view: str, keys: list[str]) -> None:
    user = make_user(role)
    make_article(status="trashed", created_by=user)
    make_article()
    form = client_of(user).get(f"{LIST}?view={view}").context["action_form"]
    assert [key for key, _name in (form.fields["action"].choices if form else []) if key] == keys


def test_ticked_articles_are_named_before_anything_is_done(approver: User) -> None:
    articles = [make_article(status="in_review", title=f"Bài chờ {number}") for number in range(2)]
    response = choose(approver, "publish", *articles, query="view=waiting")
    asked = client_of(approver).get(response["Location"])
    assert [row.article for row in asked.context["rows"]] == articles
    assert (asked.context["back_url"], statuses()) == (f"{LIST}?view=waiting", ["in_review", "in_review"])


def test_more_than_a_hundred_at_once_are_refused(approver: User) -> None:
    section = make_section()
    Article.objects.bulk_create(Article(title=f"Bài {n}", slug="bai", section=section) for n in range(101))
    response = choose(approver, "trash", *Article.objects.all())
    assert (response["Location"], set(statuses())) == (LIST, {"draft"})


def test_everything_across_pages_cannot_be_asked_for(approver: User) -> None:
    section = make_section()
    Article.objects.bulk_create(Article(title=f"Bài {n}", slug="bai", section=section) for n in range(101))
    data = {"action": "trash", "index": "0", "select_across": "1", "_selected_action": [Article.objects.first()]}
    assert client_of(approver).post(LIST, data)["Location"] == LIST


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_that_asks_takes_as_many_queries_for_three_as_for_one(
    count: int, approver: User, django_assert_num_queries: Any
) -> None:
    ids = ",".join(str(make_draft(created_by=make_user("contributor")).pk) for _ in range(count))
    client = client_of(approver)
    with django_assert_num_queries(8):
        client.get(f"{page('publish')}?ids={ids}")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", ["contributor", "editor", "official"])
def test_a_step_is_closed_to_whom_it_is_not_offered(role: str, step: str) -> None:
    user = make_user(role)
    article = make_article(status="in_review", created_by=user)
    is_open = role != "official" and step not in {"publish", "archive"}
    for answer in (client_of(user).get, client_of(user).post):
        assert answer(f"{page(step)}?ids={article.pk}").status_code == (200 if is_open else 403)
    assert statuses() == ["in_review"]


@pytest.mark.parametrize("ids", ["", "x", "%00", "-1", "9" * 30, "1.5"])
def test_a_page_without_articles_is_not_there(ids: str, approver: User) -> None:
    assert client_of(approver).get(f"{page('publish')}?ids={ids}").status_code == 404


def test_the_way_back_stays_within_the_list(approver: User) -> None:
    asked = client_of(approver).get(f"{page('publish')}?ids={make_draft().pk}&back=%2F%2Fevil.example%2F")
    assert asked.context["back_url"] == f"{LIST}?//evil.example/"


# Publishing.


def test_each_article_is_published_or_told_why_not(approver: User) -> None:
    good, bare, live = make_draft(), make_draft(lead=""), make_article()
    refused = take(approver, "publish", good, bare, live)
    assert (refused[0], "đoạn mở đầu" in refused[1].lower(), "Đã xuất bản" in refused[2]) == ("", True, True)
    assert statuses() == ["published", "draft", "published"]


def test_a_planned_article_waits_for_its_time(approver: User) -> None:
    article = make_draft(publish_at=PLANNED)
    take(approver, "publish", article)
    article.refresh_from_db()
    assert (article.status, article.publish_at) == ("published", PLANNED)


def test_a_new_text_takes_the_place_of_the_old_one(approver: User) -> None:
    live = make_article()
    assert take(approver, "publish", make_draft(redraft_of=live, title="Lời văn mới")) == [""]
    assert Article.objects.values_list("title", "status").get() == ("Lời văn mới", "published")


def test_an_article_whose_new_text_is_being_written_is_left_alone(approver: User) -> None:
    old = make_article(status="archived")
    make_draft(redraft_of=old)
    assert (take(approver, "publish", old), statuses()) == (
        ["Đang có người soạn bản sửa của bài này."],
        ["archived", "draft"],
    )


def test_a_limited_approver_publishes_in_the_given_sections_only(approver: User) -> None:
    section = make_section()
    section.editors.add(approver)
    given = make_article(status="in_review", section=make_section(parent=section))
    other = make_draft(created_by=approver)
    hidden = make_article(status="in_review")
    refused = take(approver, "publish", given, other, hidden)
    assert (refused[0], len(refused), statuses()) == ("", 2, ["published", "draft", "in_review"])
    assert refused[1] == "Bạn không có quyền thực hiện việc này với bài."


# Taking off the site.


def test_articles_are_taken_off_the_site(approver: User) -> None:
    live, draft = make_article(), make_draft()
    refused = take(approver, "archive", live, draft)
    assert ([bool(words) for words in refused], statuses()) == ([False, True], ["archived", "draft"])


def test_a_limited_approver_takes_nothing_off_another_desk(approver: User) -> None:
    make_section().editors.add(approver)
    take(approver, "archive", make_article())
    assert statuses() == ["published"]


# Moving and tags.


def test_articles_move_to_a_section_and_the_pages_of_readers_retire(approver: User) -> None:
    section, article = make_section(), make_article()
    before = Generation.objects.get().number
    take(approver, "move", article, target=section)
    article.refresh_from_db()
    assert (article.section, article.revisions.get().action) == (section, "edited")
    assert Generation.objects.get().number > before


def test_a_writer_moves_own_drafts_and_nothing_else() -> None:
    writer, section = make_user("contributor"), make_section()
    own, handed_in = make_draft(created_by=writer), make_article(status="in_review", created_by=writer)
    others = make_draft()
    refused = take(writer, "move", own, handed_in, others, target=section)
    assert [bool(words) for words in refused] == [False, True]
    assert list(Article.objects.filter(section=section)) == [own]


def test_an_editor_pushes_nothing_onto_another_desk() -> None:
    editor, section, other = make_user("editor"), make_section(), make_section()
    section.editors.add(editor)
    article = make_draft(section=section)
    assert take(editor, "move", article, target=other) == ["Bạn không được chuyển bài này vào chuyên mục đã chọn."]
    assert Article.objects.get().section == section


def test_moving_to_where_it_stands_is_told(approver: User) -> None:
    article = make_draft()
    take(approver, "move", article, target=article.section)
    assert Revision.objects.exists() is False


def test_moving_asks_for_a_section(approver: User) -> None:
    response = client_of(approver).post(page("move"), {"ids": make_draft().pk, "target": "0"})
    assert "target" in response.context["form"].errors


def test_a_tag_is_added_to_those_that_one_may_change(approver: User) -> None:
    tag = make_tag()
    articles = [make_draft(), make_article(status="trashed"), make_article()]
    articles[2].tags.add(make_tag())
    refused = take(approver, "tag", *articles, target=tag)
    assert ([bool(words) for words in refused], set(tag.articles.all())) == ([False, True, False], {*articles[::2]})
    assert (articles[2].tags.count(), take(approver, "tag", articles[0], target=tag)) == (2, ["Bài đã có chủ đề này."])


def test_articles_are_put_into_a_thread_by_who_may_change_them(approver: User) -> None:
    thread, articles = make_thread(), [make_draft(thread=make_thread()), make_article(status="trashed"), make_article()]
    refused = take(approver, "thread", *articles, target=thread)
    assert ([bool(words) for words in refused], set(thread.articles.all())) == ([False, True, False], {*articles[::2]})


def test_a_thread_in_which_the_article_is_already_is_refused(approver: User) -> None:
    article = make_draft(thread=(thread := make_thread()))
    assert take(approver, "thread", article, target=thread) == ["Bài đã thuộc dòng sự kiện này."]


# The trash.


def test_what_readers_see_is_not_thrown_away(approver: User) -> None:
    live, draft, redraft = make_article(), make_draft(), make_draft(redraft_of=make_article())
    refused = take(approver, "trash", live, draft, redraft)
    assert refused[::2] == [
        "Bạn đọc đang xem được bài này: vui lòng gỡ bài trước.",
        "Đây là bản sửa của một bài khác: vui lòng mở bản sửa rồi bấm “Bỏ bản sửa này”.",
    ]
    assert Article.objects.get(pk=draft.pk).status == "trashed"


def test_a_writer_throws_own_drafts_away_and_takes_them_back() -> None:
    writer = make_user("contributor")
    own, others = make_draft(created_by=writer), make_article(created_by=writer, status="in_review")
    assert [bool(words) for words in take(writer, "trash", own, others)] == [False, True]
    assert (take(writer, "untrash", own), statuses()) == ([""], ["draft", "in_review"])


def test_only_what_lies_in_the_trash_comes_out_of_it(approver: User) -> None:
    assert take(approver, "untrash", make_draft()) == ["Bài không nằm trong thùng rác."]


def test_nothing_is_deleted_for_ever_by_the_dozen() -> None:
    administrator, article = make_user("administrator"), make_article(status="trashed")
    choose(administrator, "delete_selected", article, query="view=trash")
    assert statuses() == ["trashed"]


def test_one_that_fails_takes_nothing_back_of_the_others(approver: User) -> None:
    articles = [make_draft(), make_draft(body=""), make_draft()]
    data = {"ids": ",".join(str(one.pk) for one in articles), **seen(*articles)}
    response = client_of(approver).post(page("publish"), data)
    assert (statuses(), response.context["summary"]) == (
        ["published", "draft", "published"],
        "Đã thực hiện 2/3 bài.",
    )
