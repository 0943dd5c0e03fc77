"""What a portal's size and past cost a page and a rollup: a young one beside one that is large and old."""

import json
import tempfile
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench import databases, options, tables
from bench.databases import Site
from bench.load import Contender, interleave, require_wrk, run
from bench.options import Size, note
from bench.servers import Server

PER_SECOND = 2_000
READERS = 60_000
CACHED = 200  # pages that the cached page is one of, the same number on both
DAYS, MONTHS = 760, 35  # five years: 25 months of days, the months before them
SEARCH = "/tim-kiem/?q=kenh+muong"

# What each cost on the old portal may be at most, as a multiple of the young one's.
ASKED = {
    "cached page": 1.05,
    "uncached page": 1.2,
    "home, uncached": 1.2,
    "section, uncached": 1.2,
    "section, its last page, uncached": 0,
    "search, uncached": 2,
}
ASKED_ROLLUP = 1.2


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where it is asked for."""
    chosen = options.read(
        __doc__,
        "rounds",
        "seconds",
        body_bytes=Size(5_000, 1_000, "length of an article's text"),
        few=Size(1_000, 200, "articles of the young portal"),
        many=Size(100_000, 2_000, "articles of the old one"),
        views=Size(100_000_000, 1_000_000, "views of the old one"),
        read_a_day=Size(2_000, 100, "different articles that its readers opened on each day"),
        steady=Size(20, 5, f"seconds of {PER_SECOND:,} views to roll up"),
        postgres=Size(0, 0, "1: on PostgreSQL as well"),
    )
    require_wrk()
    options.heading("Growth", chosen)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bantin-bench-")))
        _measure("SQLite", folder / "sqlite", chosen, None)
        if chosen.postgres:
            postgres = stack.enter_context(databases.Postgres(folder))
            _measure("PostgreSQL", folder / "postgres", chosen, postgres)


def _measure(title: str, folder: Path, chosen: Namespace, postgres: databases.Postgres | None) -> None:
    print(f"\n### {title}\n")
    names = [f"{age}-{folder.name}" for age in ("young", "old")]
    young, old = (databases.new_site(folder / name, postgres) for name in names)
    note(f"{chosen.few:,} articles, then {chosen.many:,} and their history")
    few = young.seed(count=chosen.few, body_bytes=chosen.body_bytes)
    many = old.seed(count=chosen.many, body_bytes=chosen.body_bytes)
    history = f"history({chosen.views}, {DAYS}, {MONTHS}, {chosen.read_a_day}, {5 * chosen.read_a_day})"
    print(f"The old portal has {old.inside('bench.seed', history).strip()}.\n")
    extra = [postgres.pid] if postgres else []
    with ExitStack() as stack:
        pairs = [_contenders(stack, site, paths, extra) for site, paths in ((young, few), (old, many))]
        for contenders in pairs:
            for contender in contenders.values():
                run(contender, chosen.seconds)  # fills what is to be filled
        interleave([pair[name] for name in pairs[0] for pair in pairs], rounds=chosen.rounds, seconds=chosen.seconds)
    rows = [_row(name, pairs[0].get(name), pairs[1].get(name)) for name in ASKED]
    rows.append(_rollup(young, old, chosen))
    tables.table(["what", "young ms", "old ms", "× the time", "× by processor time", "asked", "met"], rows)


def _contenders(stack: ExitStack, site: Site, paths: list[str], extra: list[int]) -> dict[str, Contender]:
    cached = stack.enter_context(site.serve())
    rendering = stack.enter_context(site.serve(PAGE_CACHE_MB="0"))
    section = paths[0].split("/")[1]
    last = -(-len(paths) // 10 // 20)  # ten sections, twenty articles a page
    asked: dict[str, tuple[Server, list[str]]] = {
        "cached page": (cached, paths[:: max(1, len(paths) // CACHED)]),
        "uncached page": (rendering, paths),
        "home, uncached": (rendering, ["/"]),
        "section, uncached": (rendering, [f"/{section}/"]),
        "section, its last page, uncached": (rendering, [f"/{section}/?page={last}"]),
    }
    if rendering.has(SEARCH):
        asked["search, uncached"] = (rendering, [SEARCH])
    return {name: Contender(name, server, some, extra=extra) for name, (server, some) in asked.items()}


def _row(name: str, young: Contender | None, old: Contender | None) -> list[object]:
    if young is None or old is None:
        return [name, "not built yet", "", "", "", f"≤ {ASKED[name]:g}", ""]
    times = [f"{median(1000 / one.per_second for one in contender.rounds):.3f}" for contender in (young, old)]
    slower = tables.ratio(young, old)
    most = ASKED[name]
    asked = [f"≤ {most:g}", tables.verdict(slower <= most)] if most else ["", ""]
    return [name, *times, f"{slower:.2f}", f"{tables.processor_ratio(young, old):.2f}", *asked]


def _rollup(young: Site, old: Site, chosen: Namespace) -> list[object]:
    call = f"steady({PER_SECOND}, {chosen.steady}, {chosen.few}, {READERS})"
    times: list[list[float]] = [[], []]
    for _ in range(chosen.rounds):
        for site, found in zip((young, old), times, strict=True):
            # The first second of a day finds no rows of it yet.
            found.extend(json.loads(site.inside("bench.journals", call).splitlines()[-1])["rollup_ms"][1:])
    before, after = (median(found) for found in times)
    met = tables.verdict(after / before <= ASKED_ROLLUP)
    what = f"rollup of {PER_SECOND:,} views"
    return [what, f"{before:.1f}", f"{after:.1f}", f"{after / before:.2f}", "", f"≤ {ASKED_ROLLUP}", met]


if __name__ == "__main__":
    main()
