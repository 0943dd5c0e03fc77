"""Numbers in templates, as the settings group them."""

from django import template

from portal.numbers import decimal_mark, grouped

register = template.Library()
register.filter("grouped", grouped)


@register.filter
def percent(share: float) -> str:
    """``0.125`` → ``"12,5%"``."""
    return f"{share * 100:.1f}%".replace(".", decimal_mark())
