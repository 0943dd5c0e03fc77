"""The form widget: CKEditor through django-ckeditor. Nothing else of the portal imports that package."""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms

from articles.richtext.cleaning import clean_html
from articles.richtext.config import editor_config
from articles.richtext.tree import RichTextError

_SCRIPTS = [f"newsroom/{name}.js" for name in ("composition", "ckeditor-vi", "editor", "link-chooser")]


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]  # the package has no types
    """The editor. It is only ever given cleaned text, since its own reading of HTML has known holes."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> Any:
        try:
            value = clean_html(value or "")
        except RichTextError:
            # Refused as a whole: it stays readable in a plain text area, so that nothing typed is lost.
            return forms.Textarea({"rows": 30, "class": "vLargeTextField"}).render(name, value, attrs, renderer)
        return super().render(name, value, attrs, renderer)

    @property
    def media(self) -> forms.Media:
        own = forms.Media(css={"all": ["newsroom/editor.css"]}, js=_SCRIPTS)
        package: forms.Media = super().media
        return package + own

    def _set_config(self) -> None:
        # Asked for at each rendering, when addresses and the names of static files are known.
        self.config = editor_config()
