"""Journals become rows, each record exactly once."""

import os
import time
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from stats import batches, booking, clock, dimensions, figures, journal, rollup
from stats.models import (
    ArticleDay,
    ArticleTotal,
    DimensionDay,
    Excluded,
    JournalPosition,
    RollupState,
    SiteDay,
    SiteHour,
    Visit,
    Visitor,
)
from stats.records import EXCLUDED, PING, SIZE
from tests.journals import One, records, view, write

pytestmark = pytest.mark.django_db

MIDNIGHT = clock.midnight_ms(clock.day_number(clock.now_ms()))
MINUTE = 60_000
TWO = 2


@pytest.fixture(autouse=True)
def journal_folder(data_dir: Path) -> Path:
    folder = data_dir / "journal"
    folder.mkdir()
    return folder


def test_each_table_adds_up(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT), view(MIDNIGHT + MINUTE, 2), view(MIDNIGHT, 0, TWO))
    rollup.roll_up()
    day, hour, state = SiteDay.objects.get(), SiteHour.objects.get(), RollupState.objects.get()
    assert (day.views, day.other_views, day.visits, day.visitors) == (3, 1, 2, 2)
    assert (hour.hour, hour.views, hour.visits) == (0, 3, 2)
    assert (state.views, state.visits, state.sequence) == (3, 2, 1)
    assert set(ArticleDay.objects.values_list("article_id", "views")) == {(1, 1), (2, 1)}


def test_a_journal_without_owner_is_deleted_when_it_is_added_up(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT))
    rollup.roll_up()
    assert list(journal_folder.glob("*.journal")) == []
    assert JournalPosition.objects.count() == 0


