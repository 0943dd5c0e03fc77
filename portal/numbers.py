"""Numbers: in what browsers send, and as readers see them."""

from portal import site


def whole_number(text: str) -> int | None:
    """The number that `text` writes in plain digits and that a key of the database holds; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def grouped(number: int) -> str:
    """``530364`` → ``"530.364"``, with the separator of the site."""
    return f"{number:,}".replace(",", site.names().separator)


def decimal_mark() -> str:
    """What stands before the decimals: a comma, unless that groups the thousands."""
    return "." if site.names().separator == "," else ","
