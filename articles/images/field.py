"""The model field for a picture, and what a row with one does about its files."""

from functools import partial
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import ImageFieldFile

from articles.images.drawing import DrawnPicture, missing_renditions, process
from articles.images.naming import WEBP, Size, rendition_name, rendition_names, stored_names
from articles.querysets import PublicQuerySet


class PictureFile(ImageFieldFile):
    """Stores a picture only as `process` drew it, with its renditions beside it, or nothing at all."""

    def save(self, name: str, content: Any, save: bool = True) -> None:  # noqa: FBT001, FBT002  Django's signature
        picture = content if isinstance(content, DrawnPicture) else process(content)
        picture.seek(0)
        super().save(str(picture.name), picture, save=False)
        stored_name = str(self.name)
        try:
            for size, data in picture.renditions:
                self.storage.save(rendition_name(stored_name, size), ContentFile(data))
            if save:
                self.instance.save()
        except BaseException:
            delete_files(self.storage, stored_names(stored_name, picture.width))
            raise


class PictureFormField(forms.ImageField):
    """Draws the picture anew while the form is checked, so that a refusal is a sentence beside the field."""

    # The name is never used, so its length and its ending do not matter.
    default_validators = []

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return None
        return process(data)


class PictureField(models.ImageField):
    """An ImageField that keeps nothing of what was sent but the picture; migrations see an ImageField."""

    attr_class = PictureFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PictureFormField, **kwargs, "max_length": None})


def delete_files(storage: Any, names: list[str]) -> None:
    """Remove the files from the storage; one that is not there is no error."""
    for name in names:
        storage.delete(name)


class PictureQuerySet(PublicQuerySet["models.Model"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, and their files once that is certain."""
        rows = [(picture.file.storage, picture.stored_names()) for picture in self]  # type: ignore[attr-defined]
        with transaction.atomic():
            result = super().delete()
            for row in rows:
                transaction.on_commit(partial(delete_files, *row))
        return result


class PictureFiles(models.Model):
    """A row whose `file` is a picture: row and files are there together."""

    objects = PictureQuerySet.as_manager()

    file: Any
    width: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        is_new = bool(self.file) and not self.file._committed  # noqa: SLF001  Django has no other word for it
        try:
            super().save(*args, **options)
        except BaseException:
            if is_new and self.file._committed:  # noqa: SLF001
                delete_files(self.file.storage, self.stored_names())
            raise

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        storage, names = self.file.storage, self.stored_names()
        with transaction.atomic():
            result = super().delete(*args, **options)
            transaction.on_commit(lambda: delete_files(storage, names))
        return result

    def stored_names(self) -> list[str]:
        return stored_names(self.file.name, self.width or 0) if self.file else []

    def renditions(self) -> list[tuple[str, int]]:
        """Address and width of each WebP of the picture, narrowest first; asks no storage."""
        return [(self.file.storage.url(name), size.width) for size, name in self._names() if size.extension == WEBP]

    def fallbacks(self) -> list[tuple[str, int]]:
        """The same for browsers without WebP: in the picture's own format, itself the widest."""
        return [(self.file.storage.url(name), width) for width, name in self.fallback_names()]

    def fallback_names(self) -> list[tuple[int, str]]:
        """Width and name of each file in the picture's own format, narrowest first."""
        smaller = [(size.width, name) for size, name in self._names() if size.extension != WEBP]
        return [*smaller, (self.width, self.file.name)]

    def draw_missing(self) -> int:
        """Draw and store the renditions that the storage does not have; returns how many these were."""
        missing = [(size, name) for size, name in self._names() if not self.file.storage.exists(name)]
        if missing:
            with self.file.storage.open(self.file.name) as file:
                drawn = missing_renditions(file, [size for size, _name in missing])
                for (_size, name), rendition in zip(missing, drawn, strict=True):
                    self.file.storage.save(name, ContentFile(rendition.data))
        return len(missing)

    def _names(self) -> list[tuple[Size, str]]:
        return list(rendition_names(self.file.name, self.width or 0).items())
