"""What is left of every view: counts by day and hour, and what was read of late."""

from stats.models.counts import (
    ArticleDay,
    ArticleMonth,
    ArticleTotal,
    DimensionDay,
    DimensionMonth,
    Excluded,
    JournalPosition,
    OpeningTotal,
    RollupState,
    RowNumberField,
    Salt,
    SiteDay,
    SiteHour,
    SiteMonth,
    Step,
    Visit,
    Visitor,
)
from stats.models.lately import ArticleHour, MostRead

__all__ = [
    "ArticleDay",
    "ArticleHour",
    "ArticleMonth",
    "ArticleTotal",
    "DimensionDay",
    "DimensionMonth",
    "Excluded",
    "JournalPosition",
    "MostRead",
    "OpeningTotal",
    "RollupState",
    "RowNumberField",
    "Salt",
    "SiteDay",
    "SiteHour",
    "SiteMonth",
    "Step",
    "Visit",
    "Visitor",
]