def test_a_crash_after_the_commit_counts_nothing_twice(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(journal_folder, view(MIDNIGHT))
    with monkeypatch.context() as crash:
        crash.setattr(batches, "delete_finished", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rollup.roll_up()
    write(journal_folder, view(MIDNIGHT + 1))
    rollup.roll_up()
    assert ArticleTotal.objects.get().views == 2


def test_a_crash_before_the_commit_counts_nothing(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(journal_folder, view(MIDNIGHT))
    with monkeypatch.context() as crash:
        crash.setattr(batches, "check_positions", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rollup.roll_up()
    rollup.roll_up()
    assert ArticleTotal.objects.get().views == 1


def test_what_another_node_rolled_up_meanwhile_is_taken_into_account(
    journal_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have a request of the same visitor; the other's rollup commits after this one has read what is known."""
    locked_state = rollup.locked_state

    def roll_up_before() -> RollupState:
        monkeypatch.setattr(rollup, "locked_state", locked_state)
        rollup._commit(batches.Batch(records=records(view(MIDNIGHT))))
        return locked_state()

    write(journal_folder, view(MIDNIGHT + 1, 2))
    monkeypatch.setattr(rollup, "locked_state", roll_up_before)
    rollup.roll_up()
    day = SiteDay.objects.get()
    assert (day.views, day.visits, day.visitors, RollupState.objects.get().sequence) == (2, 1, 1, 2)


def test_damaged_records_are_skipped_and_counted(journal_folder: Path) -> None:
    with write(journal_folder, view(MIDNIGHT)).open("ab") as file:
        file.write(b"nothing of ours".ljust(SIZE) + b"1234")
    rollup.roll_up()
    assert (RollupState.objects.get().damaged_records, ArticleTotal.objects.get().views) == (2, 1)


def test_a_foreign_file_is_put_aside_and_reported(journal_folder: Path) -> None:
    (journal_folder / "1-1-foreign.journal").write_bytes(b"GET / HTTP/1.1\r\n\0\xff\n")
    write(journal_folder, view(MIDNIGHT))
    rollup.roll_up()
    assert (RollupState.objects.get().damaged_records, ArticleTotal.objects.get().views) == (1, 1)
    assert [path.name for path in journal_folder.glob("*foreign*")] == ["1-1-foreign.foreign"]


def test_requests_that_were_lost_are_tallied_with_their_number(journal_folder: Path) -> None:
    lost = One(MIDNIGHT, 0, referrer=journal.LOST, kind=EXCLUDED)
    write(journal_folder, lost._replace(visitor=12), lost._replace(visitor=30))
    rollup.roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [("lost", 42)]


def test_a_clock_that_was_set_back_neither_loses_nor_doubles(journal_folder: Path) -> None:
    hour = MIDNIGHT + 10 * clock.HOUR_MS
    for shown in (0, 5, 10, -40, -35, 0, 5, 10):  # minutes past ten; at 10:10 it is set to 9:20
        write(journal_folder, view(hour + shown * MINUTE))
        rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "views", "visits")) == [(9, 2, 1), (10, 6, 1)]


def test_a_clock_that_was_set_back_does_not_stop_the_rollup(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT))
    (journal_folder / "rollup.lock").touch()
    os.utime(journal_folder / "rollup.lock", times=(time.time() + 3600,) * 2)
    rollup.run_if_due()
    assert ArticleTotal.objects.get().views == 1


def test_small_batches_give_the_same_sums(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MUCH", 7)
    monkeypatch.setattr(batches, "_PIECE", 3 * SIZE)
    write(journal_folder, *(view(MIDNIGHT + n, visitor=n) for n in range(2, 32)))
    write(journal_folder, *(view(MIDNIGHT + n) for n in range(20)))
    rollup.roll_up()
    day = SiteDay.objects.get()
    assert (day.views, day.visits) == (50, 31)


def test_a_second_of_a_busy_portal_is_more_than_one_transaction(
    journal_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_FEW", 10)
    write(journal_folder, *(view(MIDNIGHT + n) for n in range(25)))
    rollup.roll_up()
    assert (SiteDay.objects.get().views, RollupState.objects.get().sequence) == (25, 3)


def test_a_visit_is_booked_where_it_starts(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT + 59 * MINUTE), view(MIDNIGHT + 65 * MINUTE))
    rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "views", "visits")) == [(0, 1, 1), (1, 1, 0)]


def test_a_late_request_moves_the_start_of_its_visit(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT + 65 * MINUTE))
    rollup.roll_up()
    write(journal_folder, view(MIDNIGHT + 55 * MINUTE))
    rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "visits")) == [(0, 1), (1, 0)]
    assert (Visitor.objects.get().started_at, Visit.objects.count()) == (MIDNIGHT + 55 * MINUTE, 0)


def test_midnight_does_not_split_a_visit(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT - 5 * MINUTE, visitor=1))
    rollup.roll_up()
    write(journal_folder, view(MIDNIGHT + 5 * MINUTE, visitor=TWO, previous=1))
    rollup.roll_up()
    days = SiteDay.objects.order_by("day").values_list("views", "visits", "visitors")
    assert list(days) == [(1, 1, 1), (1, 0, 1)]


def test_a_new_visit_after_midnight_counts_for_the_new_day(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT - 40 * MINUTE, visitor=1))
    write(journal_folder, view(MIDNIGHT + 5 * MINUTE, visitor=TWO, previous=1))
    rollup.roll_up()
    assert list(SiteDay.objects.order_by("day").values_list("visits", flat=True)) == [1, 1]


