"""Numbers in what browsers send."""


def whole_number(text: str) -> int | None:
    """The number that `text` writes in plain digits and that a key of the database holds; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
