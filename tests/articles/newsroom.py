"""What tests of the newsroom send, as a browser would."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localtime

from articles.models import Article

LIST = "/admin/articles/article/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(article: Article, page: str = "change") -> str:
    return f"{LIST}{article.pk}/{page}/"


def typed(article: Article, **changes: Any) -> dict[str, Any]:
    """What a browser sends for the article as it is stored, with `changes`."""
    moment = article.publish_at and localtime(article.publish_at)
    return {
        "version": article.updated_at.isoformat() if article.pk else "",
        "title": article.title,
        "slug": article.slug,
        "section": article.section_id,
        "lead": article.lead,
        "body": article.body,
        "author": article.author,
        "signature": article.signature,
        "publish_at_0": moment.strftime("%d/%m/%Y") if moment else "",
        "publish_at_1": moment.strftime("%H:%M") if moment else "",
        "expire_at_0": "",
        "expire_at_1": "",
        **changes,
    }


def send(user: User, article: Article, button: str = "_save", **changes: Any) -> HttpResponse:
    path = address(article) if article.pk else f"{LIST}add/"
    return client_of(user).post(path, {**typed(article, **changes), button: "1"})  # type: ignore[return-value]


def errors(response: Any) -> str:
    return " ".join(response.context["adminform"].form.non_field_errors())
