"""Who is really asking: forwarded addresses are believed only from the proxies that the operator names."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


def resolve(environ: dict[str, Any]) -> None:
    """Put the client's address and scheme into `environ` and take every forwarding header out of it.

    The client is the rightmost forwarded address that is not a trusted proxy. A second call changes nothing.
    """
    if (
        "HTTP_X_FORWARDED_FOR" not in environ
        and "HTTP_X_FORWARDED_PROTO" not in environ
        and "HTTP_X_FORWARDED_HOST" not in environ
        and "HTTP_FORWARDED" not in environ
    ):
        return
    if is_trusted(environ.get("REMOTE_ADDR", "")):
        environ["REMOTE_ADDR"] = _client(environ)
        if environ.get("HTTP_X_FORWARDED_PROTO") in {"http", "https"}:
            environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
    for header in _FORWARDED:
        environ.pop(header, None)


@lru_cache(maxsize=4096)
def is_trusted(address: str) -> bool:
    """Whether `address` is one of the operator's proxies; anything that is no address is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return any((mapped or ip) in network for network in settings.TRUSTED_PROXIES)


def _client(environ: dict[str, Any]) -> str:
    client: str = environ["REMOTE_ADDR"]
    for address in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        try:
            client = str(ipaddress.ip_address(address.strip()))
        except ValueError:
            break  # whatever stands further left was written by somebody no proxy vouches for
        if not is_trusted(client):
            break
    return client


class ProxyMiddleware:
    """Does the same for servers that do not run `portal.wsgi`, such as the test client."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        resolve(request.META)
        return self.get_response(request)
