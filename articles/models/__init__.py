"""News posts, what they are made of, and the work on them."""

from articles.models.article import Article
from articles.models.contact import ContactMessage, ContactSending
from articles.models.content import RESERVED_SLUGS, Picture, PublicContent, Section, StoryThread, Tag
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
from articles.models.searching import SearchText, VainSearch
from articles.models.site import Announcement, MenuLink, SiteSettings, StaticPage

__all__ = [
    "RESERVED_SLUGS",
    "Announcement",
    "Article",
    "ArticleLink",
    "CheckLevel",
    "ContactMessage",
    "ContactSending",
    "EditingSession",
    "MenuLink",
    "Note",
    "Notice",
    "Picture",
    "PreviewLink",
    "PublicContent",
    "Revision",
    "SearchText",
    "Section",
    "SectionLimit",
    "SiteSettings",
    "StaticPage",
    "StoryThread",
    "Tag",
    "VainSearch",
]
