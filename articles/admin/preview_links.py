"""Sending an article out to be read by somebody without an account, and what became of the links."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from articles import preview_links as links
from articles import rights
from articles.models import Article, PreviewLink
from articles.workflow import TransitionError
from portal.numbers import whole_number
from portal.people import display_name, staff

_MOST_SHOWN = 50
_USUAL_DAYS = 3


def _lasting() -> list[tuple[int, str]]:
    return [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in links.DAYS]


class PreviewLinkForm(forms.Form):
    """For whom a link is, and how far it reaches."""

    recipient = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=150,
        help_text=gettext_lazy("As the leader is addressed, for instance “Mr. An, vice-chairman”; shown on the page."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long"),
        coerce=int,
        choices=_lasting,
        initial=_USUAL_DAYS,
        widget=UnfoldAdminSelectWidget,
    )
    may_approve = forms.BooleanField(
        label=gettext_lazy("May approve the article for publishing"),
        required=False,
        help_text=gettext_lazy("The article is then published in your name, as long as nobody has changed its text."),
        widget=UnfoldBooleanWidget,
    )

    def __init__(self, *args: Any, may_publish: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_publish:
            del self.fields["may_approve"]


@require_http_methods(["GET", "HEAD", "POST"])
def preview_links(request: HttpRequest, article_id: int) -> HttpResponse:
    """The links of one article: make one, hand it on, end it."""
    user = staff(request)
    visible = rights.visible_to(user).select_related("section", "lead_picture", "redraft_of")
    article = get_object_or_404(visible, pk=article_id)
    if not links.may_list(user, article):
        raise PermissionDenied
    if "revoke" in request.POST:
        return _revoke(request, article)
    is_sendable = article.status in {Article.Status.DRAFT, Article.Status.IN_REVIEW} and rights.may_edit(user, article)
    form = PreviewLinkForm(request.POST or None, may_publish=rights.may_publish(user, article))
    if request.method == "POST" and form.is_valid() and _made(request, article, form):
        return redirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Send to a leader"),
        "article": article,
        "form": form if is_sendable else None,
        "rows": _rows(request, article),
        "opts": Article._meta,
    }
    return render(request, "admin/articles/article/preview_links.html", context)


def _made(request: HttpRequest, article: Article, form: PreviewLinkForm) -> bool:
    asked = form.cleaned_data
    try:
        link = links.make(
            article,
            by=staff(request),
            recipient=asked["recipient"],
            lasts=timedelta(days=asked["days"]),
            may_approve=asked.get("may_approve", False),
        )
    except TransitionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The link for %(recipient)s is ready to be sent.") % {"recipient": link.recipient})
    return True


def _revoke(request: HttpRequest, article: Article) -> HttpResponse:
    link = get_object_or_404(article.preview_links, pk=whole_number(request.POST["revoke"]))
    links.revoke(link, by=staff(request))
    messages.success(request, _("The link for %(recipient)s does not work any more.") % {"recipient": link.recipient})
    return redirect(request.path)


def _rows(request: HttpRequest, article: Article) -> list[dict[str, Any]]:
    comments = links.comments_on(article)
    may_edit = rights.may_edit(request.user, article)
    rows = article.preview_links.select_related("created_by")[:_MOST_SHOWN]
    return [
        {
            "link": link,
            "sender": display_name(link.created_by),
            "comments": comments.get(link.pk, []),
            **_state(link),
            "may_revoke": may_edit or link.created_by_id == request.user.pk,
            **(_address(request, article, link) if link.created_by_id == request.user.pk else {}),
        }
        for link in rows
    ]


def _state(link: PreviewLink) -> dict[str, Any]:
    if link.approved_at:
        return {"state": _("Approved"), "color": "success", "is_open": False}
    if link.revoked_at:
        return {"state": _("Revoked"), "color": "danger", "is_open": False}
    if link.expires_at <= timezone.now():
        return {"state": _("Expired"), "color": "default", "is_open": False}
    if link.opened_at:
        return {"state": _("Opened"), "color": "info", "is_open": True}
    return {"state": _("Not opened yet"), "color": "warning", "is_open": True}


def _address(request: HttpRequest, article: Article, link: PreviewLink) -> dict[str, str]:
    """The address and a letter with it: for its sender alone, since whoever has it can answer in the leader's place."""
    address = request.build_absolute_uri(links.address(link))
    facts = {
        "recipient": link.recipient,
        "title": article.title,
        "address": address,
        "until": date_format(localtime(link.expires_at), "DATETIME_FORMAT"),
        "sender": display_name(link.created_by),
    }
    subject = _("Please read before publishing: %(title)s") % facts
    letter = _LETTER_TO_APPROVE if link.may_approve else _LETTER_TO_READ
    return {"address": address, "letter": f"mailto:?subject={quote(subject)}&body={quote(str(letter) % facts)}"}


_LETTER_TO_READ = gettext_lazy(
    "Dear %(recipient)s,\n\nplease read the article “%(title)s” before it is published:\n\n%(address)s\n\n"
    "No account is needed. The link is valid until %(until)s (Vietnam time). You can write your comments at the"
    " foot of the page.\n\nPlease do not pass the link on.\n\nRespectfully,\n%(sender)s"
)
_LETTER_TO_APPROVE = gettext_lazy(
    "Dear %(recipient)s,\n\nplease read the article “%(title)s” and approve it for publishing:\n\n%(address)s\n\n"
    "No account is needed. The link is valid until %(until)s (Vietnam time). At the foot of the page you can write"
    " your comments, or press “Approve for publishing”.\n\nPlease do not pass the link on.\n\nRespectfully,\n%(sender)s"
)
