"""The checks before publishing, as data: what each is called, where it is put right, and what finds it unmet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.broken_links import broken
from articles.models import Article, CheckLevel
from articles.richtext import Reading, RichTextError, read
from articles.richtext.reading import Block
from articles.unfinished import find_mark

Level = CheckLevel.Level

LONGEST_TITLE, SHORTEST_TITLE = 110, 10
LONGEST_LEAD = 500
SHORTEST_BODY = 50  # words
_NAMED = 3  # of the broken links, so that the sentence stays readable


class Unmet(NamedTuple):
    """What is wrong, as a sentence; `mark` is what to look for in the text, `field` where it stands if not usual."""

    message: str
    mark: str = ""
    field: str = ""


class Subject:
    """An article as the checks see it: what several of them ask about is read once."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def body(self) -> Reading:
        try:
            return read(self.article.body)
        except RichTextError:
            # The form says why it is refused; whatever it holds, it is not empty.
            return Reading(blocks=[Block(self.article.body[:1000], is_quoted=False)])


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `field` is the field of the form to go to, a fixed one is required whatever anybody says."""

    code: str
    label: Promise
    field: str
    default: Level
    find: Callable[[Subject], Unmet | None]
    is_fixed: bool = False


def _missing(name: str, sentence: Promise) -> Callable[[Subject], Unmet | None]:
    def find(subject: Subject) -> Unmet | None:
        return None if str(getattr(subject.article, name) or "").strip() else Unmet(str(sentence))

    return find


def _body(subject: Subject) -> Unmet | None:
    return None if subject.body.blocks or subject.body.pictures else Unmet(_("The body is empty."))


def _byline(subject: Subject) -> Unmet | None:
    article = subject.article
    return None if article.author.strip() or article.signature.strip() else Unmet(_("Neither author nor signature."))


def _source(subject: Subject) -> Unmet | None:
    article = subject.article
    return None if article.source.strip() or article.source_url else Unmet(_("No source is named."))


def _lead_picture_alt(subject: Subject) -> Unmet | None:
    picture = subject.article.lead_picture
    if picture is None or picture.is_decorative or picture.alt.strip():
        return None
    return Unmet(_("The lead picture has no alternative text."))


def _body_alt(subject: Subject) -> Unmet | None:
    count = sum(not picture.alt and not picture.is_decorative for picture in subject.body.pictures)
    sentence = ngettext(
        "%(count)d picture in the body has no alternative text.",
        "%(count)d pictures in the body have no alternative text.",
        count,
    )
    return Unmet(sentence % {"count": count}) if count else None


def _captions(subject: Subject) -> Unmet | None:
    picture = subject.article.lead_picture
    if picture and not picture.is_decorative and not picture.caption.strip():
        return Unmet(_("The lead picture has no caption."), field="lead_picture")
    count = sum(not picture.has_caption and not picture.is_decorative for picture in subject.body.pictures)
    sentence = ngettext(
        "%(count)d picture in the body has no caption.", "%(count)d pictures in the body have no caption.", count
    )
    return Unmet(sentence % {"count": count}) if count else None


def _unfinished(subject: Subject) -> Unmet | None:
    article = subject.article
    places = {
        "title": [Block(article.title, is_quoted=False)],
        "lead": [Block(article.lead, is_quoted=False)],
        "body": subject.body.blocks,
    }
    for field, blocks in places.items():
        if mark := find_mark(blocks):
            sentence = _("Something still seems to be missing: “%(mark)s”.") % {"mark": mark}
            return Unmet(sentence, mark=mark, field=field)
    return None


def _broken_links(subject: Subject) -> Unmet | None:
    article = subject.article
    # What is planned for the same time or before will be there; a new text comes out with its article.
    planned = (article.redraft_of or article).publish_at
    at = max(planned or timezone.now(), timezone.now())
    found = broken(subject.body.links, own={article.pk, article.redraft_of_id}, at=at)
    if not found:
        return None
    names = ", ".join(f"“{link.text or link.href}”" for link in found[:_NAMED])
    sentence = ngettext(
        "A link leads to a page of this portal that readers do not see: %(links)s.",
        "%(count)d links lead to pages of this portal that readers do not see: %(links)s.",
        len(found),
    )
    return Unmet(sentence % {"count": len(found), "links": names}, mark=found[0].href)


def _title_length(subject: Subject) -> Unmet | None:
    length = len(subject.article.title.strip())
    if length > LONGEST_TITLE:
        return Unmet(_("The title is long: %(length)d characters.") % {"length": length})
    return Unmet(_("The title is very short.")) if 0 < length < SHORTEST_TITLE else None


def _lead_length(subject: Subject) -> Unmet | None:
    length = len(subject.article.lead.strip())
    return Unmet(_("The lead is long: %(length)d characters.") % {"length": length}) if length > LONGEST_LEAD else None


def _body_length(subject: Subject) -> Unmet | None:
    words = subject.body.words
    return (
        Unmet(_("The body is very short: %(words)d words.") % {"words": words}) if 0 < words < SHORTEST_BODY else None
    )


_no_title = _missing("title", gettext_lazy("The title is missing."))
_no_lead = _missing("lead", gettext_lazy("The lead is missing."))
_no_section = _missing("section_id", gettext_lazy("The section is missing."))

# In the order in which they are shown.
CHECKS = (
    Check("title", gettext_lazy("Title"), "title", Level.REQUIRED, _no_title, is_fixed=True),
    Check("section", gettext_lazy("Section"), "section", Level.REQUIRED, _no_section, is_fixed=True),
    Check("lead", gettext_lazy("Lead"), "lead", Level.REQUIRED, _no_lead),
    Check("body", gettext_lazy("Body"), "body", Level.REQUIRED, _body, is_fixed=True),
    Check("byline", gettext_lazy("Author or signature"), "author", Level.REQUIRED, _byline),
    Check("source", gettext_lazy("Source"), "source", Level.WARNING, _source),
    Check(
        "lead_picture_alt",
        gettext_lazy("Alternative text of the lead picture"),
        "lead_picture",
        Level.REQUIRED,
        _lead_picture_alt,
    ),
    Check("body_alt", gettext_lazy("Alternative text of pictures in the body"), "body", Level.REQUIRED, _body_alt),
    Check("captions", gettext_lazy("Captions"), "body", Level.WARNING, _captions),
    Check("unfinished", gettext_lazy("Nothing unfinished"), "body", Level.REQUIRED, _unfinished),
    Check("broken_links", gettext_lazy("Links within the portal"), "body", Level.REQUIRED, _broken_links),
    Check("title_length", gettext_lazy("Length of the title"), "title", Level.WARNING, _title_length),
    Check("lead_length", gettext_lazy("Length of the lead"), "lead", Level.WARNING, _lead_length),
    Check("body_length", gettext_lazy("Length of the body"), "body", Level.WARNING, _body_length),
)
