"""The words around the text are those of the page's language, and of no other."""

import re
from html import unescape

import pytest
from django.test import Client

from articles.models import SiteSettings, StaticPage
from portal.env import BASE_DIR
from tests.articles.letters_from_readers import send
from tests.factories import make_article, make_section, make_tag
from tests.messages import of_python

pytestmark = pytest.mark.django_db

ADDRESSES = ["/lien-he/", "/lien-he/da-gui/", "/so-do/", "/cach-tinh/", "/trang/about/"]
_VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


def words_of(html: str) -> str:
    """What readers see or hear of the title and the main part."""
    title, main = re.search("<title>([^|<]*)", html), re.search("<main.*?</main>", html, re.DOTALL)
    assert title
    assert main
    spoken = re.findall(' (?:aria-label|alt|placeholder)="([^"]+)"', main[0])
    return unescape(" ".join([title[1], re.sub("<[^>]+>", "\n", main[0]), *spoken]))


def prepare(language: str) -> None:
    SiteSettings(language=language, name="Hoa Lung", owner="Hoa Lung Office", phone="0203 456 789").save()
    StaticPage.objects.create(title="About", slug="about", language=language, body="<p>2026</p>")
    section = make_section(name="Hoa", language=language)
    make_article(title="Lua", section=make_section(name="Lung", parent=section)).tags.add(make_tag(name="Lua"))


def english_texts() -> set[str]:
    """Every sentence of our own templates and of the form, as it is written in them."""
    texts = {text.msgid for text in of_python([BASE_DIR / "templates" / "articles", BASE_DIR / "articles"])}
    return {text for text in texts if " " in text and "%(" not in text}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_english_page_holds_no_vietnamese(reader: Client, address: str) -> None:
    prepare("en")
    words = words_of(reader.get(address).content.decode())
    assert [line for line in words.splitlines() if _VIETNAMESE.search(line)] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_vietnamese_page_holds_no_english(reader: Client, address: str) -> None:
    prepare("vi")
    words = " ".join(words_of(reader.get(address).content.decode()).split())
    assert [text for text in english_texts() if text in words] == []


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Please tell us your name."), ("vi", "Xin cho biết họ và tên.")]
)
def test_the_sentences_of_the_form_speak_the_language_of_the_site(reader: Client, language: str, sentence: str) -> None:
    prepare(language)
    assert sentence in words_of(send(reader, name="").content.decode())


def test_a_page_speaks_its_own_language_on_a_site_of_another(reader: Client) -> None:
    SiteSettings(language="vi").save()
    StaticPage.objects.create(title="About", slug="about", language="en", body="<p>2026</p>")
    assert "Updated" in words_of(reader.get("/trang/about/").content.decode())
