"""Addresses that moved: the old one answers with a permanent redirect to the new one."""

from django.conf import settings
from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.contrib.redirects.models import Redirect
from django.db import transaction
from django.http import HttpRequest, HttpResponse


@transaction.atomic
def move(old: str, new: str) -> None:
    """Let `old`, and whatever led there, lead to `new` from now on; `new` itself leads nowhere else."""
    occupy(new)
    rows = Redirect.objects.filter(site_id=settings.SITE_ID)
    rows.filter(new_path=old).update(new_path=new)  # one step for readers, however often it moved
    rows.update_or_create(old_path=old, defaults={"site_id": settings.SITE_ID, "new_path": new})


def occupy(address: str) -> None:
    """A page stands at this address now: it leads nowhere else any more."""
    Redirect.objects.filter(site_id=settings.SITE_ID, old_path=address).delete()


class OldAddressMiddleware(RedirectFallbackMiddleware):
    """Django's own, which knows a path with exactly its query; here a path leads on whatever query it comes with.

    Social networks and mailings add queries of their own to every link.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer.status_code != 404 or not request.META.get("QUERY_STRING"):
            return answer
        row = Redirect.objects.filter(site_id=settings.SITE_ID, old_path=request.path).first()
        if row is None:
            return answer
        if not row.new_path:
            return self.response_gone_class()
        query = "" if "?" in row.new_path else f"?{request.META['QUERY_STRING']}"
        return self.response_redirect_class(f"{row.new_path}{query}")
