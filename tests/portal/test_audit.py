"""The log: what is written, by whom and from where, and that it stays as it was written."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal import audit, login
from portal.audit import Action
from portal.models import AuditEntry
from portal.models.audit import UnchangeableError
from portal.proxies import is_trusted
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"
HOME = "203.0.113.5"


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


def sign_in(username: str, password: str = PASSWORD, **headers: str) -> Client:
    client = Client(REMOTE_ADDR=HOME, headers={"user-agent": "Firefox", **headers})
    client.post("/admin/login/", {"username": username, "password": password, "next": "/admin/"})
    return client


# Signing in and out.


def test_a_login_is_written_with_who_and_from_where() -> None:
    user = make_user("editor")
    sign_in(user.username)
    (entry,) = entries(Action.LOGIN)
    assert (entry.user, entry.username, entry.address) == (user, user.username, HOME)
    assert entry.details == {"browser": "Firefox"}


def test_signing_out_is_written() -> None:
    user = make_user("editor")
    sign_in(user.username).post("/admin/logout/")
    assert [(entry.user, entry.address) for entry in entries(Action.LOGOUT)] == [(user, HOME)]


def test_a_failed_login_keeps_what_was_typed_as_the_name_and_never_the_password() -> None:
    sign_in("ai đó" * 100, "sai-mat-khau")
    (entry,) = entries(Action.LOGIN_FAILED)
    assert (entry.user, len(entry.username), entry.address) == (None, 150, HOME)
    assert "sai-mat-khau" not in f"{vars(entry)}"


def test_a_forged_forwarding_header_does_not_change_the_address() -> None:
    sign_in(make_user("editor").username, **{"x-forwarded-for": "198.51.100.9"})
    assert [entry.address for entry in entries(Action.LOGIN)] == [HOME]


def test_the_address_behind_a_trusted_proxy_is_the_clients(settings: Any) -> None:
    settings.TRUSTED_PROXIES = (ip_network(HOME),)
    is_trusted.cache_clear()
    sign_in(make_user("editor").username, **{"x-forwarded-for": "198.51.100.9"})
    is_trusted.cache_clear()
    assert [entry.address for entry in entries(Action.LOGIN)] == ["198.51.100.9"]


def test_a_lock_is_written_once_and_what_is_tried_during_it_is_not() -> None:
    user = make_user("editor")
    for _ in range(settings.AXES_FAILURE_LIMIT + 2):
        sign_in(user.username, "sai-mat-khau")
    counts = [len(entries(action)) for action in (Action.LOGIN_FAILED, Action.LOCKED_OUT)]
    assert counts == [settings.AXES_FAILURE_LIMIT - 1, 1]  # the last of them is the lock


def test_unlocking_is_written() -> None:
    user, administrator = make_user("editor"), make_user("administrator")
    sign_in(user.username, "sai-mat-khau")
    attempt = AccessAttempt.objects.get()
    form = {"action": "unlock", "_selected_action": [attempt.pk]}
    sign_in(administrator.username).post("/admin/axes/accessattempt/", form)
    labels = [(entry.user, entry.target_label) for entry in entries(Action.UNLOCKED)]
    assert labels == [(administrator, f"{user.username} ({HOME})")]


# Passwords.


def test_a_changed_password_is_written_and_a_refused_one_is_not() -> None:
    user = make_user("editor")
    client = sign_in(user.username)
    for new in ("ngan", "mot-mat-khau-moi-dai"):
        form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
        client.post("/admin/password_change/", form)
    assert [entry.target_id for entry in entries(Action.PASSWORD_CHANGED)] == [str(user.pk)]


def test_a_password_set_for_somebody_is_written() -> None:
    user, administrator = make_user("editor"), make_user("administrator")
    form = {"password1": "mot-mat-khau-moi-dai", "password2": "mot-mat-khau-moi-dai", "usable_password": "true"}
    sign_in(administrator.username).post(f"/admin/auth/user/{user.pk}/password/", form)
    written = [(entry.user, entry.target_id) for entry in entries(Action.PASSWORD_RESET)]
    assert written == [(administrator, str(user.pk))]


# Refusals.


def test_publishing_without_the_right_is_refused_and_written_though_the_form_was_taken_back() -> None:
    writer = make_user("contributor")
    article = make_article(status="draft", created_by=writer)
    response = sign_in(writer.username).post(f"/admin/articles/article/{article.pk}/change/", {"_publish": "1"})
    (entry,) = entries("publish_refused")
    assert (response.status_code, entry.user, entry.target_label) == (403, writer, article.title)
    assert entry.address == HOME


def test_any_other_refused_change_is_written_with_its_page() -> None:
    client = sign_in(make_user("editor").username)
    client.post("/admin/auth/user/add/", {})
    assert [entry.target_label for entry in entries(Action.REFUSED)] == ["/admin/auth/user/add/"]


def test_looking_at_a_forbidden_page_is_not_written() -> None:
    client = sign_in(make_user("editor").username)
    assert client.get("/admin/auth/user/").status_code == 403
    assert entries(Action.REFUSED) == []


def test_nothing_is_written_about_readers(client: Client) -> None:
    article = make_article()
    client.get(article.get_absolute_url())
    client.post("/stats/live.json", headers={"sec-fetch-site": "cross-site"})
    assert AuditEntry.objects.count() == 0


# What a line holds.


def test_lines_are_bounded_and_one_line_long() -> None:
    entry = audit.write(Action.EXPORTED, label="a\r\nb\x00\u202ec" + "d" * 300, filter="x" * 5000, rows=3)
    assert (entry.target_label[:7], len(entry.target_label)) == ("a  b  c", 200)
    assert (len(entry.details["filter"]), entry.details["rows"]) == (500, 3)


def test_an_action_without_words_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="No words"):
        audit.write("no_such_action")


# It stays as it was written.


@pytest.mark.parametrize(
    "tamper",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda _: AuditEntry.objects.update(username="ai khác"),
        lambda _: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["username"]),
        lambda entry: AuditEntry.objects.update_or_create({"username": "ai khác"}, pk=entry.pk),
    ],
)
def test_a_line_can_neither_be_changed_nor_deleted(tamper: Any) -> None:
    entry = audit.write(Action.LOGOUT, username="hoa")
    with pytest.raises(UnchangeableError):
        tamper(AuditEntry.objects.get(pk=entry.pk))
    assert AuditEntry.objects.get().username == "hoa"


def test_the_name_stays_when_the_account_is_deleted() -> None:
    user = make_user("editor")
    audit.write(Action.LOGOUT, by=user)
    name = user.username
    user.delete()
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.username) == (None, name)


# How long it is kept.


def test_old_lines_go_and_that_is_a_line_itself(settings: Any) -> None:
    settings.AUDIT_LOG_MONTHS = 12
    audit.write(Action.LOGOUT, username="hoa")
    assert audit.tidy(timezone.now() + timedelta(days=364)) == 0
    assert audit.tidy(timezone.now() + timedelta(days=367)) == 1
    assert [entry.action for entry in AuditEntry.objects.all()] == [Action.TIDIED]


def test_failures_that_no_lock_needs_any_more_are_forgotten() -> None:
    sign_in("hoa", "sai-mat-khau")
    login.tidy()
    assert AccessFailureLog.objects.count() == 1
    AccessFailureLog.objects.update(attempt_time=timezone.now() - timedelta(days=2))
    login.tidy()
    assert AccessFailureLog.objects.count() == 0
