"""Whether the portal counted what it answered: asked at the end of a run, in the same database."""

import http.client
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from bench import tables
from bench.databases import Site
from bench.load import Contender, browsers
from bench.servers import Server

_CLIENTS = 8
_VIEWS = "print(sum(RollupState.objects.values_list('views', flat=True)))"
_EXCLUDED = "print(sum(Excluded.objects.values_list('requests', flat=True)))"


def views(site: Site) -> int:
    """Views ever, after a rollup of what is journalled now."""
    site.manage("rollup")
    return int(site.inside("stats.models", _VIEWS))


def excluded(site: Site) -> int:
    """Requests that were not counted for cause, such as a flood."""
    return int(site.inside("stats.models", _EXCLUDED))


def report(site: Site, server: Server, contenders: Sequence[Contender], before: int, *, exactly: int = 2_000) -> None:
    """Compare what `contenders` asked since there were `before` views with what was counted, and print a table.

    The load generator drops the requests that are on their way when its time is over, so what it did lies between
    what was answered and what was sent; `exactly` so many more are waited for, each to its end.
    """
    answered, sent = sum(one.answered for one in contenders), sum(one.sent for one in contenders)
    dropped = excluded(site)
    after_load = views(site)
    ask(server, contenders[0].paths, exactly)
    after = views(site)
    identities = site.manage("check_figures").strip()
    loaded, waited = after_load - before, after - after_load
    print(f"Answered = counted? Not counted for cause: {dropped}. {identities}\n")
    rows = [
        ["the load above", f"{answered:,}", f"{sent:,}", f"{loaded:,}", tables.verdict(answered <= loaded <= sent)],
        ["then, each waited for", f"{exactly:,}", f"{exactly:,}", f"{waited:,}", tables.verdict(waited == exactly)],
    ]
    tables.table(["requests", "answered", "sent", "counted", "agree"], rows)


def ask(server: Server, paths: Sequence[str], count: int) -> None:
    """Ask for so many pages on a few connections; raises when one is not answered with 200."""
    agents = browsers()

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for index in range(number, count, _CLIENTS):
            headers = {"User-Agent": agents[index % len(agents)], "Accept-Language": f"vi;q=0.{index % 97}"}
            connection.request("GET", paths[index % len(paths)], headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{paths[index % len(paths)]}: status {answer.status}")
        connection.close()

    with ThreadPoolExecutor(_CLIENTS) as pool:
        list(pool.map(client, range(_CLIENTS)))
