"""The portal's counted article page beside Wagtail, wagtail-cache and django-hitcount: same articles, same server."""

import http.client
import tempfile
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

from bench import counted, databases, options, tables
from bench.databases import Site
from bench.load import Contender, browsers, interleave, require_wrk, warm
from bench.options import Size, note
from bench.pages import ROOM_MB
from bench.peers.sites import Peer
from bench.servers import Server

READERS = 200  # who return with a session

OURS = "Bản Tin, counted"
NEW, RETURNING = "django-hitcount, new readers", "django-hitcount, returning readers"
WAGTAIL = "Wagtail (counts nothing)"
FILES, MEMORY = "… with wagtail-cache in files, hits", "… with wagtail-cache in memory, hits"


def main() -> None:
    """Install, fill, serve, measure."""
    # Fewer than in the other parts: Wagtail takes a minute to render a thousand pages in each of two processes.
    chosen = options.read(
        __doc__,
        "rounds",
        "seconds",
        "body_bytes",
        articles=Size(1_000, 100, "articles of each, visited at random"),
    )
    require_wrk()
    options.heading("Peers", chosen)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bantin-bench-")))
        site = databases.new_site(folder / "portal")
        paths = site.seed(count=chosen.articles, body_bytes=chosen.body_bytes)
        server = stack.enter_context(site.serve(PAGE_CACHE_MB=str(ROOM_MB)))
        ours = Contender(OURS, server, paths)
        _measure(site, ours, [ours, *_hitcount(stack, folder, chosen), *_wagtail(stack, folder, chosen)], chosen)


def _measure(site: Site, ours: Contender, contenders: list[Contender], chosen: Namespace) -> None:
    views = counted.views(site)
    for contender in contenders:
        note(f"warming up: {contender.name}")
        warm(contender, most=30 if contender.name in {OURS, FILES, MEMORY} else 2)
    interleave(contenders, rounds=chosen.rounds, seconds=chosen.seconds)
    tables.loads(contenders)
    named = {contender.name: contender for contender in contenders}
    asked = {NEW: 60.0, RETURNING: 60.0, WAGTAIL: 100.0, FILES: 6.0, MEMORY: 6.0}
    tables.comparisons([(f"{OURS} / {name.strip('… ')}", ours, named[name], least) for name, least in asked.items()])
    counted.report(site, ours.server, [ours], views)


def _hitcount(stack: ExitStack, folder: Path, chosen: Namespace) -> list[Contender]:
    peer = Peer("hitcount")
    peer.install()
    found: list[Contender] = []
    for name in (NEW, RETURNING):
        own = folder / f"hitcount-{len(found)}"
        paths = peer.fill(own, count=chosen.articles, body_bytes=chosen.body_bytes)
        server = stack.enter_context(peer.serve(own, paths[0]))
        cookies = _sessions(server, paths[0]) if name == RETURNING else []
        found.append(Contender(name, server, paths, cookies=cookies))
    return found


def _sessions(server: Server, path: str) -> list[str]:
    """The cookies of readers who came once."""
    cookies = []
    for _, agent in zip(range(READERS), browsers(), strict=False):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", path, headers={"User-Agent": agent})
        cookies.append((connection.getresponse().getheader("Set-Cookie") or "").partition(";")[0])
        connection.close()
    return cookies


def _wagtail(stack: ExitStack, folder: Path, chosen: Namespace) -> list[Contender]:
    peer = Peer("wagtail")
    peer.install()
    found: list[Contender] = []
    for name, cache in ((WAGTAIL, ""), (FILES, str(folder / "wagtail-cache")), (MEMORY, "memory")):
        own = folder / f"wagtail-{len(found)}"
        paths = peer.fill(own, count=chosen.articles, body_bytes=chosen.body_bytes)
        server = stack.enter_context(peer.serve(own, paths[0], BENCH_CACHE=cache))
        found.append(Contender(name, server, paths))
    return found


if __name__ == "__main__":
    main()
