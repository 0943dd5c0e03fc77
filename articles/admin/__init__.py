"""The newsroom: what staff see of articles, pictures, sections and people."""

from articles.admin import articles, levels, library, users

__all__ = ["articles", "levels", "library", "users"]
