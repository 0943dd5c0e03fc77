"""How much memory a worker needs when its page cache is full and it is under load."""

import tempfile
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench import databases, options, tables
from bench.load import Contender, require_wrk, run, warm
from bench.options import Size, note

ASKED_MB = 150
_MB = 1024 * 1024
_FILLING = 20  # runs of four seconds; more articles than fit are rendered again and again


def main() -> None:
    """Fill the page cache of its default size with pages in every encoding, then go on asking."""
    chosen = options.read(
        __doc__,
        "body_bytes",
        articles=Size(12_000, 200, "articles, more than the page cache holds"),
        load=Size(20, 4, "seconds under load at the end"),
        cache=Size(64, 4, "megabytes of the page cache; 64 is the portal's default"),
    )
    require_wrk()
    options.heading("Memory", chosen)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bantin-bench-")))
        site = databases.new_site(folder / "memory")
        paths = site.seed(count=chosen.articles, body_bytes=chosen.body_bytes)
        server = stack.enter_context(site.serve(PAGE_CACHE_MB=str(chosen.cache)))
        rows = [_row("just started", _largest(server.workers()))]
        encodings = [Contender(encoding, server, paths, encoding) for encoding in ("zstd", "br", "gzip", "-")]
        rows += [_filled(contender) for contender in encodings]
        rows.append(_loaded(encodings, chosen))
    print()
    tables.table(["when", "resident memory of the larger worker, MB", "asked", "met"], rows)


def _filled(contender: Contender) -> list[object]:
    note(f"filling the page cache: {contender.encoding}")
    warm(contender, most=_FILLING)
    name = {"-": "plain"}.get(contender.encoding, contender.encoding)
    return _row(f"page cache full, {name} asked for", _largest(contender.server.workers()))


def _loaded(contenders: list[Contender], chosen: Namespace) -> list[object]:
    largest = 0
    for contender in contenders:
        run(contender, chosen.load / len(contenders))
        largest = max(largest, _largest(contender.server.workers()))
    return _row("after the load", largest)


def _largest(workers: list[psutil.Process]) -> int:
    sizes: list[int] = [worker.memory_info().rss for worker in workers]
    return max(sizes)


def _row(when: str, size: int) -> list[object]:
    return [when, f"{size / _MB:.0f}", f"< {ASKED_MB}", tables.verdict(size < ASKED_MB * _MB)]


if __name__ == "__main__":
    main()
