"""A folder in which a file is there whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class AtomicFileSystemStorage(FileSystemStorage):
    """Writes under a passing name and renames: a full disk or a killed process would leave half a file."""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, passing_name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        passing = Path(passing_name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            passing.chmod(self.file_permissions_mode or 0o644)
            passing.rename(target)
        except BaseException:
            passing.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return name.replace("\\", "/")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
