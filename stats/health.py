"""Whether what readers do reaches the figures: for whoever watches over the portal."""

import logging
import time
from typing import Any

from stats import clock, figures

logger = logging.getLogger(__name__)

# A rollup comes every second; when one has not come for so long, something is wrong.
STALL_SECONDS = 5.0
_QUIET_SECONDS = 60  # between two log lines about the same stall

_complained_at = float("-inf")


def report() -> tuple[dict[str, Any], bool]:
    """What this process knows of its database and of its node's journals, and whether all is well.

    It comes from memory and from the journals, so that it can be had while the database hangs.
    """
    if figures.refreshed_at == float("-inf"):
        figures.refresh()  # nothing runs beside the requests here, as under a test
    silence = time.monotonic() - figures.refreshed_at
    waiting, oldest_at = figures.waiting()
    lag = max(0.0, (clock.now_ms() - oldest_at) / 1000) if oldest_at else 0.0
    state = figures.state
    told: dict[str, Any] = {
        "database": {"ok": silence < STALL_SECONDS, "answered_seconds_ago": round(silence, 1)},
        "journal": {"ok": lag < STALL_SECONDS, "lag_seconds": round(lag, 1), "waiting_records": waiting},
        "rollup": {
            "finished_at": state.finished_at.isoformat(timespec="seconds") if state.finished_at else None,
            "duration_ms": state.duration_ms,
            "records": state.records,
            "damaged_records_ever": state.damaged_records,
        },
    }
    return told, told["database"]["ok"] and told["journal"]["ok"]


def watch() -> None:
    """Tell the log about a stall, once a minute while it lasts."""
    global _complained_at  # noqa: PLW0603  one per process
    told, is_well = report()
    if not is_well and time.monotonic() - _complained_at > _QUIET_SECONDS:
        _complained_at = time.monotonic()
        logger.error(
            "The figures stand still: the database answered %.0f s ago, the oldest record that waits is %.0f s old"
            " (of %d). Nothing is lost; they catch up when it goes on.",
            told["database"]["answered_seconds_ago"],
            told["journal"]["lag_seconds"],
            told["journal"]["waiting_records"],
        )
