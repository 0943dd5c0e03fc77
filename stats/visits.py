"""The rule of a visit: a run of requests of one visitor with no pause of 30 minutes."""

from collections.abc import Iterable
from typing import NamedTuple

PAUSE_MS = 30 * 60 * 1000


class Run(NamedTuple):
    """One visit: its first and its last request, in milliseconds."""

    started_at: int
    last_at: int


def merge(runs: Iterable[Run], times: Iterable[int]) -> list[Run]:
    """The runs of a visitor after requests at `times`, in whatever order these became known."""
    merged: list[Run] = []
    for run in sorted([*runs, *(Run(at, at) for at in times)]):
        if merged and run.started_at - merged[-1].last_at < PAUSE_MS:
            merged[-1] = Run(merged[-1].started_at, max(merged[-1].last_at, run.last_at))
        else:
            merged.append(run)
    return merged


def goes_on(run: Run, earlier: Iterable[Run]) -> bool:
    """Whether `run` is the rest of one of `earlier`, known under another hash: a visit across midnight."""
    return any(before.started_at < run.started_at < before.last_at + PAUSE_MS for before in earlier)
