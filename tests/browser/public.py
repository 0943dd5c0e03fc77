"""The pages that readers see, one of each kind, at their addresses on the demo portal."""

from tests.servers import Server, query

_SECTION_OF = "FROM articles_article a JOIN articles_section s ON s.id = a.section_id WHERE a.status = 'published'"
_FIXED = {
    "home": "/",
    "most read": "/doc-nhieu/",
    "search form": "/tim-kiem/",
    "results": "/tim-kiem/?q=điện biên",
    "suggestive search": "/tim-kiem/?q=duong&tu=2020-01-01",
    "nothing found": "/tim-kiem/?q=không-có-chữ-này",
    "contact": "/lien-he/",
    "contact sent": "/lien-he/da-gui/",
    "site map": "/so-do/",
    "method": "/cach-tinh/",
    "not found": "/khong-co/trang-nay/",
}


def public_pages(portal: Server) -> dict[str, str]:
    """The address of a page of each kind, by what it is."""
    return {
        **_FIXED,
        "long article": _article(portal, "length(a.body) DESC"),
        "short article": _article(portal, "length(a.body)"),
        "section": _one(portal, "SELECT '/' || slug || '/' FROM articles_section WHERE parent_id IS NULL ORDER BY id"),
        "sub-section": _one(portal, "SELECT '/' || slug || '/' FROM articles_section WHERE parent_id IS NOT NULL"),
        "tag": _one(
            portal,
            "SELECT '/the/' || t.slug || '/' FROM articles_article_tags l JOIN articles_tag t ON t.id = l.tag_id"
            " JOIN articles_article a ON a.id = l.article_id WHERE a.status = 'published'",
        ),
        "author": _one(portal, f"SELECT '/tac-gia/' || a.author_slug || '/' {_SECTION_OF} AND a.author_slug <> ''"),
        "thread": _one(portal, "SELECT '/dong-su-kien/' || slug || '/' FROM articles_storythread ORDER BY id"),
        "page": _one(portal, "SELECT '/trang/' || slug || '/' FROM articles_staticpage WHERE language = 'vi'"),
        "English page": _one(portal, "SELECT '/trang/' || slug || '/' FROM articles_staticpage WHERE language = 'en'"),
    }


def _article(portal: Server, order: str) -> str:
    return _one(portal, f"SELECT '/' || s.slug || '/' || a.slug || '-' || a.id || '/' {_SECTION_OF} ORDER BY {order}")


def _one(portal: Server, statement: str) -> str:
    return str(query(portal.database, f"{statement} LIMIT 1")[0][0])
