"""Static files: what is left out of the packages, and how the rest is served: bundled, compressed, named by content."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor

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


# Style sheets that pages load together, in this order: one file each once they are collected.
BUNDLES = {
    "css/site.css": tuple(
        f"css/{name}.css"
        for name in ("tokens", "fonts", "base", "header", "search", "bars", "footer", "reader", "card", "listing")
    ),
    "css/reading.css": ("css/article.css", "css/prose.css", "css/around.css"),
}


class HashedStorage(ManifestStaticFilesStorage):
    """Files named by their content, so that browsers keep them for ever, with compressed copies beside them.

    A file that a package's style sheet names but does not ship keeps its plain name instead of stopping the build,
    and so does every file while nothing has been collected (``runserver`` and the tests).
    """

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002  Django's signature
        """Bundle, name by content, compress."""
        if dry_run:
            return
        for bundle, parts in BUNDLES.items():
            self._bundle(bundle, [paths[part] for part in parts])
            paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)
        compressor = Compressor(quiet=True)
        named = [self.path(name) for name in self.hashed_files.values() if compressor.should_compress(name)]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda path: list(compressor.compress(path)), named))

    def style_sheets(self, bundle: str) -> list[str]:
        """The addresses of a bundle: of one file, or of its parts while nothing has been collected."""
        names = [bundle] if bundle in self.hashed_files else BUNDLES[bundle]
        return [self.url(name) for name in names]

    def _bundle(self, bundle: str, parts: Iterable[tuple[Any, str]]) -> None:
        texts = []
        for storage, path in parts:
            with storage.open(path) as file:
                texts.append(file.read())
        self.delete(bundle)
        self.save(bundle, ContentFile(b"\n".join(texts)))
