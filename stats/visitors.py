"""Telling visitors apart for a day without a cookie and without keeping an address."""

import secrets
import socket
from datetime import timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from stats import clock
from stats.models import Salt

# A visit may go on this long after midnight under the hash of the day before.
JOIN_MS = 30 * 60 * 1000
# The salt is made a little early, so that no node stands without one when the database is down at midnight,
# and destroyed a little late, for clocks that differ.
_EARLY_MS = 60 * 60 * 1000
_LATE_MS = 5 * 60 * 1000

_hashes: dict[int, blake2b] = {}  # by day number, begun with the day's salt; replaced as a whole


class Visitor(NamedTuple):
    """Who asked, as a number of 64 bits; `previous` is that of the day before while visits may span midnight, or 0."""

    key: int
    previous: int


def refresh() -> bool:
    """Make the salts that are due, destroy those that are over, and remember the rest; whether these are others now."""
    global _hashes  # noqa: PLW0603  one per process
    now = clock.now_ms()
    oldest = clock.day_number(now - JOIN_MS - _LATE_MS)
    newest = clock.day_number(now + _EARLY_MS)
    if set(_hashes) == set(range(oldest, newest + 1)):
        return False
    days = [clock.day_of(number) for number in range(oldest, newest + 1)]
    # The day before exists already or never will: a salt made now would join nothing.
    due = [day for day in days if day >= clock.today()]
    Salt.objects.bulk_create([Salt(day=day, key=secrets.token_bytes(32)) for day in due], ignore_conflicts=True)
    Salt.objects.filter(day__lt=days[0]).delete()
    stored = Salt.objects.filter(day__gte=days[0], day__lte=days[-1] + timedelta(days=1))
    _hashes = {clock.number_of(salt.day): blake2b(digest_size=8, key=salt.key) for salt in stored}
    return True


def reset() -> None:
    """Forget the salts, as a new process knows none."""
    global _hashes  # noqa: PLW0603
    _hashes = {}


def identify(environ: dict[str, Any], at_ms: int) -> Visitor | None:
    """The visitor of a request; None when the browser asks not to be told apart, or no salt can be had."""
    if environ.get("HTTP_DNT") == "1" or environ.get("HTTP_SEC_GPC") == "1":
        return None
    hashes = _hashes
    if not hashes:
        return None
    day = clock.day_number(at_ms)
    # With the database away over midnight the newest salt at hand goes on: visits stay whole, none is lost.
    today = hashes.get(day) or hashes[max(hashes)]
    traits = _traits(environ)
    previous = hashes.get(day - 1) if at_ms - clock.midnight_ms(day) < JOIN_MS else None
    return Visitor(_hash(traits, today), _hash(traits, previous) if previous else 0)


def _traits(environ: dict[str, Any]) -> bytes:
    agent = environ.get("HTTP_USER_AGENT", "")
    language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return b"%b\0%b" % (_network(environ.get("REMOTE_ADDR", "")), f"{agent}\0{language}".encode(errors="replace"))


def _network(address: str) -> bytes:
    """The bytes of an IPv4 address, or of the first half of an IPv6 one, which a household keeps."""
    try:
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)
        packed = socket.inet_pton(socket.AF_INET6, address)
    except OSError:
        return address.encode(errors="replace")
    is_mapped = packed[:12] == b"\0" * 10 + b"\xff\xff"
    return packed[12:] if is_mapped else packed[:8]


def _hash(traits: bytes, begun: blake2b) -> int:
    day_hash = begun.copy()
    day_hash.update(traits)
    return int.from_bytes(day_hash.digest(), "big", signed=True) or 1  # 0 is nobody
