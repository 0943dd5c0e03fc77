"""Names of people."""

from django.contrib.auth.models import User

from portal.people import display_name


def test_the_family_name_comes_first() -> None:
    user = User(username="an", last_name="Nguyễn Văn", first_name="An")
    assert (display_name(user), user.get_full_name()) == ("Nguyễn Văn An", "Nguyễn Văn An")


def test_without_a_name_the_user_name_stands_for_it() -> None:
    assert (display_name(User(username="an")), display_name(None)) == ("an", "")
