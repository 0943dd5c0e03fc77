"""What articles are made of and stand under: pictures, sections, tags and story threads."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from articles import grants, rights
from articles.logbook import Logged
from articles.models import Article, Picture, Section, StoryThread, Tag
from portal import audit
from portal.people import display_name, staff


@admin.register(Picture)
class PictureAdmin(ModelAdmin):
    list_display = ["thumb", "caption", "alt", "credit", "uploader", "created_at"]
    list_display_links = ["thumb", "caption"]
    list_filter = ["created_at"]
    list_select_related = ["uploaded_by"]
    list_per_page = 30
    search_fields = ["caption", "alt", "credit"]
    ordering = ["-created_at", "-pk"]
    actions = None
    fields = ["file", "alt", "is_decorative", "caption", "credit"]

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if obj is None:
            return bool(request.user.has_perm("articles.add_picture"))
        return rights.may_change_picture(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if obj is None:
            return bool(request.user.has_perm("articles.add_picture"))
        return rights.may_delete_picture(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.uploaded_by = staff(request)
        super().save_model(request, obj, form, change)
        # Whoever is deciding about an article with this picture looks at it anew.
        undecided = obj.led_articles.filter(status__in=[Article.Status.DRAFT, Article.Status.IN_REVIEW])
        undecided.update(updated_at=timezone.now())

    @display(description=_("picture"))
    def thumb(self, picture: Picture) -> SafeString:
        # It is a link of the list, too, and names what it leads to.
        name = picture.alt or picture.caption or _("Picture without a description")
        return format_html('<img class="picture-thumb" src="{}" alt="{}" loading="lazy">', picture.file.url, name)

    @display(description=_("uploaded by"), ordering="uploaded_by")
    def uploader(self, picture: Picture) -> str:
        return display_name(picture.uploaded_by)


class PeopleField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # it takes none while running
    """Users by their names instead of their user names."""

    def label_from_instance(self, obj: User) -> str:
        return f"{display_name(obj)} ({obj.get_username()})"


_GIVING = _(
    "Editors change what is not published yet here and in the sections below. An approver who stands here decides in"
    " the given sections only, and stays limited when taken away: the person's own form widens the rights again."
)


@admin.register(Section)
class SectionAdmin(ModelAdmin):
    list_display = ["name", "parent", "position", "articles_count"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    ordering = ["position", "pk"]
    actions = None
    fields = ["name", "parent", "description", "language", "position", "editors", "slug"]
    filter_horizontal = ["editors"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return Section.objects.annotate(count=Count("articles")).order_by(*self.ordering)

    def get_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        # Giving a section to somebody is giving rights, and that is for administrators only. So does moving it under
        # another, to whoever was given that one.
        hidden = set() if request.user.is_superuser else {"editors"}
        hidden |= {"parent"} if rights.is_limited(request.user) else set()
        return [name for name in self.fields if name not in hidden]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.may_change_section(request.user, None)

    def has_change_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        if obj is None:
            return bool(request.user.has_perm("articles.change_section"))
        return rights.may_change_section(request.user, obj)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:  # noqa: FBT001
        if change and "parent" in form.changed_data:
            audit.write(Logged.SECTION_MOVED, target=obj, after_change=str(obj.parent or "–"))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        people = {*form.instance.editors.all(), *form.cleaned_data.get("editors", [])}
        with grants.logged(people):
            super().save_related(request, form, formsets, change)
            grants.keep_limits(people)

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        people = list(obj.editors.all())
        with grants.logged(people):
            grants.keep_limits(people)
            super().delete_model(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "editors":
            staff = User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "last_name")
            options |= {"form_class": PeopleField, "queryset": staff, "help_text": _GIVING}
        return super().formfield_for_manytomany(db_field, request, **options)

    @display(description=_("articles"), ordering="count")
    def articles_count(self, section: Any) -> int:
        return int(section.count)

    def get_view_on_site_url(self, obj: Section | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["sort_key"]
    actions = None
    fields = ["name", "slug"]

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return rights.may_delete_tag(request.user)

    def get_view_on_site_url(self, obj: Tag | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None


@admin.register(StoryThread)
class StoryThreadAdmin(ModelAdmin):
    list_display = ["name", "is_current", "articles_count", "created_at"]
    list_filter = ["is_current"]
    search_fields = ["name"]
    ordering = ["-is_current", "-created_at", "-pk"]
    actions = None
    fields = ["name", "description", "is_current", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoryThread]:
        return StoryThread.objects.annotate(count=Count("articles"))

    def get_readonly_fields(self, request: HttpRequest, obj: StoryThread | None = None) -> list[str]:
        # The front page belongs to those who arrange it.
        return [] if rights.may_arrange_front_page(request.user) else ["is_current"]

    def save_model(self, request: HttpRequest, obj: StoryThread, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change and not rights.may_arrange_front_page(request.user):
            obj.is_current = False
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: StoryThread | None = None) -> bool:
        return rights.may_delete_thread(request.user)

    @display(description=_("articles"), ordering="count")
    def articles_count(self, thread: Any) -> int:
        return int(thread.count)

    def get_view_on_site_url(self, obj: StoryThread | None = None) -> str | None:
        return obj.get_absolute_url() if obj else None
