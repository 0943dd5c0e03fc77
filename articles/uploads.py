"""Pictures sent by the editor while an article is written."""

import logging
from datetime import timedelta
from pathlib import Path

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Picture

logger = logging.getLogger(__name__)

MOST_UPLOADS = 60
WITHIN = timedelta(minutes=10)


@require_POST
def upload_picture(request: HttpRequest) -> JsonResponse:
    """Store the picture sent as ``upload`` and answer as CKEditor expects; a refusal carries a sentence to show."""
    if not (admin.site.has_permission(request) and request.user.has_perm("articles.add_picture")):
        return _refusal(_("You may not upload pictures. Please sign in again in another tab."), status=403)
    of_late = Picture.objects.filter(uploaded_by=request.user.pk, created_at__gt=timezone.now() - WITHIN)
    if of_late.count() >= MOST_UPLOADS:
        return _refusal(_("You have uploaded many pictures just now. Please wait a few minutes."), status=429)
    file = request.FILES.get("upload")
    if file is None:
        return _refusal(_("Please choose a picture."), status=400)
    try:
        picture = Picture.objects.create(file=file, uploaded_by_id=request.user.pk)
    except ValidationError as error:
        return _refusal(" ".join(error.messages), status=400)
    except OSError:
        logger.exception("A picture could not be stored.")
        return _refusal(_("The picture could not be stored. Please try again later."), status=507)
    return JsonResponse(
        {
            "uploaded": 1,
            "fileName": Path(str(picture.file.name)).name,
            "url": picture.file.url,
            "width": picture.width,
            "height": picture.height,
            "id": picture.pk,
        }
    )


def _refusal(message: str, *, status: int) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
