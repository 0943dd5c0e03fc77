"""Starting the portal wrongly says what is wrong, in one sentence."""

from pathlib import Path

import pytest

from tests.servers import manage


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    answer = manage("check", data_dir=tmp_path, database="mysql://host/name")
    assert answer.returncode == 1
    assert answer.stderr.startswith("Bản Tin cannot start: DATABASE_URL must begin with")


@pytest.mark.parametrize("command", ["serve", "migrate", "demo"])
def test_a_database_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    answer = manage(command, data_dir=tmp_path, database="postgres://nobody@127.0.0.1:1/none")
    assert answer.returncode == 1
    assert "DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_serve_refuses_a_database_that_is_not_migrated(tmp_path: Path) -> None:
    answer = manage("serve", data_dir=tmp_path, database=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert "run: manage.py migrate" in answer.stderr


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    answer = manage(
        "check",
        "--deploy",
        "--fail-level=INFO",
        data_dir=tmp_path,
        database=f"sqlite:///{tmp_path / 'x.sqlite3'}",
        SECRET_KEY="k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
        ALLOWED_HOSTS="tin.example.vn",
    )
    assert (answer.returncode, answer.stdout + answer.stderr) == (
        0,
        "System check identified no issues (1 silenced).\n",
    )
