"""What a page of results costs with many articles, on SQLite and on PostgreSQL, beside plainer ways to search."""

import json
import tempfile
from pathlib import Path

from bench import databases, options, tables
from bench.databases import Postgres, Site
from bench.options import Size, note

ASKED_MS = 50


def main() -> None:
    """Fill a portal on each database, then ask for each page in turn, round after round."""
    chosen = options.read(
        __doc__,
        rounds=Size(15, 3, "times each page is asked for"),
        articles=Size(100_000, 1_000, "articles of the portal"),
        words=Size(300, 100, "words of an article"),
    )
    options.heading("Search", chosen)
    with tempfile.TemporaryDirectory(prefix="bantin-bench-") as folder, Postgres(Path(folder)) as postgres:
        for name, server in (("SQLite", None), ("PostgreSQL", postgres)):
            note(name)
            site = databases.new_site(Path(folder) / name.lower(), server)
            seconds = site.inside("bench.finders", f"fill({chosen.articles}, {chosen.words})").split()[-1]
            _print(name, seconds, _measure(site, chosen.rounds))


def _measure(site: Site, rounds: int) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = json.loads(
        site.inside("bench.finders", f"measure({rounds})").splitlines()[-1]
    )
    return found


def _print(name: str, seconds: str, found: dict[str, tuple[float, float]]) -> None:
    print(f"### {name}: the index was made in {seconds} s\n")
    rows = [
        [label, f"{middle:.1f}", f"{high:.1f}", *(_verdict(middle) if ":" not in label else ["", ""])]
        for label, (middle, high) in found.items()
    ]
    tables.table(["page", "median ms", "p95 ms", "asked", "met"], rows)
    # The same word by three ways, asked for in turn.
    ours = {"rare": found["rare word"][0], "common": found["word of nearly all"][0]}
    others = [label for label in found if label.startswith(("staff search", "icontains"))]
    compared = [[label, f"{found[label][0] / ours['rare' if 'xưởng' in label else 'common']:.2f}"] for label in others]
    tables.table(["way", "× the time of the page of results"], compared)


def _verdict(ms: float) -> list[str]:
    return [f"< {ASKED_MS} ms", tables.verdict(ms < ASKED_MS)]


if __name__ == "__main__":
    main()
