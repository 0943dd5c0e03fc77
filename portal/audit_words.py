"""How the log is said: the words for its actions and for the names of details. Other packages add theirs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = Mapping[str, str | Promise]


class Action(StrEnum):
    """What the portal itself writes down."""

    LOGIN = "login"
    LOGOUT = "logout"
    LOGIN_FAILED = "login_failed"
    LOCKED_OUT = "locked_out"
    UNLOCKED = "unlocked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  no password
    PASSWORD_RESET = "password_reset"  # noqa: S105  as above
    EXPORTED = "exported"
    REFUSED = "refused"
    TIDIED = "tidied"


_actions: dict[str, str | Promise] = {
    Action.LOGIN: gettext_lazy("Signed in"),
    Action.LOGOUT: gettext_lazy("Signed out"),
    Action.LOGIN_FAILED: gettext_lazy("Failed to sign in"),
    Action.LOCKED_OUT: gettext_lazy("Locked out after failures"),
    Action.UNLOCKED: gettext_lazy("Unlocked a login"),
    Action.PASSWORD_CHANGED: gettext_lazy("Changed their password"),
    Action.PASSWORD_RESET: gettext_lazy("Set a new password for somebody"),
    Action.EXPORTED: gettext_lazy("Exported data"),
    Action.REFUSED: gettext_lazy("Was refused"),
    Action.TIDIED: gettext_lazy("Old entries deleted"),
}
_details: dict[str, str | Promise] = {
    "browser": gettext_lazy("browser"),
    "path": gettext_lazy("page"),
    "rows": gettext_lazy("rows"),
    "before": gettext_lazy("from before"),
    "filter": gettext_lazy("filter"),
}


def add_words(*, actions: Words, details: Words) -> None:
    """Add the actions of another package, and what it calls their details; when the apps are loaded."""
    _actions.update(actions)
    _details.update(details)


def is_known(action: str) -> bool:
    """Whether there are words for this action."""
    return action in _actions


def action_choices() -> list[tuple[str, str]]:
    """The actions with their words, in the order in which they were named."""
    return [(action, str(words)) for action, words in _actions.items()]


def action_in_words(action: str) -> str:
    """The words for an action; one that nobody names any more is shown as it was written."""
    return str(_actions.get(action, action))


def details_in_words(details: Mapping[str, Any]) -> str:
    """``"browser: Firefox; page: /admin/"``."""
    return "; ".join(f"{_details.get(name, name)}: {_value(value)}" for name, value in details.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
