"""What an article says, as the words that people read: as it is stored, as it was, or as it was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article, Picture, Revision, Section, Tag
from articles.richtext import RichTextError, clean_html
from articles.vietnamese import normalize
from portal.numbers import whole_number
from portal.people import display_name

Snapshot = dict[str, str]
# A form as it was sent: each field's values. One that the form does not have is not there.
Posted = Mapping[str, list[str]]

_WORDS = ("title", "lead", "body", "author", "signature", "source", "source_url", "slug")
_ROWS: dict[str, type[Model]] = {"section": Section, "lead_picture": Picture, "tags": Tag}
_MOMENTS = ("publish_at", "expire_at")


def of_article(article: Article) -> Snapshot:
    """The article as it is stored; a new one says nothing."""
    tags = list(article.tags.values_list("pk", flat=True)) if article.pk else []
    rows: dict[str, list[Any]] = {
        "section": [article.section_id],
        "lead_picture": [article.lead_picture_id],
        "tags": tags,
    }
    moments = {name: getattr(article, name) for name in _MOMENTS}
    return {
        **{name: _tidy(getattr(article, name)) for name in _WORDS},
        **{name: _names(name, keys) for name, keys in rows.items()},
        **{name: date_format(localtime(moment), "d/m/Y H:i") if moment else "" for name, moment in moments.items()},
        "is_featured": _yes_or_no(article.is_featured),
        "reviewer": display_name(article.reviewer),
        "due_on": date_format(article.due_on, "d/m/Y") if article.due_on else "",
    }


def of_revision(revision: Revision) -> Snapshot:
    """The article as it was; of before its other fields were kept, the words alone."""
    kept = revision.details
    rows = {"section": "section_id", "lead_picture": "lead_picture_id", "tags": "tags"}
    return {
        **{name: _tidy(getattr(revision, name)) for name in ("title", "lead", "body")},
        **{name: _tidy(kept[name]) for name in _WORDS if name in kept},
        **{name: _names(name, _as_list(kept[key])) for name, key in rows.items() if key in kept},
    }


def of_posted(posted: Posted) -> Snapshot:
    """What was typed, its rich text cleaned; it may be anything, and is as readable as it can be made."""
    known = {name: _tidy(_first(posted[name])) for name in _WORDS if name in posted}
    if "body" in known:
        known["body"] = cleaned(known["body"])
    rows = {name: _names(name, posted[name]) for name in _ROWS if name in posted}
    moments = {name: _moment(posted, name) for name in _MOMENTS if f"{name}_0" in posted}
    featured = {"is_featured": _yes_or_no(bool(posted["is_featured"]))} if "is_featured" in posted else {}
    asked = {"reviewer": _person(posted["reviewer"])} if "reviewer" in posted else {}
    due = {"due_on": _tidy(_first(posted["due_on"]))} if "due_on" in posted else {}
    return {**known, **rows, **moments, **featured, **asked, **due}


def cleaned(html: str) -> str:
    """The rich text as it would be stored; nothing of one that would be refused as a whole."""
    try:
        return clean_html(html)
    except RichTextError:
        return ""


def label(name: str) -> str:
    """What people call this field."""
    return str(capfirst(Article._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def labels_of_rows(posted: Posted) -> dict[str, dict[str, str]]:
    """For the fields that name rows: each number that is typed and known, with the row's name."""
    return {name: _found(name, posted[name]) for name in _ROWS if name in posted}


def _names(name: str, keys: Iterable[Any]) -> str:
    return ", ".join(sorted(_found(name, keys).values()))


def _found(name: str, keys: Iterable[Any]) -> dict[str, str]:
    numbers = _numbers(keys)
    if not numbers:
        return {}
    return {str(row.pk): str(row) for row in _ROWS[name]._default_manager.filter(pk__in=numbers)}


def _person(keys: Iterable[Any]) -> str:
    numbers = _numbers(keys)
    return display_name(User.objects.filter(pk__in=numbers[:1]).first()) if numbers else ""


def _numbers(keys: Iterable[Any]) -> list[int]:
    return [number for key in keys if (number := whole_number(str(key))) is not None][:100]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _moment(posted: Posted, name: str) -> str:
    return " ".join(part for half in (0, 1) if (part := _first(posted.get(f"{name}_{half}", [])).strip()))


def _first(values: list[str]) -> str:
    return values[0] if values else ""


def _tidy(text: Any) -> str:
    return normalize(str(text)).replace("\r\n", "\n").strip()


def _yes_or_no(is_true: bool) -> str:  # noqa: FBT001  what it says
    return _("Yes") if is_true else _("No")
