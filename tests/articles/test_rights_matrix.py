"""The page of rights says what the rules do."""

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import matrix, rights
from articles.models import Section, SectionLimit
from articles.rights import Level
from tests.articles.newsroom import client_of
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/auth/user/rights/"
ROLES = ["contributor", "editor", "approver", "official", "administrator", None]
RELATIONS = ["foreign", "given", "below a given one", "none given any more"]
CASES = list(product(ROLES, RELATIONS))


def related(role: str | None, relation: str) -> tuple[User, Section]:
    user, parent, section = make_user(role, is_staff=True), make_section(), make_section()
    if relation == "given":
        section.editors.add(user)
    elif relation == "below a given one":
        section = make_section(parent=parent)
        parent.editors.add(user)
    elif relation == "none given any more":
        SectionLimit.objects.create(user=user)
    return User.objects.get(pk=user.pk), section


def shown(user: User, section: Section) -> Level:
    (row,) = matrix.rows([user], [section, *Section.objects.exclude(pk=section.pk)])
    return dict(row.levels)[section]


def practised(user: User, section: Section) -> Level:
    """What the rules let the user do with real articles of the section."""
    theirs = make_article(section=section, status="in_review", created_by=make_user("contributor"))
    own = make_article(section=section, status="draft", created_by=user)
    public = make_article(section=section)
    if rights.may_publish(user, theirs):
        return Level.PUBLISH
    if rights.may_edit(user, theirs):
        return Level.EDIT
    if rights.may_write(user) and rights.may_edit(user, own):
        return Level.WRITE
    return Level.READ if rights.may_see(user, public) else Level.NONE


@pytest.mark.parametrize(("role", "relation"), CASES)
def test_the_page_says_what_the_rules_do(role: str | None, relation: str) -> None:
    user, section = related(role, relation)
    assert shown(user, section) == practised(user, section)


@pytest.mark.parametrize(("role", "relation"), CASES)
def test_one_person_stands_as_the_page_says_of_many(role: str | None, relation: str) -> None:
    user, section = related(role, relation)
    assert rights.standing(user).level_in(section.pk) == shown(user, section)


def test_the_levels_of_the_roles() -> None:
    section = make_section()
    levels = [shown(make_user(role, is_staff=True), section) for role in ROLES]
    assert levels == [Level.WRITE, Level.WRITE, Level.PUBLISH, Level.READ, Level.PUBLISH, Level.NONE]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_people_as_for_one(count: int, django_assert_num_queries: Any) -> None:
    client = client_of(make_user("administrator"))
    for _ in range(count):
        make_section(parent=make_section()).editors.add(make_user("editor"), make_user("approver"))
    with django_assert_num_queries(13):
        assert client.get(PAGE).status_code == 200


def test_each_section_stands_before_those_below_it() -> None:
    first, second = make_section(position=1), make_section(position=2)
    below_second, below_first = make_section(parent=second, position=0), make_section(parent=first, position=9)
    assert list(matrix.sections_in_menu_order()) == [first, below_first, second, below_second]


@pytest.mark.parametrize("query", ["đức", "DUC", "minh duc", "quantri"])
def test_people_are_found_by_name_with_and_without_marks(query: str) -> None:
    found = make_user("approver", username="quantri", last_name="Vũ Minh", first_name="Đức")
    make_user("editor")
    page = client_of(make_user("administrator")).get(PAGE, {"q": query})
    assert [row["row"].user for row in page.context["rows"]] == [found]


def test_whoever_cannot_sign_in_is_left_out() -> None:
    make_user("editor", is_active=False)
    make_user()
    assert matrix.people() == []


def test_a_person_with_the_same_level_everywhere_is_told_in_one_line() -> None:
    make_section()
    make_section().editors.add(editor := make_user("editor"))
    rows = matrix.rows([editor, make_user("contributor")], Section.objects.all())
    assert [[level for level, _sections in row.by_level()] for row in rows] == [
        [Level.EDIT, Level.WRITE],
        [Level.WRITE],
    ]


def test_the_page_without_any_section_is_shown() -> None:
    assert client_of(make_user("administrator")).get(PAGE).status_code == 200


@pytest.mark.parametrize("query", ["page=0", "page=x", "q=%00", "q=khong-co-ai"])
def test_a_senseless_query_breaks_nothing(query: str) -> None:
    assert client_of(make_user("administrator")).get(f"{PAGE}?{query}").status_code == 200
