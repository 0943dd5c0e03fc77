"""The newsroom: what staff see of articles, pictures, sections and people."""

from articles.admin import articles, contact, levels, library, users, vain_searches

__all__ = ["articles", "contact", "levels", "library", "users", "vain_searches"]
