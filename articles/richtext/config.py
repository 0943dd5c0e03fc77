"""How CKEditor is set up. What it may let through comes from the allow-list that the server cleans by."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.richtext.allowed import editor_rules

# Beyond the bundle: pictures with captions in place of the old picture dialog.
EXTRA_PLUGINS = ("image2",)

# Parts of the bundle with known holes or calls to other hosts; they must never run.
FORBIDDEN_PLUGINS = (
    *("cloudservices", "codesnippetgeshi", "docprops", "easyimage", "embed", "exportpdf", "flash", "iframe"),
    *("mathjax", "preview", "scayt", "templates", "wsc"),
)
# Parts that newswriting does without.
UNUSED_PLUGINS = (
    *("about", "bidi", "colorbutton", "colordialog", "copyformatting", "dialogadvtab", "div", "editorplaceholder"),
    *("elementspath", "find", "font", "forms", "image", "indentblock", "language", "liststyle", "newpage"),
    *("pagebreak", "print", "save", "selectall", "showblocks", "smiley", "sourcearea", "stylescombo"),
)
TOOLBAR = [
    ["Format"],
    ["Bold", "Italic", "Underline"],
    ["NumberedList", "BulletedList", "Blockquote"],
    ["JustifyLeft", "JustifyCenter", "JustifyRight"],
    ["Link", "Unlink"],
    ["Image", "Table", "HorizontalRule", "SpecialChar"],
    ["RemoveFormat", "Undo", "Redo"],
    ["Maximize"],
]


_STYLES = ("css/tokens.css", "css/fonts.css", "css/article.css", "newsroom/content.css")


def editor_config() -> dict[str, Any]:
    """The editor's configuration as its script reads it."""
    upload_url = reverse("picture-upload")
    return {
        "language": "vi",
        "versionCheck": False,
        "customConfig": "",
        "stylesSet": False,
        "skin": "moono-lisa",
        "extraPlugins": ",".join(EXTRA_PLUGINS),
        "removePlugins": ",".join([*FORBIDDEN_PLUGINS, *UNUSED_PLUGINS]),
        "toolbar": TOOLBAR,
        "format_tags": "p;h2;h3",
        "removeButtons": "",
        "allowedContent": editor_rules(),
        # The editor's own mark on a picture that is still being uploaded; it never reaches the server's list.
        "extraAllowedContent": "img[data-widget]",
        "justifyClasses": ["align-left", "align-center", "align-right", "align-justify"],
        "image2_captionedClass": "image",
        "image2_alignClasses": ["align-left", "align-center", "align-right"],
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        "linkDefaultProtocol": "https://",
        # Vietnamese letters stay letters.
        **dict.fromkeys(["entities", "entities_latin", "entities_greek"], False),
        "disableNativeSpellChecker": False,
        "browserContextMenuOnCtrl": True,
        "clipboard_handleImages": False,
        "filebrowserUploadMethod": "xhr",
        "filebrowserImageUploadUrl": upload_url,
        "imageUploadUrl": upload_url,
        "newsroomArticles": reverse("admin:articles_article_choose"),
        "newsroomPictures": f"{settings.MEDIA_URL}pictures/",
        # The writing area scrolls by itself, so that the toolbar stays in sight however long the article is.
        "height": 560,
        "width": "100%",
        "resize_dir": "vertical",
        "bodyClass": "prose",
        "contentsCss": [static(name) for name in _STYLES],
    }
