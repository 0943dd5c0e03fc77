"""What is read most, as the statistics tell it: only articles that readers can open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from articles.models import Article

PERIODS = {"24h": 1, "7": 7, "30": 30}  # as addresses name them, in days
NAMES = {"24h": _("24 hours"), "7": _("7 days"), "30": _("30 days")}
SHORT, LONG = 5, 30

_ASKED = 50  # some may not be public any more


@dataclass(frozen=True, slots=True)
class Ranking:
    """The articles read most in one period, most first."""

    key: str
    articles: list[Article]

    @property
    def name(self) -> str:
        return str(NAMES[self.key])


def rankings(keys: list[str], limit: int) -> list[Ranking]:
    """The rankings of these periods; their articles are read in one query."""
    ask: Callable[[int, int], list[tuple[int, int]]] = import_string(settings.MOST_READ)
    counted = {key: ask(PERIODS[key], _ASKED) for key in keys}
    ids = {article_id for ranked in counted.values() for article_id, _views in ranked}
    found = Article.objects.published().for_listing().in_bulk(list(ids)) if ids else {}
    return [
        Ranking(key, [found[article_id] for article_id, _views in ranked if article_id in found][:limit])
        for key, ranked in counted.items()
    ]
