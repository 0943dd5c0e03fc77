"""Who is one visitor, who is another, and what is never kept."""

from datetime import timedelta
from hashlib import blake2b

import pytest

from stats import clock, visitors
from stats.models import Salt

pytestmark = pytest.mark.usefixtures("counting")

READER = {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Firefox", "HTTP_ACCEPT_LANGUAGE": "vi"}
NOON = clock.midnight_ms(clock.day_number(clock.now_ms())) + 12 * clock.HOUR_MS


def _key(**changes: str) -> int:
    visitor = visitors.identify({**READER, **changes}, NOON)
    assert visitor is not None
    return visitor.key


@pytest.mark.parametrize("trait", ["REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE"])
def test_another_trait_is_another_visitor(trait: str) -> None:
    assert _key(**{trait: "198.51.100.9"}) != _key()


def test_addresses_of_one_ipv6_household_are_one_visitor() -> None:
    assert _key(REMOTE_ADDR="2402:800:61b1:1::1") == _key(REMOTE_ADDR="2402:800:61b1:1:ffff::2")
    assert _key(REMOTE_ADDR="2402:800:61b1:1::1") != _key(REMOTE_ADDR="2402:800:61b1:2::1")


def test_an_ipv4_address_written_as_ipv6_is_the_same() -> None:
    assert _key(REMOTE_ADDR="::ffff:203.0.113.7") == _key()


def test_traits_cannot_flow_into_each_other() -> None:
    assert _key(HTTP_USER_AGENT="a", HTTP_ACCEPT_LANGUAGE="bc") != _key(HTTP_USER_AGENT="ab", HTTP_ACCEPT_LANGUAGE="c")


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_who_asks_not_to_be_told_apart_is_not(header: str) -> None:
    assert visitors.identify({**READER, header: "1"}, NOON) is None


def test_the_hash_of_the_day_before_is_known_for_half_an_hour() -> None:
    today = clock.day_number(NOON)
    visitors._hashes = {today - 1: blake2b(key=b"a" * 32), today: blake2b(key=b"b" * 32)}
    midnight = clock.midnight_ms(today)
    at_night = visitors.identify(READER, midnight + visitors.JOIN_MS - 1)
    before = visitors.identify(READER, midnight - 1)
    later = visitors.identify(READER, midnight + visitors.JOIN_MS)
    assert None not in {at_night, before, later}
    assert (at_night[1], later[1]) == (before[0], 0)  # type: ignore[index]


def test_salts_that_are_over_are_destroyed() -> None:
    Salt.objects.create(day=clock.today() - timedelta(days=3), key=b"x" * 32)
    visitors._hashes = {}
    visitors.refresh()
    assert not Salt.objects.filter(day__lt=clock.today() - timedelta(days=1)).exists()


def test_two_processes_share_one_salt() -> None:
    first = _key()
    visitors._hashes = {}
    visitors.refresh()
    assert _key() == first
