"""What the page of an article asks for beyond what every public page does."""

import base64
import json
from urllib.parse import quote

from django import template

register = template.Library()


@register.filter
def zalo_share(url: str) -> str:
    """Where Zalo asks whom to send `url` to: the address that its own button opens, without its script.

    Zalo wants the address as JSON in Base64. Blanks fill it up to a length that needs no `=` at the end, which
    its page reads in two ways.
    """
    data = json.dumps({"url": url}, separators=(",", ":")).encode()
    data += b" " * (-len(data) % 3)
    return f"https://button-share.zalo.me/share_external?d={quote(base64.b64encode(data), safe='')}&shareType=0"


@register.filter
def facebook_share(url: str) -> str:
    """Where Facebook asks how to share `url`."""
    return f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}"
