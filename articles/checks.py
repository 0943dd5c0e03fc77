"""The measures that answer CKEditor 4's known holes: the portal does not start when one is missing.

Only because of these is django-ckeditor's own warning (``ckeditor.W001``) silenced in the settings.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from articles import richtext
from articles.richtext import config

_HOSTILE = '<p onclick="a()">Tin<script>a()</script><a href="javascript:a()">x</a><iframe src="//a"></iframe></p>'
_HARMLESS = "<p>Tinx</p>"

# None of these may be served.
_UNWANTED_FILES = (
    "ckeditor/ckeditor/samples/index.html",
    "ckeditor/ckeditor/plugins/preview/preview.html",
    "ckeditor/ckeditor/plugins/exportpdf/tests/exportpdf.js",
    "ckeditor/galleriffic/js/jquery-1.3.2.js",
)
_UNWANTED_FOLDERS = ("/samples/", "/tests/", "/galleriffic/", "/preview/", "/exportpdf/", "/codesnippetgeshi/")


@register(Tags.security)
def check_sanitizer(**_: Any) -> list[CheckMessage]:
    """What the editor sends is cleaned by the server."""
    try:
        is_clean = richtext.clean_html(_HOSTILE) == _HARMLESS
    except Exception:  # noqa: BLE001  whatever is wrong with it, it does not clean
        is_clean = False
    if is_clean:
        return []
    hint = "clean_html must remove scripts, handlers, frames and javascript: links from every text."
    return [Error("The sanitizer lets hostile HTML through.", hint=hint, id="articles.E001")]


@register(Tags.security)
def check_uploader(**_: Any) -> list[CheckMessage]:
    """django-ckeditor's own upload views store whatever they are sent."""
    is_mounted = any(str(view).startswith("ckeditor_uploader.") for view in _views(get_resolver()))
    if not (apps.is_installed("ckeditor_uploader") or is_mounted):
        return []
    hint = "Take ckeditor_uploader out; articles.uploads.upload_picture takes its place."
    return [Error("The upload views of django-ckeditor are in use.", hint=hint, id="articles.E002")]


@register(Tags.security)
def check_version_check(**_: Any) -> list[CheckMessage]:
    """The editor asks no other host about its version."""
    if config.editor_config().get("versionCheck") is False:
        return []
    return [Error("CKEditor's version check is not turned off.", id="articles.E003")]


@register(Tags.security)
def check_plugins(**_: Any) -> list[CheckMessage]:
    """No plugin with a known hole runs, and the editor filters by the server's list."""
    settings = config.editor_config()
    removed = set(settings.get("removePlugins", "").split(","))
    added = set(settings.get("extraPlugins", "").split(","))
    wrong = sorted(name for name in config.FORBIDDEN_PLUGINS if name not in removed or name in added)
    messages: list[CheckMessage] = []
    if wrong:
        messages.append(Error(f"CKEditor may load forbidden plugins: {', '.join(wrong)}.", id="articles.E004"))
    if not isinstance(settings.get("allowedContent"), dict) or settings.get("fullPage"):
        messages.append(Error("CKEditor does not filter by the allow-list.", id="articles.E005"))
    return messages


@register(Tags.security)
def check_static_files(**_: Any) -> list[CheckMessage]:
    """Samples, tests and plugins with known holes are not served."""
    served = [path for path in _UNWANTED_FILES if finders.find(path)]
    served += [path for path in _collected("ckeditor/") if any(part in f"/{path}" for part in _UNWANTED_FOLDERS)]
    if not served:
        return []
    hint = "portal.staticfiles.LEFT_OUT names what is left out of django-ckeditor."
    return [Error(f"Unsafe files of CKEditor are served: {served[0]} …", hint=hint, id="articles.E006")]


def _collected(prefix: str) -> Iterator[str]:
    for finder in finders.get_finders():
        for path, _storage in finder.list(["admin", "unfold"]):
            if path.startswith(prefix):
                yield path


def _views(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.lookup_str
        else:
            yield from _views(pattern)
