"""The new text of an article that readers know: a row of its own until it is published or given up."""

from django.contrib.auth.models import User

from articles.models import Article
from articles.revisions import CONTENT, LISTS


def copy_of(article: Article, *, by: User) -> Article:
    """Store a draft that begins as the article stands now."""
    new = Article(redraft_of=article, created_by=by, **{name: getattr(article, name) for name in CONTENT})
    new.save()
    _copy_lists(article, new)
    return new


def replace(article: Article, *, new: Article) -> None:
    """Give the article the content of its new text, and the new text's history; then the new text is gone."""
    for name in CONTENT:
        setattr(article, name, getattr(new, name))
    article.save()
    _copy_lists(new, article)
    # To say that it is published, and who agreed; those of a new text that is given up end with it.
    new.preview_links.update(article=article)
    leave_history(new)


def leave_history(new: Article) -> Article:
    """Hand what was done and said about a new text to its article, which is returned, and delete the new text."""
    article = new.redraft_of
    assert article is not None  # noqa: S101  only ever asked of a new text
    new.revisions.update(article=article)
    new.notes.update(article=article)
    new.notices.update(article=article)
    new.editing_sessions.update(article=article)  # with what somebody has typed there and not saved
    new.delete()
    return article


def _copy_lists(source: Article, copy: Article) -> None:
    for name in LISTS:
        getattr(copy, name).set(getattr(source, name).all())
