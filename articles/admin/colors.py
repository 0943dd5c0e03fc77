"""A color in a form: the portal's own, or one that is chosen. It works without scripts."""

import re
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminColorInputWidget, UnfoldBooleanWidget

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class ColorWidget(forms.MultiWidget):
    """The browser's chooser knows no "none": a box beside it says that the portal's own color is meant."""

    def __init__(self, own: str, label: Any) -> None:
        self.own, self.label = own, label
        super().__init__({"is_own": UnfoldBooleanWidget(), "chosen": UnfoldAdminColorInputWidget()})

    def decompress(self, value: Any) -> list[Any]:
        return [not value, value if _HEX.fullmatch(value or "") else self.own]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        is_own, chosen = (
            widget.render(part["name"], part["value"], part["attrs"], renderer)
            for widget, part in zip(self.widgets, parts, strict=True)
        )
        return format_html(
            '<div class="color-choice" role="group" aria-label="{}"><label class="color-choice__own">{} {}</label>'
            '<label class="color-choice__other">{} {}</label></div>',
            self.label,
            is_own,
            _("the portal's own"),
            _("or this one:"),
            chosen,
        )

    def id_for_label(self, id_: str) -> str:
        return ""  # each part has its own


class ColorField(forms.MultiValueField):
    """Empty where the portal's own color `own` is meant, otherwise ``#`` and six digits."""

    def __init__(self, *, own: str, label: Any, **options: Any) -> None:
        fields = (forms.BooleanField(required=False), forms.CharField(required=False, max_length=7))
        options |= {"widget": ColorWidget(own, label), "label": label}
        super().__init__(fields, required=False, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> str:
        is_own, chosen = data_list or [True, ""]
        return "" if is_own else chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another color is chosen than is stored; what stands in the chooser beside the ticked box is none."""
        is_own, chosen = data or [True, ""]
        return str(initial or "") != ("" if is_own else str(chosen or ""))
