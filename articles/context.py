"""What every public template may say about the sections."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.navigation import section_tree


def navigation(_request: HttpRequest) -> dict[str, Any]:
    """`navigation`: the section tree, read when a template first looks at it."""
    return {"navigation": SimpleLazyObject(section_tree)}
