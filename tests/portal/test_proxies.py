"""Forwarded addresses are believed from trusted proxies only."""

import ipaddress

import pytest
from pytest_django import Settings

from portal import proxies


@pytest.fixture(autouse=True)
def _trusted(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128"))
    proxies.is_trusted.cache_clear()


def _client(peer: str, forwarded: str) -> str:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}
    proxies.resolve(environ)
    return environ["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # forged by an untrusted peer
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", "198.51.100.1"),  # the left part anybody can write
        ("10.0.0.1", "10.0.0.9, 10.0.0.2", "10.0.0.9"),
        ("10.0.0.1", "1.1.1.1, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "2402:800::5", "2402:800::5"),
        ("::1", "2402:0800:0:0::5", "2402:800::5"),
    ],
)
def test_the_client_is_the_rightmost_address_that_is_no_proxy(peer: str, forwarded: str, client: str) -> None:
    assert _client(peer, forwarded) == client


def test_nothing_forwarded_reaches_the_application() -> None:
    environ = {"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"}
    proxies.resolve(environ)
    assert environ == {"REMOTE_ADDR": "203.0.113.7"}


def test_the_scheme_is_believed_from_a_trusted_proxy() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_PROTO": "https", "wsgi.url_scheme": "http"}
    proxies.resolve(environ)
    assert environ["wsgi.url_scheme"] == "https"


def test_resolving_twice_changes_nothing() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}
    proxies.resolve(environ)
    proxies.resolve(environ)
    assert environ == {"REMOTE_ADDR": "198.51.100.1"}
