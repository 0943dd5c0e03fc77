"""Numbers in templates, as the settings group them."""

from django import template
from django.utils.formats import number_format

from stats.figures import grouped

register = template.Library()
register.filter("grouped", grouped)


@register.filter
def percent(share: float) -> str:
    """``0.125`` → ``"12,5%"``."""
    return f"{number_format(share * 100, decimal_pos=1)}%"
