"""What Lighthouse says of the public pages on a phone: home, a section, an article, search; its reports are kept.

It comes from npm when it is asked for, and drives the Chromium of this machine. Pages of results are kept out of search
engines on purpose, which costs them points; so the page of search is looked at before anything is asked of it.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from bench import databases, options, tables
from bench.options import Size, note
from bench.servers import ROOT

PACKAGE = "lighthouse@12.8.2"
REPORTS = ROOT / ".bench" / "lighthouse"
# What each page should have at least.
ASKED = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
_METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
_SHIFT = "cumulative-layout-shift"

_ADDRESSES = """
from articles.models import Article
article = Article.objects.published().exclude(lead_picture=None).order_by("-publish_at")[0]
print(article.section.get_absolute_url(), article.get_absolute_url())
"""


def main() -> None:
    """Look at each page in turn, round after round, on the demo; print the medians."""
    chosen = options.read(__doc__, rounds=Size(3, 1, "times each page is looked at"))
    options.heading("Lighthouse", chosen)
    REPORTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bantin-bench-") as folder:
        site = databases.new_site(Path(folder) / "portal")
        site.manage("demo")
        section, article = site.manage("shell", "-v0", "-c", _ADDRESSES).split()
        pages = {"home": "/", "section": section, "article": article, "search": "/tim-kiem/"}
        with site.serve() as server:
            found = [
                {name: _look(f"{server.url}{path}", name) for name, path in pages.items()} for _ in range(chosen.rounds)
            ]
    _print({name: [round_[name] for round_ in found] for name in pages})


def _look(url: str, name: str) -> dict[str, float]:
    note(f"{name}: {url}")
    command = [
        *("npx", "--yes", PACKAGE, url, "--quiet", "--output=json", "--output=html"),
        *(f"--output-path={REPORTS / name}", "--chrome-flags=--headless --no-sandbox --disable-gpu"),
    ]
    # Now and then it loses the beginning of its own recording (NO_NAVSTART), and asks to be run again.
    for is_last in (False, False, True):
        done = subprocess.run(command, env={"CHROME_PATH": "/usr/bin/chromium", **os.environ}, check=is_last)
        if not done.returncode:
            break
    report = json.loads((REPORTS / f"{name}.report.json").read_text())
    scores = {kind: 100 * report["categories"][kind]["score"] for kind in ASKED}
    return {**scores, **{metric: report["audits"][metric]["numericValue"] for metric in [*_METRICS, _SHIFT]}}


def _print(found: dict[str, list[dict[str, float]]]) -> None:
    rows = []
    for name, looks in found.items():
        medians = {key: median(look[key] for look in looks) for key in looks[0]}
        is_met = all(medians[kind] >= least for kind, least in ASKED.items())
        scores = [f"{medians[kind]:.0f}" for kind in ASKED]
        rows.append(
            [name, *scores, *(f"{medians[m]:.0f}" for m in _METRICS), f"{medians[_SHIFT]:.3f}", tables.verdict(is_met)]
        )
    headings = [f"{kind} (asked {least})" for kind, least in ASKED.items()]
    tables.table(["page", *headings, *(f"{m.replace('-', ' ')} ms" for m in _METRICS), "layout shift", "met"], rows)


if __name__ == "__main__":
    main()
