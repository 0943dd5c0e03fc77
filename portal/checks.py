"""What must hold before the portal serves readers, beyond Django's own checks."""

from collections.abc import Sequence
from typing import Any

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  Django's own name
from django.db import connections

OLDEST_POSTGRESQL = 15


@register(Tags.security, deploy=True)
def check_hosts(**_: Any) -> list[CheckMessage]:
    """Names are exact, and a site with a public name speaks HTTPS."""
    messages: list[CheckMessage] = []
    if any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        messages.append(
            Error(
                "ALLOWED_HOSTS lets any name pass.",
                hint="List the exact names of the site; links in its pages are built from them.",
                id="portal.E001",
            )
        )
    if not settings.HTTPS and not settings.LOOPBACK_HOSTS.issuperset(settings.ALLOWED_HOSTS):
        messages.append(
            Warning(
                "The site has a public name and does not insist on HTTPS.",
                hint="Take HTTPS=false out of the environment.",
                id="portal.W002",
            )
        )
    return messages


@register(Tags.security)
def check_proxies(**_: Any) -> list[CheckMessage]:
    """No setting believes every sender's word about his address."""
    if any(network.prefixlen == 0 for network in settings.TRUSTED_PROXIES):
        return [
            Error(
                "TRUSTED_PROXIES trusts every address, so that anybody can forge a visitor.",
                hint="List the addresses of the proxies in front of this server only.",
                id="portal.E003",
            )
        ]
    return []


@register(Tags.security)
def check_policy(**_: Any) -> list[CheckMessage]:
    """Public pages run no inline script."""
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].get("script-src", [])
    if {UNSAFE_INLINE, UNSAFE_EVAL} & set(allowed):
        return [Error("The public Content-Security-Policy lets inline scripts run.", id="portal.E004")]
    return []


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """PostgreSQL is one of the supported versions."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        connection: Any = connections[alias]
        if connection.vendor == "postgresql" and connection.pg_version < OLDEST_POSTGRESQL * 10_000:
            messages.append(Error(f"PostgreSQL {OLDEST_POSTGRESQL} or newer is needed.", id="portal.E005"))
    return messages
