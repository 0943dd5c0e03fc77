"""What an article says, as the words that people read: as it is stored, as it was, or as it was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article, Picture, Revision, Section, StoryThread, Tag
from articles.picks import pickable_by
from articles.revisions import LISTS, keys_of
from articles.richtext import RichTextError, clean_html
from articles.vietnamese import normalize
from portal.numbers import whole_number
from portal.people import display_name

Snapshot = dict[str, str]
# A form as it was sent: each field's values. One that the form does not have is not there.
Posted = Mapping[str, list[str]]

_WORDS = ("title", "lead", "body", "author", "signature", "source", "source_url", "slug")
_ROWS: dict[str, type[Model]] = {
    "section": Section,
    "lead_picture": Picture,
    "tags": Tag,
    "thread": StoryThread,
    "related": Article,
    "translation_of": Article,
}
# Where their keys are kept: in the columns of an article, and in a revision.
_KEPT = {name: name if name in LISTS else f"{name}_id" for name in _ROWS}
_MOMENTS = ("publish_at", "expire_at")


def of_article(article: Article) -> Snapshot:
    """The article as it is stored; a new one says nothing."""
    lists = {name: keys_of(article, name) if article.pk else [] for name in LISTS}
    rows = {name: lists[name] if name in LISTS else [getattr(article, key)] for name, key in _KEPT.items()}
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
    return {
        **{name: _tidy(getattr(revision, name)) for name in ("title", "lead", "body")},
        **{name: _tidy(kept[name]) for name in _WORDS if name in kept},
        **{name: _names(name, _as_list(kept[key])) for name, key in _KEPT.items() if key in kept},
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


def labels_of_rows(posted: Posted, *, by: User) -> dict[str, dict[str, str]]:
    """For the fields that name rows: each number that is typed and known to this person, with the row's name."""
    known = {name: pickable_by(by) if model is Article else model._default_manager for name, model in _ROWS.items()}
    return {
        name: {str(row.pk): str(row) for row in rows.filter(pk__in=_numbers(posted[name]))}
        for name, rows in known.items()
        if name in posted
    }


def _names(name: str, keys: Iterable[Any]) -> str:
    rows = _ROWS[name]._default_manager.filter(pk__in=_numbers(keys))
    if _ROWS[name] is Article:
        return "\n".join(sorted(_public_title(article) for article in rows))
    return ", ".join(sorted(map(str, rows)))


def _public_title(article: Any) -> str:
    # Whoever may compare one article's texts was not meant to learn what others are about.
    if article.status == Article.Status.PUBLISHED:
        return str(article.title)
    return _("Article no. %(number)d, not on the site") % {"number": article.pk}


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
