"""The newsroom: what staff see of articles, pictures, sections and people."""

from articles.admin import articles, library, users

__all__ = ["articles", "library", "users"]
