"""A node of the portal that tests read from, hurt, and look into."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from stats.records import RECORDS_AT, used
from tests.servers import Server, query, wait_until


class Node(Server):
    """The production server with articles that only one test reads, each."""

    def __init__(self, data_dir: Path, database: str, **variables: str) -> None:
        super().__init__(data_dir, database, **variables)
        self.articles: list[str] = []

    def make_articles(self, number: int) -> None:
        """Publish `number` articles and keep their addresses."""
        script = (
            f"from tests.factories import make_article as m; [print(m().get_absolute_url()) for _ in range({number})]"
        )
        made = self.manage("shell", "--no-imports", "-v0", "-c", script)
        assert made.returncode == 0, made.stderr
        self.articles += made.stdout.split()

    def workers(self) -> list[psutil.Process]:
        # psutil would look at every process of the machine, which matters while waiting for a worker.
        pids = (
            [worker for master in _children(self.process.pid) for worker in _children(master)] if self.process else []
        )
        workers = []
        for pid in pids:
            with suppress(psutil.NoSuchProcess):
                workers.append(psutil.Process(pid))
        return [worker for worker in workers if not _is_dead(worker)]

    def is_whole(self) -> bool:
        """Every worker that there should be is there and answers."""
        return len(self.workers()) == int(self.variables["WORKERS"]) and self._is_complete()

    def journals(self) -> dict[str, int]:
        """How many bytes of records are in each journal."""
        sizes = {}
        for path in (self.data_dir / "journal").glob("*.journal"):
            with suppress(FileNotFoundError):
                sizes[path.name] = used(path.read_bytes()[RECORDS_AT:])
        return sizes

    def is_rolled_up(self) -> bool:
        """Nothing stands in the journals that the database does not have."""
        sizes = self.journals()
        added = dict(query(self.database, "SELECT name, position FROM stats_journalposition"))
        return all(added.get(name, 0) == size or name not in self.journals() for name, size in sizes.items())

    def counted(self, *addresses: str) -> int:
        """What the database has of the articles once everything is rolled up by the server itself."""
        wait_until(self.is_rolled_up, seconds=60, what="the journals are rolled up")
        totals = dict(query(self.database, "SELECT article_id, views FROM stats_articletotal"))
        return sum(totals.get(article_number(address), 0) for address in addresses)

    def roller(self) -> int:
        """The process that is rolling up at this moment, or 0."""
        inode = (self.data_dir / "journal" / "rollup.lock").stat().st_ino
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.split()
            if fields[1] == "FLOCK" and fields[5].endswith(f":{inode}"):
                return int(fields[4])
        return 0

    def crash(self) -> None:
        """Kill every process of the node at once, as a power cut would."""
        if self.process and self.process.poll() is None:
            processes = psutil.Process(self.process.pid).children(recursive=True)
            self.process.kill()
            self.process.wait()
            for process in processes:
                kill(process)  # from the top down, so that none is started again

    stop = crash  # nothing is left for a graceful end to do, and it takes its time


def _is_dead(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE  # its parent has not asked for its end yet
    except psutil.NoSuchProcess:
        return True


def _children(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(child) for children in lists for child in children.read_text().split()]
    return []


def article_number(address: str) -> int:
    return int(address.rstrip("/").rpartition("-")[2])


def kill(process: psutil.Process) -> None:
    """SIGKILL, and wait until it is dead, with all that it had open closed."""
    with suppress(psutil.NoSuchProcess, FileNotFoundError):
        process.kill()
        # The first of its threads is a zombie before the last has closed what they shared.
        tasks = Path(f"/proc/{process.pid}/task")
        wait_until(lambda: _is_dead(process) and len(list(tasks.iterdir())) == 1, what=f"{process} is dead")


def caught_rolling_up(node: Node, among: Sequence[int], *, seconds: float = 5) -> int | None:
    """One of the processes `among`, at a moment when it rolls up; None when none did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        roller = node.roller()
        if roller in among:
            return roller
        time.sleep(0.0005)  # a rollup lasts some milliseconds
    return None
