"""Each check fails when what it guards is gone."""

import ipaddress

import pytest
from csp.constants import SELF, UNSAFE_INLINE
from django.core.checks import CheckMessage
from pytest_django import Settings

from portal import checks


def _ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


@pytest.mark.parametrize("host", ["*", ".example.vn"])
def test_a_pattern_for_a_host_name_is_refused(settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = [host], True
    assert _ids(checks.check_hosts()) == ["portal.E001"]


def test_a_public_name_without_https_is_warned_of(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["tin.example.vn"], False
    assert _ids(checks.check_hosts()) == ["portal.W002"]


@pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0"])
def test_trusting_every_proxy_is_refused(settings: Settings, network: str) -> None:
    settings.TRUSTED_PROXIES = (ipaddress.ip_network(network),)
    assert _ids(checks.check_proxies()) == ["portal.E003"]


def test_inline_scripts_on_public_pages_are_refused(settings: Settings) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [SELF, UNSAFE_INLINE]}}
    assert _ids(checks.check_policy()) == ["portal.E004"]
