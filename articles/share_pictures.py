"""Share pictures: drawn when they are first asked for, at an address that nobody can make up, and then kept."""

import hashlib
import hmac
import io
import logging
import threading
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from articles.images import sharing
from articles.images.sharing import HEIGHT, WIDTH, Words
from articles.models import Article, Picture, SiteSettings

__all__ = ["HEIGHT", "WIDTH", "bytes_of", "drawing_of", "url_of"]

logger = logging.getLogger(__name__)

_FOLDER = "share"
_VERSION = 1  # of the drawing; another one has other addresses
_COLOR = "#10294f"
_SITE = "site"
# Decoding and drawing takes some tens of megabytes.
_one_at_a_time = threading.Lock()


def drawing_of(article: Article | None, site: SiteSettings) -> str:
    """A word for all that is drawn: that of another title, picture or emblem differs, and nobody can make one up."""
    picture = _name(article.lead_picture if article else None)
    drawn = [_VERSION, article and article.pk, *_words(article, site), picture, _name(site.emblem), _color(site)]
    key = hashlib.sha256(f"articles.share_pictures:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, repr(drawn).encode(), hashlib.sha256).hexdigest()[:20]


def url_of(article: Article | None, site: SiteSettings) -> str:
    """Where the picture of the article is, or of the portal as a whole; asks no storage."""
    drawn = drawing_of(article, site)
    if article is None:
        return reverse("articles:site-picture", args=[drawn])
    return reverse("articles:share-picture", args=[article.pk, drawn])


def bytes_of(article: Article | None, site: SiteSettings) -> bytes:
    """The picture; drawn and kept unless it is there already, and those of before are taken away."""
    folder = f"{_FOLDER}/{article.pk if article else _SITE}"
    name = f"{folder}/{drawing_of(article, site)}.jpg"
    if (kept := _kept(name)) is not None:
        return kept
    with _one_at_a_time:
        if (kept := _kept(name)) is not None:  # drawn while this request waited
            return kept
        data = sharing.draw(
            _words(article, site),
            color=_color(site),
            picture=_opened(article.lead_picture if article else None),
            emblem=_opened(site.emblem),
        )
        _tidy(folder)
        stored = default_storage.save(name, ContentFile(data))
    if stored != name:  # another process was faster
        default_storage.delete(stored)
    return data


def _kept(name: str) -> bytes | None:
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read())


def _words(article: Article | None, site: SiteSettings) -> Words:
    if article is None:
        return Words(site.name, "", site.owner if site.owner != site.name else site.slogan)
    return Words(article.title, site.name, site.owner)


def _color(site: SiteSettings) -> str:
    return site.brand_color if site.brand_color and sharing.is_dark_enough(site.brand_color) else _COLOR


def _name(picture: Picture | None) -> str:
    return str(picture.file.name) if picture and picture.file else ""


def _opened(picture: Picture | None) -> Image.Image | None:
    """The picture, or None: a title without its picture is better than no share picture."""
    if not picture or not picture.file:
        return None
    try:
        with picture.file.storage.open(_name(picture)) as file:
            image: Any = Image.open(io.BytesIO(file.read()))
            image.draft("RGB", (WIDTH, HEIGHT))
            image.load()
    except (OSError, ValueError):
        logger.warning("The picture %s cannot be read for a share picture.", picture.file.name)
        return None
    return image  # type: ignore[no-any-return]


def _tidy(folder: str) -> None:
    try:
        _folders, files = default_storage.listdir(folder)
    except OSError:
        return  # the first of its kind
    for file in files:
        default_storage.delete(f"{folder}/{file}")
