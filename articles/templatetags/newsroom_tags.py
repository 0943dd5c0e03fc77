"""What the newsroom's templates ask for."""

from django import template

from articles import snapshots

register = template.Library()


@register.filter
def field_label(name: str) -> str:
    """What people call this field of an article."""
    return snapshots.label(name)
