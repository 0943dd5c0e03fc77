"""Whatever stands around the news is everybody's: who changed it stands in the log."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from articles.logbook import Logged
from portal import audit


class LoggedAdmin(ModelAdmin):
    """Saving and deleting a row writes a line into the log, with the kind of the row before its name."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  Django's
        super().save_model(request, obj, form, change)
        if not change:
            _write(Logged.SITE_PART_ADDED, obj)
        elif form.changed_data:
            _write(Logged.SITE_PART_CHANGED, obj, fields=[str(form.fields[name].label) for name in form.changed_data])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _write(Logged.SITE_PART_DELETED, obj)
        super().delete_model(request, obj)


def _write(action: Logged, row: Any, **details: Any) -> None:
    audit.write(action, target=row, label=f"{row._meta.verbose_name}: {row}", **details)
