"""Who asks for a page: what the journal says of a request, and why it does not count if it does not."""

from typing import Any, NamedTuple

from stats import bots, clock, visitors

_AGENT_LENGTH = 400  # one that is longer tells nothing more

# To recognize somebody takes longer than all the rest of a page: it is remembered for as long as he reads on.
_REMEMBERED_MS = 5 * 60 * 1000
_MOST_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 800  # characters of address, agent and language; nobody's browser sends as many


class Reader(NamedTuple):
    """What of a request goes into the journal; `exclusion` is why it does not count, or None."""

    exclusion: str | None
    visitor: int = 0
    previous: int = 0
    agent: str = ""


_readers: dict[tuple[str, str, str], Reader] = {}  # by address, agent and language
_good_from = _good_until = 0


def recognize(environ: dict[str, Any], at_ms: int) -> Reader:
    """Who asked at this time."""
    if bots.is_fetched_ahead(environ):
        return Reader("prefetch")
    if "HTTP_DNT" in environ or "HTTP_SEC_GPC" in environ:
        return _look_at(environ, at_ms)
    if not _good_from <= at_ms < _good_until:
        _forget(at_ms)
    traits = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")
    reader = _readers.get(traits)
    if reader is None:
        reader = _look_at(environ, at_ms)
        if sum(map(len, traits)) <= _LONGEST_REMEMBERED:
            if len(_readers) >= _MOST_REMEMBERED:
                _readers.clear()
            _readers[traits] = reader
    return reader


def refresh() -> None:
    """Have the salts that are due; whoever was hashed with others is forgotten."""
    if visitors.refresh():
        reset()


def reset() -> None:
    """Forget everybody."""
    _forget(0)


def _look_at(environ: dict[str, Any], at_ms: int) -> Reader:
    if bots.is_bot(environ):
        return Reader("bot")
    visitor, previous = visitors.identify(environ, at_ms) or (0, 0)
    return Reader(None, visitor, previous, environ.get("HTTP_USER_AGENT", "")[:_AGENT_LENGTH])


def _forget(at_ms: int) -> None:
    """Begin to remember anew, until the next moment at which hashes change."""
    global _good_from, _good_until
    _readers.clear()
    midnight = clock.midnight_ms(clock.day_number(at_ms))
    changes = (midnight + visitors.JOIN_MS, midnight + clock.DAY_MS, at_ms + _REMEMBERED_MS)
    _good_from, _good_until = at_ms, min(change for change in changes if change > at_ms)
