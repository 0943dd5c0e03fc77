"""People who read pages of running servers, many at once, and know exactly which pages they got."""

import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.conftest import BROWSER
from tests.servers import wait_until

_visitors = itertools.count()


def new_visitor() -> str:
    """An address of this machine that nobody has read from: every one in 127.0.0.0/8 is its own."""
    number = next(_visitors) % 4_000_000 + 256
    return f"127.{1 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def read(url: str, visitor: str = "127.0.0.1", **headers: str) -> bool:
    """Whether the page was answered whole; raises `OSError` when there was nobody to ask."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30, source_address=(visitor, 0))
    connection.connect()
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"User-Agent": BROWSER, **headers})
        answer = connection.getresponse()
        return bool(answer.read()) and answer.status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


class Readers:
    """Reads `urls` in any order from `number` threads, each page by another visitor, until its block ends."""

    def __init__(self, urls: Sequence[str], *, number: int = 6) -> None:
        self.urls = urls
        self._is_over = threading.Event()
        self._may_read = threading.Event()
        self._readers = [_Reader(self) for _ in range(number)]

    @property
    def answered(self) -> Counter[str]:
        """Pages that came whole, by address."""
        return sum((Counter(reader.answered) for reader in self._readers), Counter())

    @property
    def broken(self) -> int:
        """Requests that reached a server and were not answered, or not whole, or with an error."""
        return sum(reader.broken for reader in self._readers)

    def read_on(self, pages: int) -> None:
        """Wait until so many more pages came."""
        enough = self.answered.total() + pages
        wait_until(lambda: self.answered.total() >= enough, what=f"{pages} more pages are read")

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Nobody asks for anything while this block lasts, and no request is on its way."""
        self._may_read.clear()
        with ExitStack() as stack:
            for reader in self._readers:
                stack.enter_context(reader.is_reading)
            yield
        self._may_read.set()

    def __enter__(self) -> Self:
        self._may_read.set()
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._may_read.set()
        for reader in self._readers:
            reader.join()


class _Reader(threading.Thread):
    def __init__(self, readers: Readers) -> None:
        super().__init__(daemon=True)
        self.readers = readers
        self.is_reading = threading.Lock()
        self.answered: dict[str, int] = dict.fromkeys(readers.urls, 0)
        self.broken = 0

    def run(self) -> None:
        while not self.readers._is_over.is_set():
            self.readers._may_read.wait()
            with self.is_reading:
                self._read(random.choice(self.readers.urls))

    def _read(self, url: str) -> None:
        try:
            is_answered = read(url, new_visitor())
        except OSError:
            return  # no server took the connection, so none knows of the request
        self.answered[url] += is_answered
        self.broken += not is_answered
