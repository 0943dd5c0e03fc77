"""What a user agent tells: device, browser, system, and whether a second list knows it as a bot.

Worked out in the rollup, once for each distinct agent.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import crawleruseragents
from ua_parser import Parser, load_lazy_builtins
from ua_parser.regex import Resolver

UNKNOWN = "unknown"


class Agent(NamedTuple):
    """`device` is ``mobile``, ``tablet``, ``desktop`` or ``unknown``; browser and system are family names."""

    device: str
    browser: str
    system: str
    is_bot: bool


@lru_cache(maxsize=8192)
def read(agent: str) -> Agent:
    """What `agent` tells."""
    parser = _parser()
    browser, system = parser.parse_user_agent(agent), parser.parse_os(agent)
    return Agent(
        device=_device(agent),
        browser=browser.family[:60] if browser else UNKNOWN,
        system=system.family[:60] if system else UNKNOWN,
        is_bot=bool(crawleruseragents.is_crawler(agent)),
    )


@cache
def _parser() -> Parser:
    # Without the list of devices, which takes more memory than the other two and names models that nobody asks for.
    browsers, systems, _ = load_lazy_builtins()
    return Parser(Resolver((browsers, systems, [])))


def _device(agent: str) -> str:
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return "tablet"
    if "Mobi" in agent:
        return "mobile"
    is_desktop = any(word in agent for word in ("Windows", "Macintosh", "X11", "Linux", "CrOS"))
    return "desktop" if is_desktop else UNKNOWN
