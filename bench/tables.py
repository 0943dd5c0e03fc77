"""Tables of medians and of ratios between contenders."""

from collections.abc import Sequence
from statistics import median

from bench.load import Contender, Round


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print(f"| {' | '.join(headings)} |")
    print(f"|{'---|' * len(headings)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")
    print(flush=True)


def loads(contenders: Sequence[Contender]) -> None:
    """What each contender did under load: medians of its rounds."""
    headings = ["what", "requests/s", "p50 ms", "p99 ms", "processor µs/request", "bytes/answer", "lowest … highest/s"]
    table(headings, [_load(contender) for contender in contenders])


def _load(contender: Contender) -> list[object]:
    rounds = contender.rounds
    rates = [one.per_second for one in rounds]
    return [
        contender.name,
        f"{median(rates):,.0f}",
        f"{median(one.p50_ms for one in rounds):.1f}",
        f"{median(one.p99_ms for one in rounds):.1f}",
        f"{median(one.processor_us for one in rounds):,.0f}",
        f"{median(one.bytes_each for one in rounds):,.0f}",
        f"{min(rates):,.0f} … {max(rates):,.0f}",
    ]


def ratio(first: Contender, second: Contender) -> float:
    """How many times the requests of `second` `first` answers: the median over rounds made one after the other."""
    return median(_pairs([one.per_second for one in first.rounds], [one.per_second for one in second.rounds]))


def processor_ratio(first: Contender, second: Contender) -> float:
    """How many times the processor time of `first` a request costs `second`."""
    return median(_pairs([_cost(one) for one in second.rounds], [_cost(one) for one in first.rounds]))


def _cost(one: Round) -> float:
    return max(one.processor_us, 0.1)


def _pairs(first: Sequence[float], second: Sequence[float]) -> list[float]:
    return [a / b for a, b in zip(first, second, strict=True)]


Comparison = tuple[str, Contender, Contender, float]


def comparisons(wanted: Sequence[Comparison]) -> None:
    """How contenders compare and what was asked for, if anything."""
    rows = []
    for name, first, second, least in wanted:
        found = ratio(first, second)
        asked = [f"≥ {least:g}", verdict(found >= least)] if least else ["", ""]
        rows.append([name, f"{found:.2f}", f"{processor_ratio(first, second):.2f}", *asked])
    table(["comparison", "× requests/s", "× by processor time", "asked", "met"], rows)


def verdict(is_met: bool) -> str:  # noqa: FBT001  the one argument that says it all
    """Whether a figure is as good as it was to be."""
    return "yes" if is_met else "**no**"
