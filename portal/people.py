"""Names of people as Vietnamese write them: the family name first."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


def full_name(user: User) -> str:
    """``"Nguyễn Văn An"`` for the last name "Nguyễn Văn" and the first name "An"; may be empty."""
    return f"{user.last_name} {user.first_name}".strip()


def display_name(user: User | None) -> str:
    """The full name, or the user name of somebody who gave none; empty for nobody."""
    return (full_name(user) or user.get_username()) if user else ""


def staff(request: HttpRequest) -> User:
    """Who works in the admin, which lets nobody else in."""
    return cast("User", request.user)


def write_names_vietnamese() -> None:
    """Make Django's own ``get_full_name`` follow: templates of two packages call it on many pages."""
    User.get_full_name = full_name  # type: ignore[method-assign, assignment]
