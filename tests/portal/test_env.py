"""Wrong values stop the start with a sentence that names the variable."""

from pathlib import Path

import pytest

from portal import env
from portal.env import SettingError


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_flag_reads_the_usual_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:  # noqa: FBT001
    monkeypatch.setenv("FLAG", value)
    assert env.flag("FLAG", default=True) is expected


def test_flag_names_itself_when_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(SettingError, match=r"^DEBUG must be true or false, not 'maybe'\.$"):
        env.flag("DEBUG", default=False)


@pytest.mark.parametrize("value", ["0", "65", "two", "-1", "٣", "1e3", "9" * 5000])
def test_number_outside_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WORKERS", value)
    with pytest.raises(SettingError, match="WORKERS must be a whole number from 1 to 64"):
        env.number("WORKERS", 2, least=1, most=64)


@pytest.mark.parametrize(
    "url",
    ["mysql://host/name", "postgres://", "postgres://host", "sqlite://", "sqlite:///", "nonsense", "postgres://h:x/n"],
)
def test_database_url_names_itself_when_wrong(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingError, match=r"^DATABASE_URL "):
        env.database("DATABASE_URL", "")


def test_database_url_with_an_unknown_option_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/name?sslmod=require")
    with pytest.raises(SettingError, match="sslmod"):
        env.database("DATABASE_URL", "")


def test_a_refused_database_url_never_shows_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:geheim@host/name")
    with pytest.raises(SettingError) as error:
        env.database("DATABASE_URL", "")
    assert "geheim" not in str(error.value)


def test_postgres_url_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u%40x:p%2Fw@db.example:5433/news?sslmode=require")
    database = env.database("DATABASE_URL", "")
    parts = [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["u@x", "p/w", "db.example", "5433", "news"]
    assert database["OPTIONS"] == {"connect_timeout": 3, "sslmode": "require"}


def test_postgres_url_may_name_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres:@/postgres?host=/run/postgresql")
    assert env.database("DATABASE_URL", "")["HOST"] == "/run/postgresql"


def test_sqlite_paths_are_relative_to_the_project_or_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/x.sqlite3")
    assert env.database("DATABASE_URL", "")["NAME"] == str(env.BASE_DIR / "var/x.sqlite3")
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/x.sqlite3")
    assert env.database("DATABASE_URL", "")["NAME"] == "/srv/x.sqlite3"


def test_a_secret_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = env.secret("NO_SUCH_SECRET", kept_in=tmp_path / "key")
    assert env.secret("NO_SUCH_SECRET", kept_in=tmp_path / "key") == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_kept_secret_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short")
    with pytest.raises(SettingError, match="NO_SUCH_SECRET"):
        env.secret("NO_SUCH_SECRET", kept_in=tmp_path / "key")


def test_networks_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, proxy.local")
    with pytest.raises(SettingError, match="TRUSTED_PROXIES"):
        env.networks("TRUSTED_PROXIES")


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("", ("", "", 0, "", "")),
        ("smtp://localhost", ("smtp", "localhost", 25, "", "")),
        ("smtp+tls://tin%40x.vn:m%3At@mail.x.vn", ("smtp+tls", "mail.x.vn", 587, "tin@x.vn", "m:t")),
        ("smtps://mail.x.vn:4650", ("smtps", "mail.x.vn", 4650, "", "")),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch: pytest.MonkeyPatch, url: str, parts: tuple[str, ...]) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    assert tuple(env.mail("SMTP_URL").values()) == parts


@pytest.mark.parametrize("url", ["mail.x.vn", "http://mail.x.vn", "smtp://", "smtp://mail.x.vn:port"])
def test_a_mail_server_that_cannot_be_read_stops_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    with pytest.raises(SettingError, match="SMTP_URL"):
        env.mail("SMTP_URL")


def test_the_address_of_the_site_is_its_first_host_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.site_url("SITE_URL", hosts=["tin.x.vn", "www.x.vn"], https=True) == "https://tin.x.vn"
    monkeypatch.setenv("SITE_URL", "http://localhost:8000/")
    assert env.site_url("SITE_URL", hosts=["tin.x.vn"], https=True) == "http://localhost:8000"


@pytest.mark.parametrize("url", ["tin.x.vn", "ftp://tin.x.vn", "https://"])
def test_an_address_of_the_site_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SITE_URL", url)
    with pytest.raises(SettingError, match="SITE_URL"):
        env.site_url("SITE_URL", hosts=[], https=False)
