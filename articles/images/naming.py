"""Where a picture is stored, and in which widths and formats."""

import mimetypes
import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils import timezone

RENDITION_WIDTHS = (240, 480, 960, 1600)
WEBP = "webp"

# Python 3.11 does not know it, and a browser told not to guess would refuse the file.
mimetypes.add_type("image/webp", ".webp")


def picture_path(_picture: Any, filename: str) -> str:
    """Where a picture is stored: a folder a month, and a random name in place of what the user named."""
    extension = extension_of(filename).lower()
    return f"pictures/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{extension}"


class Size(NamedTuple):
    """One rendition of a picture: how wide, and in which format, as the ending of its name."""

    width: int
    extension: str


def sizes_of(width: int, extension: str) -> list[Size]:
    """The renditions of a picture `width` pixels wide that is itself stored as `extension`.

    WebP up to its own width, and for browsers that cannot show it the picture's own format, which the picture itself
    completes.
    """
    webp = dict.fromkeys(min(fixed, width) for fixed in RENDITION_WIDTHS if width)
    smaller = [fixed for fixed in RENDITION_WIDTHS if fixed < width]
    return [*(Size(each, WEBP) for each in webp), *(Size(each, extension) for each in smaller)]


def extension_of(name: str) -> str:
    """The ending of a file's name, without the dot."""
    return name.rpartition(".")[2]


def rendition_name(name: str, size: Size) -> str:
    """The name of a rendition of the picture stored under `name`."""
    return f"{name.rpartition('.')[0]}-{size.width}.{size.extension}"


def rendition_names(name: str, width: int) -> dict[Size, str]:
    """The names of all renditions of the picture stored under `name`."""
    return {size: rendition_name(name, size) for size in sizes_of(width, extension_of(name))}


def stored_names(name: str, width: int) -> list[str]:
    """Every file that belongs to the picture stored under `name`."""
    return [name, *rendition_names(name, width).values()]


def srcset(candidates: Iterable[tuple[str, int]]) -> str:
    """Addresses and widths as a browser chooses among them."""
    return ", ".join(f"{url} {width}w" for url, width in candidates)
