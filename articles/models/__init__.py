"""News posts, what they are made of, and the work on them."""

from articles.models.article import Article
from articles.models.content import RESERVED_SLUGS, Picture, PublicContent, Section, Tag
from articles.models.newsroom import (
    ArticleLink,
    CheckLevel,
    EditingSession,
    Note,
    Notice,
    PreviewLink,
    Revision,
    SectionLimit,
)

__all__ = [
    "RESERVED_SLUGS",
    "Article",
    "ArticleLink",
    "CheckLevel",
    "EditingSession",
    "Note",
    "Notice",
    "Picture",
    "PreviewLink",
    "PublicContent",
    "Revision",
    "Section",
    "SectionLimit",
    "Tag",
]
