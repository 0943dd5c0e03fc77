"""Opening totals of a portal that moves in: set on purpose, written into a ledger, never silently changed."""

from collections.abc import Mapping

from django.db import transaction

from stats import steps
from stats.models import ArticleTotal, OpeningTotal, RollupState
from stats.rollup import locked_state


@transaction.atomic
def set_site(visits: int, *, by: str, reason: str) -> None:
    """Let the number of all visits begin at `visits` instead of what was set before."""
    state = locked_state()
    OpeningTotal.objects.create(amount=visits, before=state.opening_visits, set_by=by, reason=reason)
    RollupState.objects.filter(pk=1).update(opening_visits=visits)


@transaction.atomic
def set_articles(views: Mapping[int, int], *, by: str, reason: str) -> None:
    """Let the views of each article (by id) begin at the number given instead of what was set before."""
    state = locked_state()
    stored = ArticleTotal.objects.in_bulk(list(views))
    totals = [stored.get(article_id) or ArticleTotal(article_id=article_id) for article_id in sorted(views)]
    OpeningTotal.objects.bulk_create(
        OpeningTotal(
            article_id=total.article_id,
            amount=views[total.article_id],
            before=total.opening,
            set_by=by,
            reason=reason,
        )
        for total in totals
    )
    changes = {total.article_id: views[total.article_id] - total.opening for total in totals}
    for total in totals:
        total.views += views[total.article_id] - total.opening
        total.opening = views[total.article_id]
    ArticleTotal.objects.bulk_create(
        totals, update_conflicts=True, unique_fields=["article_id"], update_fields=["views", "opening"]
    )
    steps.note(state.sequence + 1, changes, {}, is_read=False)
    RollupState.objects.filter(pk=1).update(sequence=state.sequence + 1)
