"""Journals become rows, each record exactly once."""

import os
import time
from pathlib import Path

import pytest
from django.db.models import Sum
from pytest_django import Settings

from stats import booking, clock, dimensions, figures, journal, rollup
from stats.journal import Record
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
)
from tests.conftest import BROWSER

pytestmark = pytest.mark.django_db

MIDNIGHT = clock.midnight_ms(clock.day_number(clock.now_ms()))
MINUTE = 60_000
ONE, TWO = "0000000000000001", "0000000000000002"


@pytest.fixture(autouse=True)
def journal_folder(data_dir: Path) -> Path:
    folder = data_dir / "journal"
    folder.mkdir()
    return folder


def _write(folder: Path, *records: Record, name: str = "1-1-a") -> None:
    with (folder / f"{name}.journal").open("ab") as file:
        file.writelines(map(journal.seal, records))


def _view(at: int, article: int = 1, visitor: str = ONE, previous: str = "", **fields: str) -> Record:
    kind = journal.ARTICLE if article else journal.OTHER
    return Record(at, kind, article, visitor=visitor, previous=previous, agent=BROWSER, **fields)


def test_each_table_adds_up(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT), _view(MIDNIGHT + MINUTE, 2), _view(MIDNIGHT, 0, TWO))
    rollup.roll_up()
    day, hour, state = SiteDay.objects.get(), SiteHour.objects.get(), RollupState.objects.get()
    assert (day.views, day.other_views, day.visits, day.visitors) == (3, 1, 2, 2)
    assert (hour.hour, hour.views, hour.visits) == (0, 3, 2)
    assert (state.views, state.visits, state.sequence) == (3, 2, 1)
    assert set(ArticleDay.objects.values_list("article_id", "views")) == {(1, 1), (2, 1)}


def test_a_journal_without_owner_is_deleted_when_it_is_added_up(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT))
    rollup.roll_up()
    assert list(journal_folder.glob("*.journal")) == []
    assert JournalPosition.objects.count() == 0


def test_a_crash_after_the_commit_counts_nothing_twice(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(journal_folder, _view(MIDNIGHT))
    with monkeypatch.context() as crash:
        crash.setattr(rollup, "_delete_finished", lambda _: None)
        rollup.roll_up()
    _write(journal_folder, _view(MIDNIGHT + 1))
    rollup.roll_up()
    assert ArticleTotal.objects.get().views == 2


def test_a_crash_before_the_commit_counts_nothing(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(journal_folder, _view(MIDNIGHT))
    with monkeypatch.context() as crash:
        crash.setattr(rollup, "_check_positions", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rollup.roll_up()
    rollup.roll_up()
    assert ArticleTotal.objects.get().views == 1


def test_damaged_lines_are_skipped_and_counted(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT))
    with (journal_folder / "1-1-a.journal").open("ab") as file:
        file.write(b"nothing of ours\n1234")
    rollup.roll_up()
    assert (RollupState.objects.get().damaged_records, ArticleTotal.objects.get().views) == (2, 1)


@pytest.mark.parametrize(
    "record",
    [
        Record(MIDNIGHT, journal.ARTICLE, 1, visitor="no hash", agent=BROWSER),
        Record(MIDNIGHT, journal.ARTICLE, 1, visitor="f" * 17, agent=BROWSER),
        Record(MIDNIGHT, journal.PING),
        Record(MIDNIGHT, journal.EXCLUDED, visitor="lost", previous="many"),
        Record(MIDNIGHT, "a kind to come"),
    ],
)
def test_a_whole_line_that_makes_no_sense_is_skipped_and_counted(journal_folder: Path, record: Record) -> None:
    _write(journal_folder, _view(MIDNIGHT), record, _view(MIDNIGHT + 1))
    rollup.roll_up()
    assert (RollupState.objects.get().damaged_records, ArticleTotal.objects.get().views) == (1, 2)


def test_requests_that_were_lost_are_tallied_with_their_number(journal_folder: Path) -> None:
    lost = Record(MIDNIGHT, journal.EXCLUDED, visitor=journal.LOST)
    _write(journal_folder, lost._replace(previous="12"), lost._replace(previous="30"))
    rollup.roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [("lost", 42)]


def test_a_clock_that_was_set_back_neither_loses_nor_doubles(journal_folder: Path) -> None:
    hour = MIDNIGHT + 10 * clock.HOUR_MS
    for batch, shown in enumerate((0, 5, 10, -40, -35, 0, 5, 10)):  # minutes past ten; at 10:10 it is set to 9:20
        _write(journal_folder, _view(hour + shown * MINUTE), name=f"{batch}-1-a")
        rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "views", "visits")) == [(9, 2, 1), (10, 6, 1)]


def test_a_clock_that_was_set_back_does_not_stop_the_rollup(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT))
    (journal_folder / "rollup.lock").touch()
    os.utime(journal_folder / "rollup.lock", times=(time.time() + 3600,) * 2)
    rollup.run_if_due()
    assert ArticleTotal.objects.get().views == 1


def test_a_foreign_line_longer_than_a_batch_does_not_block_the_rest(
    journal_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "_BATCH_BYTES", 500)
    (journal_folder / "1-1-a.journal").write_bytes(b"x" * 1300 + b"\n")
    _write(journal_folder, _view(MIDNIGHT))
    rollup.roll_up()
    assert ArticleTotal.objects.get().views == 1