def test_what_nothing_can_join_any_more_is_forgotten(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = MIDNIGHT - 3 * clock.DAY_MS
    write(journal_folder, view(long_ago), view(long_ago + 40 * MINUTE), view(long_ago, visitor=-(1 << 63)))
    write(journal_folder, view(MIDNIGHT, visitor=TWO))
    rollup.roll_up()
    begins = clock.now_ms()
    for minute in range(256):  # each call looks at one part of the visitors
        monkeypatch.setattr(clock, "now_ms", lambda now=begins + minute * MINUTE: now)
        booking.forget()
    assert (Visitor.objects.count(), Visit.objects.count()) == (1, 0)


def test_breakdowns_add_up_to_the_day(journal_folder: Path) -> None:
    write(
        journal_folder,
        view(MIDNIGHT, section="giao-duc", referrer="www.google.com.vn"),
        view(MIDNIGHT, section="giao-duc", referrer="l.facebook.com"),
        view(MIDNIGHT, 0, TWO),
    )
    rollup.roll_up()
    sums = DimensionDay.objects.values_list("dimension").annotate(Sum("views")).order_by()
    assert dict(sums) == dict.fromkeys(["section", "referrer", "referrer_kind", "device", "browser", "system"], 3)
    kinds = DimensionDay.objects.filter(dimension="referrer_kind").values_list("value", "views")
    assert dict(kinds) == {"search": 1, "facebook": 1, "direct": 1}


def test_values_without_bound_end_in_a_remainder(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dimensions, "MOST_VALUES", 3)
    for batch in range(2):
        write(
            journal_folder,
            *(view(MIDNIGHT, referrer=f"host{batch}{n}.example") for n in range(4)),
        )
        rollup.roll_up()
    values = dict(DimensionDay.objects.filter(dimension="referrer").values_list("value", "views"))
    assert (len(values), values[DimensionDay.REMAINDER], sum(values.values())) == (4, 5, 8)


def test_more_views_a_minute_than_anybody_reads_are_a_flood(journal_folder: Path, settings: Settings) -> None:
    settings.FLOOD_VIEWS_PER_MINUTE = 10
    for _ in range(3):  # the limit holds across rollups
        write(journal_folder, *(view(MIDNIGHT + n) for n in range(4)))
        write(journal_folder, view(MIDNIGHT, visitor=TWO))
        rollup.roll_up()
    assert (SiteDay.objects.get().views, Excluded.objects.get().requests) == (10 + 3, 2)


def test_another_minute_is_no_flood(journal_folder: Path, settings: Settings) -> None:
    settings.FLOOD_VIEWS_PER_MINUTE = 2
    write(journal_folder, *(view(MIDNIGHT + n * MINUTE) for n in range(5)))
    rollup.roll_up()
    assert SiteDay.objects.get().views == 5


def test_a_bot_of_the_second_list_is_tallied(journal_folder: Path) -> None:
    write(
        journal_folder,
        view(MIDNIGHT, agent="Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"),
    )
    rollup.roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [("bot", 1)]


def test_a_ping_keeps_a_visitor_online_and_is_noview(journal_folder: Path) -> None:
    now = clock.now_ms()
    write(journal_folder, view(now - 6 * MINUTE), One(now, 0, kind=PING))
    rollup.roll_up()
    figures.refresh()
    assert figures.site.online == 1
    assert SiteDay.objects.aggregate(Sum("views"))["views__sum"] == 1


def test_readers_of_an_article_are_told_apart_within_the_day(journal_folder: Path) -> None:
    write(journal_folder, view(MIDNIGHT, 7), view(MIDNIGHT + 1, 8), view(MIDNIGHT + 2, 0), view(MIDNIGHT + 3, 7))
    rollup.roll_up()
    write(journal_folder, view(MIDNIGHT + 4, 7), view(MIDNIGHT + 5, 7, TWO), view(MIDNIGHT + 6, 7, visitor=0))
    rollup.roll_up()
    assert set(ArticleDay.objects.values_list("article_id", "views", "readers")) == {(7, 5, 2), (8, 1, 1)}


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([1, 2, 1 << 8, 1 << 32, (1 << 32) + 1])), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_readers_are_the_different_pairs(journal_folder: Path, read: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        for batch in (read[::2], read[1::2]):
            write(journal_folder, *(view(MIDNIGHT, article, visitor) for visitor, article in batch))
            rollup.roll_up()
        counted = ArticleDay.objects.aggregate(readers=Sum("readers", default=0))["readers"]
        transaction.set_rollback(True)
    dimensions.reset()
    assert counted == len(set(read))
