"""The rollup: what is left of every view, added up by day and hour. docs/definitions.md says what each figure means.

Articles are named by their id without a foreign key: what was read stays counted when an article is gone.
Instants of visitors are whole milliseconds since 1970, as the journal writes them.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RowNumberField(models.BigIntegerField):  # type: ignore[type-arg]  # Django takes no arguments here
    """A number of 64 bits as primary key: on SQLite the number of the row itself, which needs no index beside it."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class RollupState(models.Model):
    """One row: how many rollups there have been, and the totals of all time without opening totals."""

    sequence = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    duration_ms = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    views = models.PositiveBigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)
    opening_visits = models.PositiveBigIntegerField(default=0)
    damaged_records = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        permissions = [("view_statistics", _("Can read the access statistics"))]
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="rollup_state_is_one_row")]

    def __str__(self) -> str:
        return f"rollup {self.sequence}"


class JournalPosition(models.Model):
    """How far a journal file is rolled up; it commits together with the counts."""

    name = models.CharField(max_length=100, primary_key=True)
    position = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"


class Salt(models.Model):
    """The random key of one day's visitor hashes, destroyed when the day and its last visits are over."""

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class Visitor(models.Model):
    """Somebody who was here on a day: the visit that goes on, when he was last seen, and what he has read.

    The number is that day's hash (`stats.visitors`), so that nobody is known on two days. Kept two days, to join what
    arrives late.
    """

    visitor = RowNumberField(primary_key=True)
    # The latest visit: a run of requests without a pause of 30 minutes. Zeros for a page left open since yesterday.
    started_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    # The part after midnight of a visit that began before it, under the new day's hash.
    is_continuation = models.BooleanField()
    seen_at = models.BigIntegerField()  # a request, or a page still open
    # Views that came in the minute of the last request, whether they count or not: beyond a limit they are a flood.
    minute_views = models.PositiveIntegerField()
    articles = models.BinaryField()  # ids of those he has read, eight bytes each

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.visitor:x}"


class Visit(models.Model):
    """An earlier visit of somebody who came again the same day: a request that arrives late may belong to it."""

    pk = models.CompositePrimaryKey("visitor", "started_at")
    visitor = models.BigIntegerField()
    started_at = models.BigIntegerField()
    last_at = models.BigIntegerField(db_index=True)
    is_continuation = models.BooleanField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.visitor:x}"


class SiteDay(models.Model):
    """A day of the whole site; `other_views` are the views of pages that are no article."""

    day = models.DateField(primary_key=True)
    views = models.PositiveBigIntegerField(default=0)
    other_views = models.PositiveBigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)  # signed: a late request may join two visits, which takes one away
    visitors = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class SiteHour(models.Model):
    """An hour of the whole site."""

    pk = models.CompositePrimaryKey("day", "hour")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    views = models.PositiveBigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)  # signed, as a day's

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day} {self.hour}:00"


class ArticleDay(models.Model):
    """The views of one article on one day, and how many visitors had them."""

    pk = models.CompositePrimaryKey("day", "article_id")
    day = models.DateField()
    article_id = models.BigIntegerField()
    views = models.PositiveBigIntegerField(default=0)
    readers = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["article_id", "day"], name="article_day_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}"


class ArticleTotal(models.Model):
    """The views of one article ever, opening total included."""

    article_id = RowNumberField(primary_key=True)
    views = models.PositiveBigIntegerField(default=0)
    opening = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.views}"


class Step(models.Model):
    """What one rollup changed (`stats.steps`); kept for some minutes."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    noted_at = models.BigIntegerField()
    views = models.BinaryField()  # articles and how many views each got, eight bytes each in turn
    seen = models.BinaryField()  # visitors and when each was seen last, likewise
    is_read = models.BooleanField(default=True)  # views of readers, and not an opening total

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.sequence)


class DimensionDay(models.Model):
    """The views of one day by one value of a dimension: section, referrer, referrer_kind, device, browser, system.

    Of values without bound only so many are kept apart on a day; the views of the rest stand under ``REMAINDER``, so
    that the values of a dimension always add up to the views of the day.
    """

    REMAINDER = "…"

    pk = models.CompositePrimaryKey("day", "dimension", "value")
    day = models.DateField()
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=100)
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day} {self.dimension} {self.value}"


class Excluded(models.Model):
    """Requests of one day that were not counted, for one reason."""

    pk = models.CompositePrimaryKey("day", "reason")
    day = models.DateField()
    reason = models.CharField(max_length=20)
    requests = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class SiteMonth(models.Model):
    """What is left of the days of a month that are no longer kept; distinct visitors are never summed over days."""

    month = models.DateField(primary_key=True)  # its first day
    views = models.PositiveBigIntegerField(default=0)
    other_views = models.PositiveBigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ArticleMonth(models.Model):
    """The views of one article in the days of a month that are no longer kept."""

    pk = models.CompositePrimaryKey("month", "article_id")
    month = models.DateField()
    article_id = models.BigIntegerField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["article_id", "month"], name="article_month_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.month:%Y-%m}"


class DimensionMonth(models.Model):
    """The views by one value of a dimension in the days of a month that are no longer kept."""

    pk = models.CompositePrimaryKey("month", "dimension", "value")
    month = models.DateField()
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=100)
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.dimension} {self.value}"


class OpeningTotal(models.Model):
    """The ledger of opening totals: what a figure of the portal that moved in was set to, when, by whom and why.

    Rows are only ever added; the newest of an article, or of the site's visits where `article_id` is empty, holds.
    """

    article_id = models.BigIntegerField(null=True)
    amount = models.PositiveBigIntegerField()
    before = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=300)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id or 'site'}: {self.before} → {self.amount}"
