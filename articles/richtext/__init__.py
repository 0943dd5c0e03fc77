"""The one seam to the rich-text editor: the model field, its cleaning and its widget.

Nothing outside this package knows which editor is used; migrations name `RichTextField` only. The widget is
not imported here, so that the field and the migrations do without the editor's package.
"""

from articles.richtext.addresses import with_absolute_addresses
from articles.richtext.cleaning import clean_html
from articles.richtext.field import RichTextField
from articles.richtext.reading import Reading, read, read_tree
from articles.richtext.tree import Node, RichTextError, parse, serialize
from articles.richtext.urls import own_path

__all__ = [
    "Node",
    "Reading",
    "RichTextError",
    "RichTextField",
    "clean_html",
    "own_path",
    "parse",
    "read",
    "read_tree",
    "serialize",
    "with_absolute_addresses",
]
