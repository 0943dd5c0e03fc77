"""What was read of late: views by the hour, and the articles read most."""

from django.db import models


class ArticleHour(models.Model):
    """The views of one article that were added up in one hour (`stats.steps`); kept for a day and two hours."""

    pk = models.CompositePrimaryKey("hour", "article_id")
    hour = models.BigIntegerField()  # `stats.clock.hour_number`
    article_id = models.BigIntegerField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour}"


class MostRead(models.Model):
    """One of the articles read most in the last days, as it was found a moment ago (`stats.most_read`)."""

    pk = models.CompositePrimaryKey("days", "place")
    days = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()  # 0 for the one with the most views
    article_id = models.BigIntegerField()
    views = models.PositiveBigIntegerField()
    found_at = models.BigIntegerField()  # milliseconds since 1970

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.days} days, {self.place}: {self.article_id}"
