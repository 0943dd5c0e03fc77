"""What the newsroom writes into the log (`portal.audit`), and the words for it."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.models import Revision
from portal import audit_words

Step = Revision.Action


class Logged(StrEnum):
    """What is done beside the steps of an article, which `of_revision` names."""

    PURGED = "article_purged"
    PUBLISH_REFUSED = "publish_refused"
    LINK_MADE = "preview_link_made"
    LINK_REVOKED = "preview_link_revoked"
    LINK_APPROVED = "preview_link_approved"
    USER_ADDED = "user_added"
    USER_DELETED = "user_deleted"
    RIGHTS_CHANGED = "rights_changed"
    ROLE_CHANGED = "role_changed"
    ROLE_DELETED = "role_deleted"
    SECTION_MOVED = "section_moved"
    CHECK_LEVEL_CHANGED = "check_level_changed"
    FRONT_PAGE_ARRANGED = "front_page_arranged"
    MESSAGE_HANDLED = "message_handled"
    MESSAGE_REOPENED = "message_reopened"
    MESSAGE_DELETED = "message_deleted"
    MESSAGES_TIDIED = "messages_tidied"
    SITE_CHANGED = "site_changed"
    SITE_PART_ADDED = "site_part_added"
    SITE_PART_CHANGED = "site_part_changed"
    SITE_PART_DELETED = "site_part_deleted"


_ARTICLES: dict[Revision.Action, Any] = {
    Step.CREATED: _("Article begun"),
    Step.SUBMITTED: _("Article sent for review"),
    Step.SENT_BACK: _("Article sent back"),
    Step.PUBLISHED: _("Article published"),
    Step.ARCHIVED: _("Article taken off the site"),
    Step.TRASHED: _("Article moved to the trash"),
    Step.UNTRASHED: _("Article taken out of the trash"),
    Step.REDRAFTED: _("New text of an article begun"),
    Step.DISCARDED: _("New text of an article given up"),
    Step.RESTORED: _("Earlier text of an article brought back"),
}
_OTHERS: dict[str, Any] = {
    Logged.PURGED: _("Article deleted for ever"),
    Logged.PUBLISH_REFUSED: _("Publishing without the right refused"),
    Logged.LINK_MADE: _("Preview link made"),
    Logged.LINK_REVOKED: _("Preview link revoked"),
    Logged.LINK_APPROVED: _("Article approved by link"),
    Logged.USER_ADDED: _("User added"),
    Logged.USER_DELETED: _("User deleted"),
    Logged.RIGHTS_CHANGED: _("Rights of a user changed"),
    Logged.ROLE_CHANGED: _("Role changed"),
    Logged.ROLE_DELETED: _("Role deleted"),
    Logged.SECTION_MOVED: _("Section moved under another"),
    Logged.CHECK_LEVEL_CHANGED: _("Check before publishing changed"),
    Logged.FRONT_PAGE_ARRANGED: _("Front page arranged"),
    Logged.MESSAGE_HANDLED: _("Message from a reader handled"),
    Logged.MESSAGE_REOPENED: _("Message from a reader opened again"),
    Logged.MESSAGE_DELETED: _("Message from a reader deleted"),
    Logged.MESSAGES_TIDIED: _("Old messages from readers deleted"),
    Logged.SITE_CHANGED: _("Settings of the portal changed"),
    Logged.SITE_PART_ADDED: _("Part of the site added"),
    Logged.SITE_PART_CHANGED: _("Part of the site changed"),
    Logged.SITE_PART_DELETED: _("Part of the site deleted"),
}
_DETAILS = {
    "note": _("note"),
    "gained": _("added"),
    "lost": _("taken away"),
    "before_change": _("before"),
    "after_change": _("afterwards"),
    "recipient": _("for whom"),
    "fields": _("fields"),
}


def of_revision(step: Revision.Action) -> str:
    """The action of the log for a step of an article."""
    return f"article_{step}"


def add_words() -> None:
    """Let the log know the newsroom's actions."""
    audit_words.add_words(
        actions={**{of_revision(step): words for step, words in _ARTICLES.items()}, **_OTHERS}, details=_DETAILS
    )
