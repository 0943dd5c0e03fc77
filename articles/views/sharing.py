"""The pictures that social networks show beside a link."""

import logging

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from articles import share_pictures
from articles.models import Article, SiteSettings

logger = logging.getLogger(__name__)

_FOR_EVER = "public, max-age=31536000, immutable"
_A_MINUTE = "public, max-age=60"
_DEFAULT = "img/share.jpg"


@require_safe
def share_picture(request: HttpRequest, article_id: int, drawn: str) -> HttpResponse:
    """That of an article; an address of before leads to the one of now, and nothing is drawn for one made up."""
    published = Article.objects.published().select_related("lead_picture", "section")
    return _answer(get_object_or_404(published, pk=article_id), drawn)


@require_safe
def site_picture(request: HttpRequest, drawn: str) -> HttpResponse:
    """That of the portal as a whole."""
    return _answer(None, drawn)


def _answer(article: Article | None, drawn: str) -> HttpResponse:
    site = SiteSettings.load()
    if not constant_time_compare(drawn, share_pictures.drawing_of(article, site)):
        return redirect(share_pictures.url_of(article, site))
    try:
        data, age = share_pictures.bytes_of(article, site), _FOR_EVER
    except Exception:
        # Whatever is wrong with fonts, pictures or the storage, a network that asks gets a picture.
        logger.exception("A share picture could not be drawn.")
        data, age = _default(), _A_MINUTE
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": age})


def _default() -> bytes:
    path = finders.find(_DEFAULT)
    if not path:
        raise Http404
    with open(path, "rb") as file:  # noqa: PTH123  the finder answers with a string
        return file.read()
