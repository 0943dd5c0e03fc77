"""The model field for an article's text, and its form field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Case, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from articles.richtext.cleaning import clean_html
from articles.richtext.tree import RichTextError


class RichTextFormField(forms.CharField):
    """Cleans what was typed; says so in a sentence when it has to be refused."""

    default_error_messages = {
        "too_much": _(
            "This text is too long or too deeply nested to be stored. Put large pictures in with the picture "
            "button, or divide the text."
        ),
    }

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(clean_html(value or ""))
        except RichTextError as error:
            raise ValidationError(self.error_messages["too_much"], code="too_much") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs once cleaned; the editor's own line breaks and spaces are no change."""
        try:
            return clean_html(initial or "") != clean_html(data or "")
        except RichTextError:
            return True


class RichTextField(models.TextField):  # type: ignore[type-arg]  # generic in its stubs only
    """HTML that was cleaned on its way into the database, whichever way it took.

    A database expression is refused with a TypeError, since what it yields cannot be cleaned.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  Django's signature
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_html(value)
            # What is in memory is what the row holds.
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "resolve_expression"):
            _refuse_uncleaned(value)
        elif value is not None:
            value = clean_html(str(value))
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "articles.richtext.RichTextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        from articles.richtext.widget import RichTextWidget  # noqa: PLC0415  migrations do without the editor

        # Over the plain text area that an admin site asks for every TextField.
        kwargs["widget"] = RichTextWidget()
        return super().formfield(**{"form_class": RichTextFormField, "max_length": None, **kwargs})


def _refuse_uncleaned(expression: Any) -> None:
    """Let through what `bulk_update` makes of values, which this field then cleans one by one."""
    if isinstance(expression, Value):
        if expression.value is None or isinstance(getattr(expression, "_output_field_or_none", None), RichTextField):
            return
    elif isinstance(expression, Case):
        for when in expression.cases:
            _refuse_uncleaned(when.result)
        _refuse_uncleaned(expression.default)
        return
    elif isinstance(expression, Cast):
        for source in expression.get_source_expressions():
            _refuse_uncleaned(source)
        return
    raise TypeError("A rich text takes values only: what a database expression yields cannot be cleaned.")
