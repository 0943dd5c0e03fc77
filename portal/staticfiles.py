"""Static files: what is left out of the packages, and names that change with the content."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.contrib.staticfiles.utils import matches_patterns

# Parts of django-ckeditor that no page of ours loads; several hold known holes or old libraries (docs/decisions.md).
LEFT_OUT = [
    "ckeditor/file-icons",
    "ckeditor/file-icons/*",
    "ckeditor/galleriffic",
    "ckeditor/galleriffic/*",
    "ckeditor/ckeditor/samples",
    "ckeditor/ckeditor/samples/*",
    "ckeditor/ckeditor/adapters",
    "ckeditor/ckeditor/adapters/*",
    *(
        f"ckeditor/ckeditor/plugins/{plugin}{rest}"
        for plugin in (
            "codesnippet", "codesnippetgeshi", "devtools", "docprops", "embed", "embedbase", "embedsemantic",
            "exportpdf", "flash", "iframe", "iframedialog", "preview", "scayt", "wsc", "mathjax", "newpage",
            "placeholder", "print", "smiley", "templates", "uicolor", "adobeair", "bbcode", "stylesheetparser",
        )
        for rest in ("", "/*")
    ),
]  # fmt: skip


class AppFinder(AppDirectoriesFinder):
    """The packages' static files, less what `LEFT_OUT` names."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or []), *LEFT_OUT])

    def find_in_app(self, app: str, path: str) -> str | None:
        return None if matches_patterns(path, LEFT_OUT) else super().find_in_app(app, path)


class HashedStorage(ManifestStaticFilesStorage):
    """Files named by their content, so that browsers keep them for ever.

    A file that a package's style sheet names but does not ship keeps its plain name instead of stopping the build,
    and so does every file while nothing has been collected (``runserver`` and the tests).
    """

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
