"""The newsroom: what staff see of articles, pictures, sections and people, and of the site itself."""

from articles.admin import articles, contact, levels, library, site, site_pages, users, vain_searches

__all__ = ["articles", "contact", "levels", "library", "site", "site_pages", "users", "vain_searches"]
