"""The views of a period by section, by where readers come from and by what they read with, as officials see them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stats import agents, referrers, reports
from stats.models import DimensionDay

_MOST_ROWS = 8

SectionNames = Callable[[Collection[str]], Mapping[str, str]]

_TITLES = {
    "section": (
        gettext_lazy("Sections"),
        gettext_lazy("By the section that the page stands in."),
    ),
    "referrer_kind": (
        gettext_lazy("Where readers come from"),
        gettext_lazy("By what the browser says of the page before; the apps of Zalo and Facebook name themselves."),
    ),
    "referrer": (
        gettext_lazy("Sites that lead here"),
        gettext_lazy("By the name of the site before; its address is not kept."),
    ),
    "device": (
        gettext_lazy("Devices"),
        gettext_lazy("As the browser describes itself."),
    ),
    "browser": (
        gettext_lazy("Browsers"),
        gettext_lazy("As the browser describes itself, without its version."),
    ),
    "system": (
        gettext_lazy("Operating systems"),
        gettext_lazy("As the browser describes itself, without its version."),
    ),
}

_PLACES = {
    referrers.DIRECT: gettext_lazy("Directly: address typed, bookmark or no word of it"),
    referrers.INTERNAL: gettext_lazy("Another page of this portal"),
}

_NAMES: dict[str, Mapping[str, str | Promise]] = {
    "referrer_kind": {
        **_PLACES,
        "search": gettext_lazy("Search engines"),
        "zalo": "Zalo",
        "facebook": "Facebook",
        "social": gettext_lazy("Other social networks"),
        "other": gettext_lazy("Other sites"),
    },
    "referrer": _PLACES,
    "device": {
        "mobile": gettext_lazy("Phone"),
        "tablet": gettext_lazy("Tablet"),
        "desktop": gettext_lazy("Computer"),
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its name, its views and their share of all of the period."""

    name: str
    views: int
    share: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The views of the period by one dimension. The last row holds what has no row of its own, so that sums agree."""

    key: str
    title: str
    meaning: str
    rows: list[Row]
    views: int


def of_period(first: date, last: date, section_names: SectionNames) -> list[Breakdown]:
    """The breakdowns from `first` to `last`; `section_names` finds the names of sections by their slugs."""
    counted = reports.by_dimension(first, last)
    sections = section_names([slug for slug, _views in counted.get("section", [])])
    names = {**_NAMES, "section": {"": _("Front page, tags and other pages"), **sections}}
    return [_breakdown(dimension, counted.get(dimension, []), names.get(dimension, {})) for dimension in _TITLES]


def _breakdown(dimension: str, counted: list[tuple[str, int]], names: Mapping[str, str | Promise]) -> Breakdown:
    views = sum(views for _value, views in counted)
    named = [(value, views) for value, views in counted if value != DimensionDay.REMAINDER]
    shown = named[:_MOST_ROWS]
    rest = views - sum(views for _value, views in shown)
    rows = [Row(str(names.get(value, _plain(value))), number, number / views) for value, number in shown]
    if rest:
        rows.append(Row(_("All others"), rest, rest / views))
    title, meaning = _TITLES[dimension]
    return Breakdown(dimension, str(title), str(meaning), rows, views)


def _plain(value: str) -> str:
    return _("Unknown") if value in {"", agents.UNKNOWN} else value
