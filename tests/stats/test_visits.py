"""The rule of a visit, on any requests in any order."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stats.visits import PAUSE_MS, Run, goes_on, merge

times = st.lists(st.integers(0, 20 * PAUSE_MS), max_size=40)


@given(times)
def test_pauses_between_visits_are_long_and_within_are_short(at: list[int]) -> None:
    runs = merge([], at)
    assert all(later.started_at - run.last_at >= PAUSE_MS for run, later in pairwise(runs))
    for run in runs:
        within = sorted(t for t in at if run.started_at <= t <= run.last_at)
        assert all(b - a < PAUSE_MS for a, b in pairwise(within))


@given(times)
def test_every_request_is_in_one_visit(at: list[int]) -> None:
    runs = merge([], at)
    assert all(sum(run.started_at <= t <= run.last_at for run in runs) == 1 for t in at)


@given(times, st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_order_in_which_requests_become_known_does_not_matter(at: list[int], cut: int, random: Random) -> None:
    shuffled = sorted(at, key=lambda _: random.random())
    assert merge(merge([], shuffled[:cut]), shuffled[cut:]) == merge([], at)


def test_a_pause_of_exactly_half_an_hour_begins_a_new_visit() -> None:
    assert merge([], [0, PAUSE_MS - 1]) == [Run(0, PAUSE_MS - 1)]
    assert merge([], [0, PAUSE_MS]) == [Run(0, 0), Run(PAUSE_MS, PAUSE_MS)]


def test_a_late_request_joins_two_visits() -> None:
    assert merge([Run(0, 0), Run(PAUSE_MS + 5, PAUSE_MS + 9)], [10]) == [Run(0, PAUSE_MS + 9)]


def test_a_visit_goes_on_under_another_hash_within_the_pause() -> None:
    assert goes_on(Run(PAUSE_MS, PAUSE_MS), [Run(0, 1)]) is True
    assert goes_on(Run(PAUSE_MS + 1, PAUSE_MS + 1), [Run(0, 1)]) is False
