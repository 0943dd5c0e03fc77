"""What is read of articles. "Published" is said here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles import search
from articles.vietnamese import search_words
from portal.models import start_new_generation

if TYPE_CHECKING:
    from articles.models import Article, Section  # noqa: F401  a base class names it in quotes

ModelT = TypeVar("ModelT", bound=models.Model)

_LONGEST_QUERY = 500


class Heading(NamedTuple):
    """How a list outside the site names an article; `url` is empty when readers cannot open it."""

    title: str
    section: str
    url: str


class PublicQuerySet(models.QuerySet[ModelT]):
    """Rows that readers may see: writing many at once retires the cached pages, as saving one does."""

    def update(self, **fields: Any) -> int:
        with transaction.atomic():
            start_new_generation()
            return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            start_new_generation()
            return super().delete()

    def bulk_create(self, *args: Any, **options: Any) -> list[ModelT]:
        with transaction.atomic():
            start_new_generation()
            return super().bulk_create(*args, **options)


class ArticleQuerySet(PublicQuerySet["Article"]):
    """Articles; what is written of many at once is searched as what is saved."""

    def update(self, **fields: Any) -> int:
        if search.FIELDS.isdisjoint(fields):
            return super().update(**fields)
        with transaction.atomic():
            ids = list(self.values_list("pk", flat=True))
            count = super().update(**fields)
            search.keep_many(ids)
            return count

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            search.drop(list(self.values_list("pk", flat=True)))
            return super().delete()

    def published(self, at: datetime | None = None) -> Self:
        """Articles that readers see at the moment `at` (now): scheduling is this filter, not a job."""
        at = at or timezone.now()
        return self.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=at),
            status=self.model.Status.PUBLISHED,
            publish_at__lte=at,
        )

    def planned(self) -> Self:
        """Articles that the clock will show to readers."""
        return self.filter(status=self.model.Status.PUBLISHED, publish_at__gt=timezone.now())

    def outside_trash(self) -> Self:
        """Articles of any other status."""
        return self.exclude(status=self.model.Status.TRASHED)

    def sent_back(self) -> Self:
        """Drafts that an approver returned and nobody handed in again, each with the approver's `reason`."""
        from articles.models import Revision  # noqa: PLC0415  models import this module

        action = Revision.Action
        steps = Revision.objects.filter(article=OuterRef("pk"), action__in=[action.SENT_BACK, action.SUBMITTED])
        last = steps.order_by("-created_at", "-pk")
        drafts = self.filter(status=self.model.Status.DRAFT)
        return drafts.annotate(
            last_step=Subquery(last.values("action")[:1]), reason=Subquery(last.values("note")[:1])
        ).filter(last_step=action.SENT_BACK)

    def matching(self, query: str) -> Self:
        """Articles with every word of `query`; one typed without marks is found whatever marks it carries."""
        return self.filter(*(Q(search_text__contains=word) for word in search_words(query[:_LONGEST_QUERY])))

    def in_sections(self, sections: Sequence[Section]) -> Self:
        """Articles of these sections."""
        # Of a single section the newest stand in a row in the index; for several the database has to sort.
        return self.filter(section=sections[0]) if len(sections) == 1 else self.filter(section__in=sections)

    def for_listing(self) -> Self:
        """Newest first, with what a card shows and without the long text."""
        return (
            self.select_related("section", "lead_picture")
            .defer("body", "section__description")
            .order_by("-publish_at", "-pk")
        )

    def headings(self, ids: Collection[int]) -> dict[int, Heading]:
        """The headings of those articles among `ids` that exist, by id."""
        public = set(self.published().filter(pk__in=ids).values_list("pk", flat=True))
        rows = self.filter(pk__in=ids).select_related("section")
        return {
            row.pk: Heading(row.title, row.section.name, row.get_absolute_url() if row.pk in public else "")
            for row in rows.only("title", "slug", "section__name", "section__slug")
        }

    def newest(self, count: int) -> list[int]:
        """The ids of the articles that readers see and that were published last."""
        return list(self.published().order_by("-publish_at", "-pk").values_list("pk", flat=True)[:count])

    def next_change_at(self, after: datetime) -> datetime | None:
        """When the next article begins or ends by the clock alone; None when nothing is planned."""
        planned = self.filter(status=self.model.Status.PUBLISHED)
        begins = planned.filter(publish_at__gt=after).aggregate(at=models.Min("publish_at"))["at"]
        ends = planned.filter(expire_at__gt=after).aggregate(at=models.Min("expire_at"))["at"]
        return min((at for at in (begins, ends) if at), default=None)


def section_names(slugs: Collection[str]) -> dict[str, str]:
    """The names of those sections among `slugs` that exist, by slug."""
    from articles.models import Section  # noqa: PLC0415  models import this module

    return dict(Section.objects.filter(slug__in=slugs).values_list("slug", "name"))


def is_public(article_id: int) -> bool:
    """Whether readers see the article with this id now."""
    from articles.models import Article  # noqa: PLC0415  models import this module

    return Article.objects.published().filter(pk=article_id).exists()
