"""Notes under an article's form: sent by themselves, so that nothing typed above is touched."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import notes, rights
from articles.forms import NoteForm
from portal.people import staff


@require_POST
def add_note(request: HttpRequest, article_id: int) -> HttpResponse:
    """Add the note that was typed; the new list of notes for the script, or the form again without it."""
    article = get_object_or_404(rights.visible_to(request.user), pk=article_id)
    if not rights.works_on(request.user, article):
        raise PermissionDenied
    form = NoteForm(request.POST)
    is_script = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        refusal = " ".join(str(error) for error in form.errors["text"])
        if is_script:
            return JsonResponse({"error": refusal}, status=400)
        messages.error(request, refusal)
    else:
        notes.add(article, by=staff(request), text=form.cleaned_data["text"])
        if is_script:
            context = {"notes": article.notes.select_related("created_by")}
            return render(request, "admin/articles/article/_notes_list.html", context)
        messages.success(request, _("The note was added."))
    return redirect("admin:articles_article_change", article.pk)
