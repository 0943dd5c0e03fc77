"""Pictures: checked and drawn anew when they come in, and stored in several widths."""

from articles.images.drawing import DrawnPicture, process
from articles.images.field import PictureField, PictureFiles
from articles.images.naming import picture_path, srcset
from articles.images.storage import AtomicFileSystemStorage

__all__ = [
    "AtomicFileSystemStorage",
    "DrawnPicture",
    "PictureField",
    "PictureFiles",
    "picture_path",
    "process",
    "srcset",
]
