"""Addresses that moved: the old one answers with a permanent redirect to the new one."""

import re

from django.conf import settings
from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.contrib.redirects.models import Redirect
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

LONGEST = 200  # as long as the table takes

# What social networks, mailings and search engines add to a link.
_ADDED = re.compile(r"(?:utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|mc_[ce]id|zarsrc|zalo_id|_ga|igshid)(?:=|$)")


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


def problem(old: str, new: str) -> str:
    """What is wrong with letting `old` lead to `new` (nothing where it is empty); empty when all is well.

    Both are addresses of this site: a table that anybody fills, by hand or from a file, opens no way out of it.
    """
    if len(old) > LONGEST or len(new) > LONGEST:
        return gettext("An address has at most %(most)s characters.") % {"most": LONGEST}
    if not _is_own(old) or (new and not _is_own(new)):
        return gettext("Enter an address that begins with a single slash.")
    return gettext("An address cannot lead to itself.") if old == new else ""


def _is_own(path: str) -> bool:
    # A browser leaves out tabs and line ends, and takes a backslash for a slash.
    return path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()


class OldAddressMiddleware(RedirectFallbackMiddleware):
    """Django's own, which knows a path with exactly its query; here a path leads on whatever query it comes with.

    Social networks and mailings add queries of their own to every link, and an old portal may have told its articles
    apart by their queries alone: what was added is left out first, and the rest of the query only then.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer.status_code != 404:
            return answer
        query = request.META.get("QUERY_STRING", "")
        wanted = [f"{path}{own}" for own in (_own_query(query), "") for path in (_encoded(request), request.path)]
        if "\0" in request.path:
            return answer  # which no address has, and PostgreSQL takes no text with it
        rows = Redirect.objects.filter(site_id=settings.SITE_ID, old_path__in=wanted)
        row = min(rows, key=lambda found: wanted.index(found.old_path), default=None)
        if row is None:
            return answer
        if not row.new_path:
            return self.response_gone_class()
        keeps_query = query and "?" not in row.new_path and "?" not in row.old_path
        return self.response_redirect_class(f"{row.new_path}?{query}" if keeps_query else row.new_path)


def _encoded(request: HttpRequest) -> str:
    return request.get_full_path().partition("?")[0]


def _own_query(query: str) -> str:
    parts = [part for part in query.split("&") if part and not _ADDED.match(part)]
    return f"?{'&'.join(parts)}" if parts else ""
