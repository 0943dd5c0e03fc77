"""What an article must have before readers see it."""

from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article


def problems(article: Article) -> list[str]:
    """What is missing, each as a sentence; empty when the article can be published."""
    body = _read(article.body)
    checks = [
        (article.title.strip(), _("The title is missing.")),
        (article.lead.strip(), _("The lead is missing.")),
        (article.section_id, _("The section is missing.")),
        (body.has_content, _("The body is empty.")),
        (
            not article.lead_picture or article.lead_picture.alt.strip(),
            _("The lead picture has no alternative text."),
        ),
        (not body.bare_pictures, _without_alt(body.bare_pictures)),
    ]
    return [sentence for is_met, sentence in checks if not is_met]


def _without_alt(count: int) -> str:
    sentence = ngettext(
        "%(count)d picture in the body has no alternative text.",
        "%(count)d pictures in the body have no alternative text.",
        count,
    )
    return sentence % {"count": count}


class _Body(HTMLParser):
    """Whether there is anything to read or to see, and how many pictures say nothing to a blind reader."""

    def __init__(self) -> None:
        super().__init__()
        self.has_content = False
        self.bare_pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.has_content = True
            self.bare_pictures += not (dict(attrs).get("alt") or "").strip()

    def handle_data(self, data: str) -> None:
        self.has_content = self.has_content or bool(data.strip())


def _read(html: str) -> _Body:
    body = _Body()
    body.feed(html)
    body.close()
    return body
