"""What the newsroom's pages cost: the list, its saved views, search and the form, with few articles and with many."""

import json
import tempfile
from pathlib import Path
from statistics import median

from bench import databases, options, tables
from bench.databases import Site
from bench.options import Size, note

MOST_QUERIES = 12
# Milliseconds of the server's time that a page may take with many articles; others have nothing asked of them.
ASKED = {"list": 200, "form": 300}

Figures = dict[str, tuple[float, float, int]]  # by page: ms, ms of the processor, queries


def main() -> None:
    """Measure on SQLite: page by page in turn, on the small newsroom and then on the large one, round after round."""
    chosen = options.read(
        __doc__,
        "rounds",
        body_bytes=Size(5_000, 1_000, "length of an article's text"),
        few=Size(1_000, 200, "articles of the small newsroom"),
        many=Size(100_000, 2_000, "articles of the large one"),
        each=Size(5, 2, "times each page is asked for in a round"),
    )
    options.heading("Newsroom", chosen)
    with tempfile.TemporaryDirectory(prefix="bantin-bench-") as folder:
        sites = [_site(Path(folder) / str(count), count, chosen.body_bytes) for count in (chosen.few, chosen.many)]
        rounds = [[_measure(site, chosen.each) for site in sites] for _ in range(chosen.rounds)]
    _print(rounds)


def _site(folder: Path, count: int, body_bytes: int) -> Site:
    note(f"{count:,} articles")
    site = databases.new_site(folder)
    site.inside("bench.desks", f"fill({count}, {body_bytes})")
    return site


def _measure(site: Site, each: int) -> Figures:
    found = site.inside("bench.desks", f"measure({each})").splitlines()[-1]
    return {label: (ms, processor_ms, queries) for label, (ms, processor_ms, queries) in json.loads(found).items()}


def _print(rounds: list[list[Figures]]) -> None:
    rows = [_row(label, [(small[label], large[label]) for small, large in rounds]) for label in rounds[0][0]]
    headings = ["page", "small ms", "large ms", "of the processor", "× the time", "× by processor time", "queries"]
    tables.table([*headings, "asked", "met"], rows)


def _row(label: str, found: list[tuple[tuple[float, float, int], tuple[float, float, int]]]) -> list[object]:
    small, large = ([round_[place] for round_ in found] for place in (0, 1))
    ms, queries = median(one[0] for one in large), max(one[2] for one in large)
    slower, dearer = (median(many[at] / few[at] for few, many in found) for at in (0, 1))
    figures = [f"{median(one[0] for one in small):.0f}", f"{ms:.0f}", f"{median(one[1] for one in large):.0f}"]
    row = [label, *figures, f"{slower:.2f}", f"{dearer:.2f}", queries]
    kind = "form" if "form" in label else "list" if "list" in label else ""
    if not kind:
        return [*row, "", ""]
    most_queries = MOST_QUERIES if kind == "list" else queries
    asked = f"< {ASKED[kind]} ms" + (f", ≤ {MOST_QUERIES} queries" if kind == "list" else "")
    return [*row, asked, tables.verdict(ms < ASKED[kind] and queries <= most_queries)]


if __name__ == "__main__":
    main()
