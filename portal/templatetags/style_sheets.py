"""Links to the style sheets that pages load together."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def style_sheets(bundle: str) -> SafeString:
    """``{% style_sheets "css/site.css" %}``: links to a bundle of `portal.staticfiles`."""
    addresses = staticfiles_storage.style_sheets(bundle)  # type: ignore[attr-defined]  # of our own storage
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((address,) for address in addresses))
