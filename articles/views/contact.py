"""How to reach the office: its addresses, and a form that needs no cookie."""

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import contact as messages
from articles.contact_form import ContactForm
from articles.models import SiteSettings
from articles.views.rendering import render_public
from portal.numbers import whole_number
from portal.pages import without_figures

MOST_BYTES = 256 * 1024  # ten thousand letters of any script, and more


@csrf_exempt  # readers have no session to ride on; what a stranger's page could send is refused below
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The addresses and the form; a message that is taken in leads to `contact_sent`."""
    if request.method != "POST":
        return render_public(request, "articles/contact.html", {"form": ContactForm()})
    if (whole_number(request.META.get("CONTENT_LENGTH") or "0") or 0) > MOST_BYTES:
        raise RequestDataTooBig("A message is never this long.")
    site = SiteSettings.load()
    with override(site.language):
        form = ContactForm(request.POST)
        if not _is_from_here(request):
            form.add_error(None, _("Please send your message from this page: press “Send” once more."))
            form.status = 403
        if site.has_contact_form and form.is_valid() and _receive(request, form):
            return redirect("articles:contact-sent")
        return _shown_again(request, form, status=form.status if site.has_contact_form else 403)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    """Thanks; no page that is read, so none that counts."""
    return _uncounted(render_public(request, "articles/contact_sent.html", {}))


def _receive(request: HttpRequest, form: ContactForm) -> bool:
    try:
        messages.receive(form.cleaned_data, token=form.sent_token, address=request.META.get("REMOTE_ADDR", ""))
    except messages.RefusedError as error:
        form.refuse(error.refusal)
        form.token = messages.new_token()
        return False
    return True


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site, as far as the browser tells."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _shown_again(request: HttpRequest, form: ContactForm, *, status: int) -> HttpResponse:
    response = _uncounted(render_public(request, "articles/contact.html", {"form": form}))
    response.status_code = status
    return response


def _uncounted(response: HttpResponse) -> HttpResponse:
    response.content = without_figures(response.content)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
