"""The sections as readers go through them: a tree of two levels, read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Section


@dataclass(frozen=True, slots=True)
class Branch:
    """A section of the first level with those below it, each in the order the editors gave."""

    section: Section
    children: list[Section] = field(default_factory=list)

    @property
    def sections(self) -> list[Section]:
        """The section itself and those below it."""
        return [self.section, *self.children]


def section_tree() -> list[Branch]:
    """All sections; those of the second level have their ``parent`` at hand."""
    sections = list(Section.objects.all())
    branches = {section.pk: Branch(section) for section in sections if section.parent_id is None}
    for section in sections:
        if section.parent_id in branches:
            section.parent = branches[section.parent_id].section
            branches[section.parent_id].children.append(section)
    return list(branches.values())


def find_branch(tree: Iterable[Branch], slug: str) -> tuple[Branch, Section] | None:
    """The section with this address and the branch it belongs to."""
    for branch in tree:
        for section in branch.sections:
            if section.slug == slug:
                return branch, section
    return None
