"""The log in the admin: found, exported, and never edited."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal import audit
from portal.audit import Action
from portal.exports import safe_cell
from portal.models import AuditEntry
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOG = "/admin/portal/auditentry/"


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(make_user("administrator"))
    return client


def at(moment: datetime, label: str) -> AuditEntry:
    return AuditEntry.objects.create(action=Action.EXPORTED, at=moment, target_label=label, search_text=label)


def labels(client: Client, query: str) -> list[str]:
    return [entry.target_label for entry in client.get(f"{LOG}?{query}").context["cl"].result_list]


def exported(client: Client, query: str = "") -> list[list[str]]:
    return list(csv.reader(io.StringIO(download(client, query).decode("utf-8-sig"))))


def download(client: Client, query: str = "") -> bytes:
    response: Any = client.get(f"{LOG}export/?{query}")
    return bytes(response.getvalue())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_lines_as_for_one(
    count: int, administrator: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        audit.write(Action.LOGOUT, by=make_user("editor"))
    with django_assert_num_queries(6):
        assert administrator.get(f"{LOG}?action=logout").status_code == 200


@pytest.mark.parametrize("words", ["đường", "DUONG", "cuu hoa", "Đường cứu"])
def test_a_search_finds_words_with_and_without_marks(words: str, administrator: Client) -> None:
    audit.write(Action.EXPORTED, label="Đường cứu hỏa")
    audit.write(Action.EXPORTED, label="Thư viện")
    assert labels(administrator, f"q={words}") == ["Đường cứu hỏa"]


def test_a_search_finds_people_and_addresses(administrator: Client) -> None:
    user = make_user("editor", last_name="Nguyễn Hoàng", first_name="Lâm")
    audit.write(Action.EXPORTED, by=user, label="Một")
    Client(REMOTE_ADDR="203.0.113.9").post("/admin/login/", {"username": "x", "password": "y"})
    assert labels(administrator, "q=hoang+lam") == ["Một"]
    found = administrator.get(f"{LOG}?q=203.0.113.9").context["cl"].result_list
    assert [entry.action for entry in found] == [Action.LOGIN_FAILED]


def test_the_log_is_narrowed_to_an_action(administrator: Client) -> None:
    audit.write(Action.LOGOUT, label="Ra")
    audit.write(Action.UNLOCKED, label="Mở")
    assert labels(administrator, "action=unlocked") == ["Mở"]


def test_the_log_is_narrowed_to_days_of_vietnam_both_included(administrator: Client) -> None:
    noon = datetime(2026, 3, 10, 12, tzinfo=timezone.get_default_timezone())
    for hours, label in [(-13, "hôm trước"), (-12, "0 giờ"), (11, "23 giờ"), (12, "hôm sau")]:
        at(noon + timedelta(hours=hours), label)
    assert labels(administrator, "since=2026-03-10&until=2026-03-10") == ["23 giờ", "0 giờ"]


@pytest.mark.parametrize(
    "query", ["since=2026-02-31&until=x", "action=none", "p=99", "since=9999-12-31&until=9999-12-31"]
)
def test_a_senseless_filter_breaks_nothing(query: str, administrator: Client) -> None:
    assert administrator.get(f"{LOG}?{query}", follow=True).status_code == 200


def test_the_export_holds_what_is_shown_and_opens_in_excel(administrator: Client) -> None:
    user = make_user("editor", last_name="Trần Thị", first_name="Hoa")
    audit.write(Action.UNLOCKED, by=user, label="Đường")
    audit.write(Action.LOGOUT, label="Ra")
    header, line = exported(administrator, "action=unlocked")
    assert (len(header), line[2:4], line[6]) == (8, [user.username, "Trần Thị Hoa"], "Đường")
    assert download(administrator).startswith(b"\xef\xbb\xbf")


def test_the_export_is_a_line_of_the_log_itself(administrator: Client) -> None:
    exported(administrator, "action=unlocked")
    entry = AuditEntry.objects.get(action=Action.EXPORTED)
    assert entry.details == {"filter": "action=unlocked"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


def test_what_somebody_typed_into_the_login_is_shown_as_text(administrator: Client) -> None:
    Client().post("/admin/login/", {"username": "<script>a()</script>", "password": "y"})
    page = administrator.get(LOG).content.decode()
    assert ("<script>a()" in page, "&lt;script&gt;a()" in page) == (False, True)


@pytest.mark.parametrize("page", ["", "export/"])
def test_nobody_but_an_administrator_reads_the_log(page: str) -> None:
    client = Client()
    client.force_login(make_user("approver"))
    assert client.get(LOG + page).status_code == 403


def test_the_log_takes_no_change_from_an_administrator(administrator: Client) -> None:
    entry = audit.write(Action.LOGOUT, username="hoa")
    form = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    codes = [administrator.post(f"{LOG}{page}", form).status_code for page in ("add/", f"{entry.pk}/delete/")]
    administrator.post(LOG, form)
    assert (codes, AuditEntry.objects.filter(pk=entry.pk).exists()) == ([403, 403], True)
