"""What an article must have before readers see it, and what it should have.

The checks themselves are in `articles.requirements`; how strictly each is taken stands there too, unless an
administrator said otherwise (`CheckLevel`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from articles.logbook import Logged
from articles.models import Article, CheckLevel
from articles.requirements import CHECKS, Check, Level, Subject, Unmet
from portal import audit


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that is not met: the sentence for the writer, and the field of the form to go to.

    `mark` is what to look for in the text there, where something in it is wrong.
    """

    code: str
    message: str
    field: str
    level: Level
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the checklist: a check with its level, and what it found when it is not met."""

    check: Check
    level: Level
    finding: Finding | None


def checklist(article: Article) -> list[Checked]:
    """Every check that is not off, in the order in which they are shown. The article need not be stored."""
    subject, stated = Subject(article), levels()
    return [
        Checked(check, level, _finding(check, level, check.find(subject)))
        for check in CHECKS
        if (level := stated[check.code]) != Level.OFF
    ]


def findings(article: Article) -> list[Finding]:
    """What is not met, whether it must be or only should be."""
    return [line.finding for line in checklist(article) if line.finding]


def problems(article: Article) -> list[str]:
    """What must be met before readers see the article and is not, each as a sentence."""
    return [finding.message for finding in findings(article) if finding.level == Level.REQUIRED]


def levels() -> dict[str, Level]:
    """How strictly each check is taken."""
    changed = dict(CheckLevel.objects.values_list("code", "level"))
    return {
        check.code: check.default if check.is_fixed else Level(changed.get(check.code, check.default))
        for check in CHECKS
    }


@transaction.atomic
def set_levels(wanted: Mapping[str, str]) -> None:
    """Take each check as strictly as is `wanted` from now on; those that it does not name stay as they are."""
    before = levels()
    rows = [CheckLevel(code=check.code, level=wanted[check.code]) for check in CHECKS if check.code in wanted]
    CheckLevel.objects.filter(code__in=[row.code for row in rows]).delete()
    defaults = {check.code: check.default for check in CHECKS}
    CheckLevel.objects.bulk_create([row for row in rows if row.level != defaults[row.code]])
    after = levels()
    for check in CHECKS:
        if (level := after[check.code]) != before[check.code]:
            audit.write(
                Logged.CHECK_LEVEL_CHANGED,
                label=str(check.label),
                before_change=str(before[check.code].label),
                after_change=str(level.label),
            )


def _finding(check: Check, level: Level, unmet: Unmet | None) -> Finding | None:
    return unmet and Finding(check.code, unmet.message, unmet.field or check.field, level, unmet.mark)
