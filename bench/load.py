"""Load from wrk, in interleaved rounds, and what a server spends on it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.options import note
from bench.servers import WORKERS, Server, processor_seconds

CONNECTIONS = 32
_SCRIPT = Path(__file__).with_name("visit.lua")


@dataclass(frozen=True, slots=True)
class Round:
    """One run of wrk against one contender."""

    requests: int
    sent: int  # those on the way at the end included
    per_second: float
    p50_ms: float
    p99_ms: float
    bytes_each: float
    processor_us: float
    failed: int


@dataclass(slots=True)
class Contender:
    """A server and the pages that are asked of it.

    `extra` are other processes that work for it, as a database's; `readers` come, with `cookies` if they return.
    `answered` and `sent` count every request so far, those of warming up included.
    """

    name: str
    server: Server
    paths: Sequence[str]
    encoding: str = "-"
    extra: Sequence[int] = ()
    cookies: Sequence[str] = ()
    readers: int = 10_000
    rounds: list[Round] = field(default_factory=list)
    answered: int = 0
    sent: int = 0


def require_wrk() -> None:
    """Leave with a clear sentence when there is no load generator."""
    if shutil.which("wrk") is None:
        sys.exit("The benchmarks need wrk on PATH; on Debian: apt install wrk")


def interleave(contenders: Sequence[Contender], *, rounds: int, seconds: float) -> None:
    """Run A B C A B C …, so that whatever else the machine does falls on all alike."""
    for number in range(1, rounds + 1):
        note(f"round {number} of {rounds}")
        for contender in contenders:
            contender.rounds.append(run(contender, seconds))


def warm(contender: Contender, *, seconds: float = 4, most: int = 90) -> None:
    """Visit at random until every worker has most likely had every page, and runs become no faster.

    Twelve visits to each page in each worker leave six pages in a million unvisited.
    """
    best, slower, least = 0.0, 0, contender.answered + 12 * WORKERS * len(contender.paths)
    for _ in range(most):
        rate = run(contender, seconds).per_second
        slower = slower + 1 if rate < best * 1.05 else 0
        best = max(best, rate)
        if slower >= 2 and contender.answered >= least:
            return


def run(contender: Contender, seconds: float) -> Round:
    """One round; leaves with a sentence when any answer was not a good one."""
    roots = [contender.server.pid, *contender.extra]
    before = processor_seconds(roots)
    result = _wrk(contender, seconds)
    spent = processor_seconds(roots) - before
    if result["failed"]:
        raise SystemExit(f"{contender.name}: {result['failed']} of {result['requests']} requests failed.")
    contender.answered += result["requests"]
    contender.sent += result["sent"]
    return Round(
        requests=result["requests"],
        sent=result["sent"],
        per_second=max(1, result["requests"]) / (result["microseconds"] / 1e6),
        p50_ms=result["p50"] / 1000,
        p99_ms=result["p99"] / 1000,
        bytes_each=result["bytes"] / max(1, result["requests"]),
        processor_us=spent * 1e6 / max(1, result["requests"]),
        failed=result["failed"],
    )


def _wrk(contender: Contender, seconds: float) -> dict[str, int]:
    with tempfile.TemporaryDirectory(prefix="bantin-wrk-") as folder:
        paths = _write(Path(folder) / "paths", contender.paths)
        agents = _write(Path(folder) / "agents", browsers())
        cookies = _write(Path(folder) / "cookies", contender.cookies) if contender.cookies else "-"
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s"]
        command += ["-s", str(_SCRIPT), contender.server.url, "--", paths, agents, contender.encoding, cookies]
        command.append(str(contender.readers))
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, int] = json.loads(output.splitlines()[-1])
    return found


def _write(path: Path, lines: Iterable[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)


def browsers() -> list[str]:
    """Two hundred user agents of people."""
    systems = (
        "Windows NT 10.0; Win64; x64",
        "Linux; Android 14; SM-A546E",
        "Macintosh; Intel Mac OS X 10_15_7",
        "X11; Linux x86_64",
    )
    return [
        f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36"
        for version in range(90, 140)
        for system in systems
    ]
