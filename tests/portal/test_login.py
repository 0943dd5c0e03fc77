"""Signing in, and being kept out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from portal.models import AuditEntry
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"
HOME, ELSEWHERE = "203.0.113.5", "203.0.113.77"


def sign_in(username: str, password: str, *, address: str = HOME, **headers: str) -> HttpResponse:
    client = Client(REMOTE_ADDR=address, headers=headers)
    form = {"username": username, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form)  # type: ignore[return-value]


def fail(username: str, times: int, *, address: str = HOME) -> None:
    for _ in range(times):
        sign_in(username, "sai-mat-khau", address=address)


def test_signing_in_opens_the_newsroom() -> None:
    response = sign_in(make_user("contributor").username, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_signing_in_starts_a_new_session_of_twelve_hours() -> None:
    client = Client()
    client.get("/admin/login/")
    session = client.session
    session["before"] = "somebody else's"
    session.save()
    form = {"username": make_user("editor").username, "password": PASSWORD}
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    client.post("/admin/login/", form)
    assert client.session.session_key != session.session_key
    assert client.session.get_expiry_age() <= 12 * 60 * 60


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(target: str) -> None:
    form = {"username": make_user("editor").username, "password": PASSWORD, "next": target}
    assert Client().post("/admin/login/", form)["Location"] == "/admin/"


def test_a_reader_without_staff_rights_stays_outside() -> None:
    response = sign_in(make_user().username, PASSWORD)
    assert (response.status_code, "sessionid" in response.cookies) == (200, False)


def test_the_fifth_failure_locks_even_the_right_password_out() -> None:
    user = make_user("editor")
    fail(user.username, 4)
    assert sign_in(user.username, "sai-mat-khau").status_code == 429
    assert sign_in(user.username, PASSWORD).status_code == 429


def test_the_same_user_elsewhere_and_another_user_here_are_unharmed() -> None:
    user, other = make_user("editor"), make_user("editor")
    fail(user.username, 5)
    assert sign_in(user.username, PASSWORD, address=ELSEWHERE).status_code == 302
    assert sign_in(other.username, PASSWORD).status_code == 302


def test_a_lock_ends_after_fifteen_minutes_however_often_somebody_tried() -> None:
    user = make_user("editor")
    fail(user.username, 8)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(user.username, PASSWORD).status_code == 302


def test_success_forgets_earlier_failures() -> None:
    user = make_user("editor")
    fail(user.username, 4)
    sign_in(user.username, PASSWORD)
    fail(user.username, 4)
    assert sign_in(user.username, PASSWORD).status_code == 302


def test_trying_many_users_locks_the_address_and_no_other() -> None:
    user = make_user("editor")
    for number in range(settings.LOGIN_FAILURES_PER_ADDRESS):
        sign_in(f"doan{number}", "sai-mat-khau")
    assert sign_in(user.username, PASSWORD).status_code == 429
    assert sign_in(user.username, PASSWORD, address=ELSEWHERE).status_code == 302


def test_a_forged_forwarding_header_does_not_move_the_lock() -> None:
    user = make_user("editor")
    for number in range(5):
        sign_in(user.username, "sai-mat-khau", **{"x-forwarded-for": f"198.51.100.{number}"})
    response = sign_in(user.username, PASSWORD, **{"x-forwarded-for": "198.51.100.9"})
    assert response.status_code == 429


def test_an_address_is_free_again_after_an_hour() -> None:
    user = make_user("editor")
    for number in range(settings.LOGIN_FAILURES_PER_ADDRESS):
        sign_in(f"doan{number}", "sai-mat-khau")
    AccessFailureLog.objects.update(attempt_time=timezone.now() - timedelta(minutes=61))
    assert sign_in(user.username, PASSWORD).status_code == 302


def test_success_and_failure_are_written_down() -> None:
    user = make_user("editor")
    fail(user.username, 1)
    sign_in(user.username, PASSWORD)
    assert list(AccessFailureLog.objects.values_list("username", "ip_address")) == [(user.username, HOME)]
    assert list(AuditEntry.objects.filter(action="login").values_list("username", "address")) == [(user.username, HOME)]


def test_a_password_is_never_written_down() -> None:
    fail("ai-do", 2)
    assert "sai-mat-khau" not in AccessAttempt.objects.get().post_data
