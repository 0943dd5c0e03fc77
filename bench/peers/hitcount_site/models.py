"""Articles that django-hitcount counts."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from hitcount.models import HitCount, HitCountMixin


class Section(models.Model):
    """A heading."""

    # mypy: ignore-errors
    # (its packages are in the peer's own environment)

    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class Article(models.Model, HitCountMixin):
    """A news post."""

    title = models.CharField(max_length=200)
    lead = models.TextField()
    body = models.TextField()
    signature = models.CharField(max_length=100)
    section = models.ForeignKey(Section, on_delete=models.CASCADE)
    publish_at = models.DateTimeField(db_index=True)
    hit_count_generic = GenericRelation(
        HitCount, object_id_field="object_pk", related_query_name="hit_count_generic_relation"
    )

    class Meta:
        ordering = ["-publish_at"]
        indexes = [models.Index(fields=["section", "-publish_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is shown."""
        return f"/{self.section.slug}/{self.pk}/"
