"""Each measure that answers CKEditor's known holes is checked, so each check fails without its measure."""

import sys
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import path

from articles import checks, richtext
from articles.richtext import config
from portal import staticfiles


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def with_config(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    changed = {**config.editor_config(), **changes}
    monkeypatch.setattr(config, "editor_config", lambda: changed)


def test_the_portal_as_it_is_passes() -> None:
    assert [message for message in run_checks(tags=["security"]) if str(message.id).startswith("articles.")] == []


@pytest.mark.parametrize("sanitizer", [str, int, lambda _html: ""])
def test_without_the_sanitizer(monkeypatch: pytest.MonkeyPatch, sanitizer: Any) -> None:
    monkeypatch.setattr(richtext, "clean_html", sanitizer)
    assert ids(checks.check_sanitizer()) == ["articles.E001"]


def test_with_the_packages_own_upload_view(monkeypatch: pytest.MonkeyPatch) -> None:
    def upload(_request: Any) -> HttpResponse:
        return HttpResponse()

    upload.__module__ = "ckeditor_uploader.views"
    urls = ModuleType("urls_with_uploader")
    urls.urlpatterns = [path("ckeditor/upload/", upload)]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "urls_with_uploader", urls)
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", "urls_with_uploader")
    assert ids(checks.check_uploader()) == ["articles.E002"]


def test_with_the_packages_upload_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda name: name == "ckeditor_uploader")
    assert ids(checks.check_uploader()) == ["articles.E002"]


@pytest.mark.parametrize("value", [True, None])
def test_with_the_version_check(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    with_config(monkeypatch, versionCheck=value)
    assert ids(checks.check_version_check()) == ["articles.E003"]


@pytest.mark.parametrize("changes", [{"removePlugins": ""}, {"extraPlugins": "image2,iframe"}])
def test_with_a_forbidden_plugin(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str]) -> None:
    with_config(monkeypatch, **changes)
    assert ids(checks.check_plugins()) == ["articles.E004"]


@pytest.mark.parametrize("changes", [{"allowedContent": True}, {"fullPage": True}])
def test_without_the_editors_filter(monkeypatch: pytest.MonkeyPatch, changes: dict[str, bool]) -> None:
    with_config(monkeypatch, **changes)
    assert ids(checks.check_plugins()) == ["articles.E005"]


@pytest.mark.parametrize("left_out", [[], ["ckeditor/galleriffic*"]])
def test_with_unsafe_static_files(monkeypatch: pytest.MonkeyPatch, left_out: list[str]) -> None:
    monkeypatch.setattr(staticfiles, "LEFT_OUT", left_out)
    assert ids(checks.check_static_files()) == ["articles.E006"]