def test_small_batches_give_the_same_sums(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollup, "_BATCH_BYTES", 500)
    _write(journal_folder, *(_view(MIDNIGHT + n, visitor=f"{n:016x}") for n in range(30)))
    _write(journal_folder, *(_view(MIDNIGHT + n) for n in range(20)), name="2-2-b")
    rollup.roll_up()
    day = SiteDay.objects.get()
    assert (day.views, day.visits) == (50, 30)


def test_a_visit_is_booked_where_it_starts(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT + 59 * MINUTE), _view(MIDNIGHT + 65 * MINUTE))
    rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "views", "visits")) == [(0, 1, 1), (1, 1, 0)]


def test_a_late_request_moves_the_start_of_its_visit(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT + 65 * MINUTE))
    rollup.roll_up()
    _write(journal_folder, _view(MIDNIGHT + 55 * MINUTE), name="2-2-b")
    rollup.roll_up()
    assert list(SiteHour.objects.order_by("hour").values_list("hour", "visits")) == [(0, 1), (1, 0)]
    assert Visit.objects.count() == 1


def test_midnight_does_not_split_a_visit(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT - 5 * MINUTE, visitor=ONE))
    rollup.roll_up()
    _write(journal_folder, _view(MIDNIGHT + 5 * MINUTE, visitor=TWO, previous=ONE), name="2-2-b")
    rollup.roll_up()
    days = SiteDay.objects.order_by("day").values_list("views", "visits", "visitors")
    assert list(days) == [(1, 1, 1), (1, 0, 1)]


def test_a_new_visit_after_midnight_counts_for_the_new_day(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT - 40 * MINUTE, visitor=ONE))
    _write(journal_folder, _view(MIDNIGHT + 5 * MINUTE, visitor=TWO, previous=ONE))
    rollup.roll_up()
    assert list(SiteDay.objects.order_by("day").values_list("visits", flat=True)) == [1, 1]


def test_what_nothing_can_join_any_more_is_forgotten(journal_folder: Path) -> None:
    _write(journal_folder, _view(MIDNIGHT - 3 * clock.DAY_MS))
    rollup.roll_up()
    booking.forget()
    assert Visit.objects.count() == 0


def test_breakdowns_add_up_to_the_day(journal_folder: Path) -> None:
    _write(
        journal_folder,
        _view(MIDNIGHT, section="giao-duc", referrer="www.google.com.vn"),
        _view(MIDNIGHT, section="giao-duc", referrer="l.facebook.com"),
        _view(MIDNIGHT, 0, TWO),
    )
    rollup.roll_up()
    sums = DimensionDay.objects.values_list("dimension").annotate(Sum("views")).order_by()
    assert dict(sums) == dict.fromkeys(["section", "referrer", "referrer_kind", "device", "browser", "system"], 3)
    kinds = DimensionDay.objects.filter(dimension="referrer_kind").values_list("value", "views")
    assert dict(kinds) == {"search": 1, "facebook": 1, "direct": 1}


def test_values_without_bound_end_in_a_remainder(journal_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dimensions, "MOST_VALUES", 3)
    for batch in range(2):
        _write(
            journal_folder,
            *(_view(MIDNIGHT, referrer=f"host{batch}{n}.example") for n in range(4)),
            name=f"{batch}-1-a",
        )
        rollup.roll_up()
    values = dict(DimensionDay.objects.filter(dimension="referrer").values_list("value", "views"))
    assert (len(values), values[DimensionDay.REMAINDER], sum(values.values())) == (4, 5, 8)


def test_more_views_a_minute_than_anybody_reads_are_a_flood(journal_folder: Path, settings: Settings) -> None:
    settings.FLOOD_VIEWS_PER_MINUTE = 10
    for batch in range(3):  # the limit holds across rollups
        _write(journal_folder, *(_view(MIDNIGHT + n) for n in range(4)), name=f"{batch}-1-a")
        _write(journal_folder, _view(MIDNIGHT, visitor=TWO), name=f"{batch}-2-b")
        rollup.roll_up()
    assert (SiteDay.objects.get().views, Excluded.objects.get().requests) == (10 + 3, 2)


def test_another_minute_is_no_flood(journal_folder: Path, settings: Settings) -> None:
    settings.FLOOD_VIEWS_PER_MINUTE = 2
    _write(journal_folder, *(_view(MIDNIGHT + n * MINUTE) for n in range(5)))
    rollup.roll_up()
    assert SiteDay.objects.get().views == 5


def test_a_bot_of_the_second_list_is_tallied(journal_folder: Path) -> None:
    _write(
        journal_folder,
        _view(MIDNIGHT)._replace(agent="Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"),
    )
    rollup.roll_up()
    assert list(Excluded.objects.values_list("reason", "requests")) == [("bot", 1)]


def test_a_ping_keeps_a_visitor_online_and_is_no_view(journal_folder: Path) -> None:
    now = clock.now_ms()
    _write(journal_folder, _view(now - 6 * MINUTE), Record(now, journal.PING, visitor=ONE))
    rollup.roll_up()
    figures.refresh()
    assert figures.site.online == 1
    assert SiteDay.objects.aggregate(Sum("views"))["views__sum"] == 1
