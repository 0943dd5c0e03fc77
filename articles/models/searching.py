"""What readers search in, and what they searched in vain."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class SearchText(models.Model):
    """The words of one published article as `articles.search` looks into them; written with each saving of the article.

    `key` stands in the order in which readers get results, newest last. `facets` holds what results are narrowed by.
    Its terms are kept where the database finds them fast (`articles.search.engines`).
    """

    key = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="searched")
    # Before the long texts, so that SQLite reads it without them.
    ends_at = models.DateTimeField(null=True)
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    facets = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class VainSearch(models.Model):
    """A search of readers that found nothing, and on how many occasions of a day."""

    day = models.DateField(_("day"), default=timezone.localdate)
    query = models.CharField(_("searched for"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-day", "-times", "query"]
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="vain_search_once_a_day")]

    def __str__(self) -> str:
        return self.query
