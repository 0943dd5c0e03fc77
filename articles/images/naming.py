"""Where a picture is stored, and in which widths."""

import mimetypes
import uuid
from typing import Any

from django.utils import timezone

RENDITION_WIDTHS = (480, 960, 1600)

# Python 3.11 does not know it, and a browser told not to guess would refuse the file.
mimetypes.add_type("image/webp", ".webp")


def picture_path(_picture: Any, filename: str) -> str:
    """Where a picture is stored: a folder a month, and a random name in place of what the user named."""
    extension = filename.rpartition(".")[2].lower()
    return f"pictures/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{extension}"


def rendition_name(name: str, width: int) -> str:
    """The name of the rendition `width` pixels wide of the picture stored under `name`."""
    return f"{name.rpartition('.')[0]}-{width}.webp"


def rendition_widths(width: int) -> list[int]:
    """The widths in which a picture `width` pixels wide is also stored."""
    return [smaller for smaller in RENDITION_WIDTHS if smaller < width]


def stored_names(name: str, width: int) -> list[str]:
    """Every file that belongs to the picture stored under `name`."""
    return [name, *(rendition_name(name, smaller) for smaller in rendition_widths(width))]
