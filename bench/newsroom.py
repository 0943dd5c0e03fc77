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

Figures = dict[str, tuple[float, float, int]]


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
    return {label: (typical, longest, queries) for label, (typical, longest, queries) in json.loads(found).items()}


def _print(rounds: list[list[Figures]]) -> None:
    rows = [_row(label, [(small[label], large[label]) for small, large in rounds]) for label in rounds[0][0]]
    headings = ["page", "small ms", "large ms", "× the time", "longest ms", "queries", "asked", "met"]
    tables.table(headings, rows)


def _row(label: str, found: list[tuple[tuple[float, float, int], tuple[float, float, int]]]) -> list[object]:
    small = median([few[0] for few, _many in found])
    large = median([many[0] for _few, many in found])
    slower = median([many[0] / few[0] for few, many in found])
    longest = max(many[1] for _few, many in found)
    queries = max(many[2] for _few, many in found)
    figures = [label, f"{small:.0f}", f"{large:.0f}", f"{slower:.2f}", f"{longest:.0f}", queries]
    most = next((ms for word, ms in ASKED.items() if word in label.split(":", maxsplit=1)[0]), 0)
    if not most:
        return [*figures, "", ""]
    is_met = large < most and (queries <= MOST_QUERIES or "form" in label)
    asked = f"< {most} ms" if "form" in label else f"< {most} ms, ≤ {MOST_QUERIES} queries"
    return [*figures, asked, tables.verdict(is_met)]


if __name__ == "__main__":
    main()
