"""Articles in the newsroom: the list, the form, and the buttons that take an article on its way."""

from typing import Any

from django.contrib import admin, messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from articles import notices, readiness, revisions, rights, workflow
from articles.admin import addresses, checklist, editing_form, linked, panels, steps
from articles.admin.listing import ArticleList
from articles.forms import ArticleForm, PersonField
from articles.models import Article, Revision
from articles.workflow import TransitionError
from portal.people import full_name, staff

Status = Article.Status


@admin.register(Article)
class ArticleAdmin(ArticleList):
    form = ArticleForm
    autocomplete_fields = ["lead_picture", "tags", "thread", "related", "translation_of"]
    readonly_fields = ["body_shown", "lead_picture_shown"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    compressed_fields = False  # the editor gets the whole width, with its label above
    warn_unsaved_form = True
    change_form_template = "admin/articles/article/change_form.html"

    # Who may do what: every question goes to articles.rights.

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return bool(request.user.has_perm("articles.view_article"))
        return rights.may_see(request.user, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.may_write(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return rights.may_write(request.user) if obj is None else rights.may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(request.user.is_superuser) if obj is None else rights.may_purge(request.user, obj)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        workflow.purge(obj, by=staff(request))

    # The form.

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        is_editable = obj is None or rights.may_edit(request.user, obj)
        picture = ["lead_picture", "lead_picture_shown"] if obj and obj.lead_picture_id else ["lead_picture"]
        # A new text is published where and when its article is.
        is_redraft = obj is not None and obj.redraft_of_id is not None
        featured = ["is_featured"] if rights.may_arrange_front_page(request.user) else []
        times = (
            _("When and where readers see it"),
            {
                "fields": ["publish_at", "expire_at", *featured],
                "description": _(
                    "All times are Vietnam time (UTC+7). Without a time it is published as soon as it is approved."
                ),
            },
        )
        return [
            (None, {"fields": ["title", "section", "lead", "body" if is_editable else "body_shown"]}),
            (_("Lead picture and tags"), {"fields": [*picture, "tags"]}),
            (_("Story thread and related articles"), {"fields": ["thread", "related"]}),
            (_("Author and source"), {"fields": [("author", "signature"), ("source", "source_url")]}),
            *([] if is_redraft else [times]),
            (_("Who looks at it, and by when"), {"fields": [("reviewer", "due_on")]}),
            (_("Other languages"), {"fields": ["translation_of"], "classes": ["collapse"]}),
            (_("Address of the page"), {"fields": ["slug"], "classes": ["collapse"]}),
        ]

    def get_form(
        self,
        request: HttpRequest,
        obj: Article | None = None,
        change: bool = False,  # noqa: FBT001, FBT002  Django's signature
        **options: Any,
    ) -> type[ArticleForm]:
        form = super().get_form(request, obj, change, **options)
        return type("ArticleForm", (form,), {"user": request.user, "refusal": getattr(request, "refusal", "")})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "reviewer":
            options["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name in {"related", "translation_of"}:
            # Articles are begun and changed on pages of their own, not in a small window beside this one.
            for action in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{action}_related", False)
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = Article.objects.filter(created_by=request.user.pk).order_by("-pk")
        return {
            "author": full_name(staff(request)),
            "signature": own.values_list("signature", flat=True).first() or "",
            **super().get_changeform_initial_data(request),
        }

    @display(description=gettext_lazy("body"))
    def body_shown(self, article: Article) -> SafeString:
        cleaned = mark_safe(article.body)  # noqa: S308  cleaned when it was saved
        return format_html('<div class="article-body">{}</div>', cleaned)

    @display(description=gettext_lazy("now shown"))
    def lead_picture_shown(self, article: Article) -> SafeString:
        picture = article.lead_picture
        if picture is None:
            return SafeString("")
        return format_html('<img class="picture-thumb" src="{}" alt="{}">', picture.file.url, picture.alt)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        # As it is stored: a refused form has changed the article at hand, perhaps to have no address.
        live = obj and Article.objects.published().select_related("section").filter(pk=obj.pk).first()
        return live.get_absolute_url() if live else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **options: Any,
    ) -> HttpResponse:
        context |= panels.of_form(request, obj) | editing_form.of_form(request, obj, context["adminform"].form)
        context |= checklist.of_form(request, context["adminform"].form, obj) | linked.panel(request, obj)
        if obj:
            notices.mark_read(staff(request), obj)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    # Saving, and the step that a button asks for: both or neither.

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **options: Any
    ) -> HttpResponse:
        steps.refuse_decisions(request, object_id)
        article = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        if question := linked.confirmation(request, article):
            return question
        linked.refuse_when_back(request)
        if article and "_back" not in request.POST and (step := steps.direct(request, article)):
            return self._take_direct(request, article, step)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, *args, **options)
        except TransitionError as refusal:
            # Everything is taken back; the same form comes again with what was typed and the reason.
            request.refusal = str(refusal)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, *args, **options)

    def _take_direct(self, request: HttpRequest, article: Article, step: str) -> HttpResponse:
        try:
            return steps.take_direct(request, article, step)
        except TransitionError as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_article_change", article.pk)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.created_by = staff(request)
        if "is_featured" in form.changed_data:
            obj.featured_position = 0  # before those that the desk has placed, until it places this one
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        article = form.instance
        if not change or form.has_changed():
            action = Revision.Action.EDITED if change else Revision.Action.CREATED
            revisions.record(article, action, by=staff(request))
        if change and "reviewer" in form.changed_data:
            workflow.ask_reviewer(article, by=staff(request))
        # What is taken off the site now need not be complete any more.
        stays_live = article.status == Status.PUBLISHED and "_archive" not in request.POST
        if stays_live and (problems := readiness.problems(article)):
            raise TransitionError(" ".join(problems))
        request.shown_next = steps.take_after_saving(request, article)  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._response(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._response(request, obj)

    def _response(self, request: HttpRequest, article: Article) -> HttpResponseRedirect:
        editing_form.remember_saved(request)
        if "_send_back" in request.POST:
            return redirect("admin:articles_article_send_back", article.pk)
        shown: Article = request.shown_next  # type: ignore[attr-defined]
        messages.success(request, steps.outcome(request, shown))
        return redirect("admin:articles_article_change", shown.pk)

    # Pages of their own.

    def get_urls(self) -> list[URLPattern]:
        return [*addresses.own(self.admin_site.admin_view), *super().get_urls()]
