"""Whether a page that is asked for compressed comes compressed, and as the same page."""

import gzip
import re
import urllib.request

import brotli
import zstandard

from bench.servers import Server

_DECODERS = {"zstd": zstandard.ZstdDecompressor().decompress, "br": brotli.decompress, "gzip": gzip.decompress}
_FIGURE = re.compile(rb'\s*<data value="\d+" data-figure="\w+">[^<]*</data>')


def report(server: Server, path: str) -> None:
    """Say of each encoding how many bytes it takes, or that the server does not do it."""
    plain, _ = _get(server, path, "identity")
    for encoding, decode in _DECODERS.items():
        body, said = _get(server, path, encoding)
        if said != encoding:
            print(f"- {encoding} asked for: **answered plain**, so that its figures below are of plain pages.")
        elif _FIGURE.sub(b"", decode(body)) != _FIGURE.sub(b"", plain):
            print(f"- {encoding} asked for: **does not decode to the page**.")
        else:
            print(f"- {encoding} asked for: {len(body):,} bytes that decode to the page of {len(plain):,}.")
    print(flush=True)


def _get(server: Server, path: str, encoding: str) -> tuple[bytes, str]:
    request = urllib.request.Request(f"{server.url}{path}", headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  the server that was started here
        return answer.read(), answer.headers.get("Content-Encoding", "identity")
