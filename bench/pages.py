"""A counted article page under load, beside the least that Django, WSGI and a file server can do."""

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import compressed, counted, databases, servers, tables
from bench.load import Contender, interleave, require_wrk, warm
from bench.options import Size, heading, note, read
from bench.servers import Server

ROOM_MB = 512  # a page cache that holds every page of this benchmark
FEW = 50  # readers whose visits are hardly any work; the limit of floods is lifted for them
ENCODINGS = ("zstd", "br", "gzip")


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where it is asked for."""
    options = read(
        __doc__, "rounds", "seconds", "articles", "body_bytes", postgres=Size(0, 0, "1: on PostgreSQL as well")
    )
    require_wrk()
    heading("Pages", options)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bantin-bench-")))
        measure(folder / "sqlite", options, None)
        if options.postgres:
            measure(folder / "postgres", options, stack.enter_context(databases.Postgres(folder)))


def measure(folder: Path, options: Namespace, postgres: databases.Postgres | None) -> None:
    """One table on one database."""
    note(f"{options.articles} articles on {folder.name}")
    data_dir = folder / f"pages-{folder.name}"
    site = databases.new_site(data_dir, postgres)
    paths = site.seed(count=options.articles, body_bytes=options.body_bytes)
    with ExitStack() as stack:
        roomy = stack.enter_context(site.serve(PAGE_CACHE_MB=str(ROOM_MB), FLOOD_VIEWS_PER_MINUTE="1000000"))
        page = roomy.get(paths[0])
        print(f"\n### {folder.name}: a page of {len(page):,} bytes\n")
        compressed.report(roomy, paths[0])
        ours = _ours(roomy, paths, [postgres.pid] if postgres else [])
        contenders = ours + _least(stack, folder, page, paths)
        views = counted.views(site)
        note("the page caches are being filled")
        for contender in contenders:
            warm(contender)
        interleave(contenders, rounds=options.rounds, seconds=options.seconds)
        tables.loads(contenders)
        _compare({contender.name: contender for contender in contenders})
        counted.report(site, roomy, ours, views)


def _ours(roomy: Server, paths: Sequence[str], extra: Sequence[int]) -> list[Contender]:
    plain = [Contender(name, roomy, some, extra=extra) for name, some in (("random", paths), ("hot", paths[:1]))]
    few = [Contender(f"{one.name}, few readers", roomy, one.paths, extra=extra, readers=FEW) for one in plain]
    return plain + few + [Contender(encoding, roomy, paths, encoding, extra) for encoding in ENCODINGS]


def _least(stack: ExitStack, folder: Path, page: bytes, paths: Sequence[str]) -> list[Contender]:
    file = folder / "page.html"
    file.write_bytes(page)
    found = []
    for name, application in (("empty", "contenders:django"), ("bare", "contenders:bare")):
        own = folder / name
        own.mkdir()
        (own / "contenders.py").write_bytes(Path(__file__).with_name("contenders.py").read_bytes())
        server = stack.enter_context(servers.granian(application, folder=own, BENCH_PAGE=str(file)))
        found.append(Contender(name, server, paths))
    found.extend(_files(stack, folder, page, paths))
    return found


def _files(stack: ExitStack, folder: Path, page: bytes, paths: Sequence[str]) -> list[Contender]:
    own = folder / "nginx"
    for path in ("/", *paths):
        target = own / "root" / path.strip("/")
        target.mkdir(parents=True)
        (target / "index.html").write_bytes(page)
    server = servers.nginx(own, own / "root")
    return [Contender("nginx", stack.enter_context(server), paths)] if server else []


def _compare(named: dict[str, Contender]) -> None:
    wanted: list[tables.Comparison] = [
        ("random articles / empty Django view", named["random"], named["empty"], 2.2),
        ("random articles / bare WSGI", named["random"], named["bare"], 0.75),
        ("one hot article / bare WSGI", named["hot"], named["bare"], 0.85),
        ("random articles, few readers / empty Django view", named["random, few readers"], named["empty"], 2.2),
        ("random articles, few readers / bare WSGI", named["random, few readers"], named["bare"], 0.75),
        ("one hot article, few readers / bare WSGI", named["hot, few readers"], named["bare"], 0.85),
        *((f"{name} asked for / unasked", named[name], named["random"], 0.9) for name in ENCODINGS),
    ]
    if "nginx" in named:
        wanted.append(("random articles / nginx from files", named["random"], named["nginx"], 0))
    tables.comparisons(wanted)


if __name__ == "__main__":
    main()
