"""What of a rollup is on the disk itself when it ends, and what only soon after.

To wait for the disk is most of a commit, and an editor who saves meanwhile waits as well. A power cut may take the last
rollups back, counts and positions together, and the journals still have the records, which are counted then. So a
journal may be deleted only after its counts are on the disk.
"""

from django.db import connection
from django.db.models import F

from stats.models import RollupState

_SQLITE_CACHE_KB = 32 * 1024  # what the visitors of a busy hour need


def relax() -> None:
    """Let the commits of this connection return before they are on the disk, one after the other as ever."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = NORMAL")
            cursor.execute(f"PRAGMA cache_size = -{_SQLITE_CACHE_KB}")


def relax_transaction() -> None:
    """The same for the transaction that has just begun, where this is asked of each."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")


def insist() -> None:
    """Return when all that was committed so far is on the disk."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
    # A commit takes those before it along.
    RollupState.objects.filter(pk=1).update(sequence=F("sequence"))
    relax()
