"""How fast the rollup is: a backlog, and how long its transaction holds up an editor at 2,000 views a second."""

import json
import tempfile
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from bench import databases, options, tables
from bench.databases import Site
from bench.options import Size, note

PER_SECOND = 2_000
ASKED = {"SQLite": 100_000, "PostgreSQL": 50_000}
ASKED_MS = 50

# Readers of a backlog: those who read on and on, and one for each three views.
READERS = {"10,000 readers": 10_000, "a reader for each 3 views": 0}
STEADY_READERS = 60_000  # each looks at the next page after half a minute

Results = dict[tuple[str, str], list[dict[str, Any]]]


def main() -> None:
    """Measure on both databases, turn about."""
    chosen = options.read(
        __doc__,
        "rounds",
        "articles",
        views=Size(200_000, 20_000, "views in the backlog"),
        steady=Size(20, 5, f"seconds of {PER_SECOND:,} views each"),
    )
    options.heading("Rollup", chosen)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bantin-bench-")))
        postgres = stack.enter_context(databases.Postgres(folder))
        sites = {
            "SQLite": databases.new_site(folder / "rollup-sqlite"),
            "PostgreSQL": databases.new_site(folder / "rollup-postgres", postgres),
        }
        _tell(_measure(sites, chosen), chosen)
        _check(sites)


def _measure(sites: dict[str, Site], chosen: Namespace) -> Results:
    results: Results = {}
    for number in range(1, chosen.rounds + 1):
        note(f"round {number} of {chosen.rounds}")
        for name, site in sites.items():
            for readers, count in READERS.items():
                call = f"backlog({chosen.views}, {chosen.articles}, {count or chosen.views // 3})"
                results.setdefault((name, readers), []).append(_inside(site, call))
            results.setdefault((name, "steady"), []).append(_steadily(site, chosen))
    return results


def _steadily(site: Site, chosen: Namespace) -> dict[str, Any]:
    call = f"steady({PER_SECOND}, {chosen.steady}, {chosen.articles}, {STEADY_READERS})"
    with ThreadPoolExecutor(2) as pool:
        editor = pool.submit(_inside, site, f"editor({max(2, chosen.steady // 5)})")
        rollup = pool.submit(_inside, site, call)
        return editor.result() | rollup.result()


def _inside(site: Site, call: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.inside("bench.journals", call).splitlines()[-1])
    return found


def _tell(results: Results, chosen: Namespace) -> None:
    rows: list[list[object]] = []
    for name, asked in ASKED.items():
        for readers in READERS:
            runs = results[name, readers]
            speeds = [run["views"] / run["seconds"] for run in runs]
            spread = f"{min(speeds):,.0f} … {max(speeds):,.0f}"
            longest = median(run["longest_ms"] for run in runs)
            met = tables.verdict(median(speeds) >= asked)
            rows.append([name, readers, f"{median(speeds):,.0f}", spread, f"{longest:.0f}", f"≥ {asked:,}", met])
    print(f"\nA backlog of {chosen.views:,} views, with all breakdowns and visits:\n")
    headings = ["database", "readers", "views/s", "lowest … highest/s", "longest transaction ms", "asked", "met"]
    tables.table(headings, rows)
    print(
        f"{PER_SECOND:,} views a second of {STEADY_READERS:,} readers, rolled up each second while an editor saves:\n"
    )
    tables.table(
        ["database", "rollup ms", "its transaction ms", "longest ms", "a save waits ms", "longest ms", "asked", "met"],
        [_steady(name, results[name, "steady"]) for name in ASKED],
    )


def _steady(name: str, runs: list[dict[str, Any]]) -> list[object]:
    lengths = [length for run in runs for length in run["transaction_ms"]]
    whole = [length for run in runs for length in run["rollup_ms"]]
    waited = [wait for run in runs for wait in run["waited_ms"]]
    figures = median(whole), median(lengths), max(lengths), median(waited), max(waited)
    met = tables.verdict(median(lengths) < ASKED_MS)
    return [name, *(f"{value:.1f}" for value in figures), f"< {ASKED_MS}", met]


def _check(sites: dict[str, Site]) -> None:
    for name, site in sites.items():
        print(f"{name}: {site.manage('check_figures').strip()}")


if __name__ == "__main__":
    main()
