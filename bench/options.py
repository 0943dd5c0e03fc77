"""The command line that the parts share."""

import sys
from argparse import ArgumentParser, Namespace
from typing import NamedTuple


class Size(NamedTuple):
    """An option's value as docs/performance.md was measured with, with ``--quick``, and its meaning."""

    full: int
    quick: int
    meaning: str


_SHARED = {
    "rounds": Size(5, 2, "rounds of each contender"),
    "seconds": Size(4, 2, "length of a round"),
    # Five thousand articles with texts that make a page of about 40 KB.
    "articles": Size(5_000, 100, "articles of the portal"),
    "body_bytes": Size(25_000, 25_000, "length of an article's text"),
}


def read(description: str | None, *shared: str, **own: Size) -> Namespace:
    """The options of a part: those it shares with others, by name, and its own."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run?")
    is_quick = "--quick" in sys.argv
    for name, size in {**{name: _SHARED[name] for name in shared}, **own}.items():
        default = size.quick if is_quick else size.full
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=int, default=default, help=f"{size.meaning} ({default})"
        )
    # A run of all parts hands the same options to each.
    return parser.parse_known_args()[0]


def note(text: str) -> None:
    """Tell what goes on, in a line of its own."""
    print(f"… {text}", file=sys.stderr, flush=True)


def heading(title: str, options: Namespace) -> None:
    """Name the part and the settings that its figures depend on."""
    print(f"\n## {title}\n", flush=True)
    settings = [f"{name.replace('_', ' ')} {value:,}" for name, value in vars(options).items() if name != "quick"]
    print(f"({', '.join(settings)})\n", flush=True)
