"""Views that this node has journalled and no rollup has added yet, so that a page shows the view it just recorded."""

import os
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stats import journal

# Under load the journals grow with every request: looking this often is enough for any eye.
_LOOK_SECONDS = 0.001


@dataclass(slots=True)
class _File:
    descriptor: int
    added: int = 0  # how far the rollup has come, as this process knows it
    read: int = 0
    views: Counter[int] = field(default_factory=Counter)  # between the two


class Tail:
    """Follows the journals in `folder`; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, _File] = {}
        self._lock = threading.Lock()
        self._looked_at = 0.0

    def views(self, article_id: int) -> int:
        """Views of the article that are journalled and not yet in the database."""
        self._advance()
        return sum(file.views[article_id] for file in list(self._files.values()))

    def names(self) -> list[str]:
        """The journals that exist now."""
        return [path.name for path in self.folder.glob(f"*{journal.SUFFIX}")]

    def rebase(self, names: list[str], positions: Mapping[str, int]) -> None:
        """Follow the journals called `names`, and let go what the rollup has added up to `positions`."""
        with self._lock:
            for gone in self._files.keys() - set(names):
                os.close(self._files.pop(gone).descriptor)
            for name in names:
                self._rebase_file(name, positions.get(name, 0))

    def close(self) -> None:
        """Let every journal go."""
        self.rebase([], {})

    def _rebase_file(self, name: str, position: int) -> None:
        file = self._files.get(name)
        if file is None:
            try:
                descriptor = os.open(self.folder / name, os.O_RDONLY)
            except FileNotFoundError:
                return  # rolled up and deleted since it was listed
            self._files[name] = _File(descriptor, added=position, read=position)
            return
        if position > file.added:
            file.added = position
            file.views.clear()
            end, file.read = max(file.read, position), position
            _read(file, end)

    def _advance(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < _LOOK_SECONDS or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked_at = now
            for file in self._files.values():
                size = os.fstat(file.descriptor).st_size
                if size > file.read:
                    _read(file, size)
        finally:
            self._lock.release()


def _read(file: _File, end: int) -> None:
    data = os.pread(file.descriptor, end - file.read, file.read)
    data = data[: data.rfind(b"\n") + 1]
    file.read += len(data)
    for record in journal.parse(data):
        if record is not None and record.kind == journal.ARTICLE:
            file.views[record.article_id] += 1
