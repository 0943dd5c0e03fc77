"""A color in a form: the portal's own, or one that is chosen. It works without scripts."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminColorInputWidget, UnfoldBooleanWidget

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class ColorWidget(forms.MultiWidget):
    """The browser's chooser knows no "none": a box beside it says that the portal's own color is meant."""

    template_name = "admin/articles/color.html"

    def __init__(self, own: str) -> None:
        self.own = own
        super().__init__({"is_own": UnfoldBooleanWidget(), "chosen": UnfoldAdminColorInputWidget()})

    def decompress(self, value: Any) -> list[Any]:
        return [not value, value if _HEX.fullmatch(value or "") else self.own]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["own"] = self.own
        return context


class ColorField(forms.MultiValueField):
    """Empty where the portal's own color `own` is meant, otherwise ``#`` and six digits."""

    def __init__(self, *, own: str, **options: Any) -> None:
        fields = (forms.BooleanField(required=False), forms.CharField(required=False, max_length=7))
        super().__init__(fields, widget=ColorWidget(own), required=False, require_all_fields=False, **options)
        for widget, label in zip(self.widget.widgets, (_("the portal's own color"), _("another color")), strict=True):
            widget.attrs["aria-label"] = label

    def compress(self, data_list: list[Any]) -> str:
        is_own, chosen = data_list or [True, ""]
        return "" if is_own else chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another color is chosen than is stored; what stands in the chooser beside the ticked box is none."""
        is_own, chosen = data or [True, ""]
        return str(initial or "") != ("" if is_own else str(chosen or ""))
