"""Settings from the environment, read loudly: a wrong value raises `SettingError` naming its variable."""

import contextlib
import ipaddress
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

BASE_DIR = Path(__file__).resolve().parent.parent

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
_POSTGRES_OPTIONS = {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name", "options"}


class SettingError(ImproperlyConfigured):
    """An environment variable holds a value that cannot be used; the message is a sentence that names it."""


def text(name: str, default: str = "") -> str:
    """The variable, stripped; `default` when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A yes-or-no variable: 1, true, yes, on or 0, false, no, off in any case."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise SettingError(f"{name} must be true or false, not {value!r}.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between `least` and `most`, both included."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value[:12]) <= most):
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def choice(name: str, default: str, *, allowed: dict[str, str]) -> str:
    """One of the keys of `allowed`; the value that stands for it is returned."""
    value = text(name, default)
    if value not in allowed:
        raise SettingError(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return allowed[value]


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list without blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def networks(name: str) -> tuple[Network, ...]:
    """A comma-separated list of IP addresses and networks, such as ``10.0.0.0/8, ::1``."""
    try:
        return tuple(ipaddress.ip_network(part) for part in names(name))
    except ValueError as error:
        raise SettingError(f"{name} must list IP addresses or networks: {error}.") from error


def folder(name: str, default: Path) -> Path:
    """An absolute path to a folder, made when missing."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name} must name a folder that can be written to, not {str(path)!r}.") from error
    return path


def secret(name: str, *, kept_in: Path) -> str:
    """The variable, or a random key made once and kept in the file `kept_in`, readable by its owner only."""
    value = text(name)
    if value:
        return value
    try:
        if not kept_in.exists():
            _keep_secret(kept_in)
        value = kept_in.read_text().strip()
    except OSError as error:
        raise SettingError(f"{name} is not set and no key can be kept in {str(kept_in)!r}.") from error
    if len(value) < 50:
        raise SettingError(f"{name} is not set and the key kept in {str(kept_in)!r} is too short; delete that file.")
    return value


def _keep_secret(kept_in: Path) -> None:
    # Written aside and linked, so that a process starting at the same moment never reads half a key.
    descriptor, draft = tempfile.mkstemp(dir=kept_in.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    with contextlib.suppress(FileExistsError):
        os.link(draft, kept_in)
    Path(draft).unlink()


def database(name: str, default: str) -> dict[str, Any]:
    """Django's ``DATABASES`` entry for ``sqlite:///path`` or ``postgres://user:password@host:port/name?option=…``."""
    url = text(name, default)
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return _sqlite(str(BASE_DIR / unquote(rest[1:])))
    if scheme in {"postgres", "postgresql"}:
        return _postgres(name, url)
    raise SettingError(
        f"{name} must begin with sqlite:/// or postgres:// and name a database"
        f" (the value given begins with {scheme[:20] + '://'!r})."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # WAL lets readers go on beside a writer; IMMEDIATE takes the write lock at the start, since a
            # transaction that reads first and writes later fails at once with "database is locked" in WAL.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgres(name: str, url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError(f"{name} cannot be read as an address: {error}.") from error
    database_name = unquote(parts.path.lstrip("/"))
    options = dict(parse_qsl(parts.query))
    unknown = options.keys() - _POSTGRES_OPTIONS - {"host"}
    if unknown:
        raise SettingError(f"{name} has an option that is not known: {', '.join(sorted(unknown))}.")
    if not database_name:
        raise SettingError(f"{name} names no database; write postgres://user:password@host:5432/name.")
    # libpq's own way of naming a Unix socket is ?host=/folder, with no host before the slash.
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, **options},
    }


def mail(name: str) -> dict[str, Any]:
    """The parts of ``smtp+tls://user:password@host:587``; no host when the variable is unset: no letters are sent.

    ``smtp+tls`` asks the server for TLS (STARTTLS) and refuses to go on without it, ``smtps`` speaks TLS from
    the start, ``smtp`` speaks plainly, for a server on this machine.
    """
    url = text(name)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    scheme = url.partition("://")[0]
    if not url:
        return {"scheme": "", "host": "", "port": 0, "user": "", "password": ""}
    try:
        parts = urlsplit(url)
        port = parts.port or ports.get(scheme, 0)
    except ValueError as error:
        raise SettingError(f"{name} cannot be read as an address: {error}.") from error
    if scheme not in ports or not parts.hostname:
        raise SettingError(f"{name} must look like smtp+tls://user:password@host:587, smtps://… or smtp://….")
    return {
        "scheme": scheme,
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }


def site_url(name: str, *, hosts: list[str], https: bool) -> str:
    """The address of the front page without the last slash, for letters; made from the first host when unset."""
    url = text(name, f"{'https' if https else 'http'}://{hosts[0] if hosts else 'localhost'}").rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise SettingError(f"{name} must begin with http:// or https:// and name the site, not {url!r}.")
    return url
