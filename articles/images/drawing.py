"""Pictures on their way in: checked, decoded, and drawn anew.

What is stored is never what was sent: the pixels are painted on a fresh canvas, so that neither hidden data nor
the place where a photo was taken comes along, and every name is made here.
"""

import io
import logging
import struct
import threading
import warnings
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from articles.images.naming import WEBP, Size, sizes_of

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2560
_FEW_COLOURS = 64
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")

# The library's own limit holds wherever else a picture is opened; its warning is to stop the decoding, too.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_SRGB = ImageCms.createProfile("sRGB")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# Pillow's decoders answer damage with many kinds of errors; all mean the same to whoever sent it.
_DAMAGE = (OSError, ValueError, SyntaxError, MemoryError, EOFError, LookupError, TypeError, struct.error)
# The largest pictures take near a gigabyte while they are decoded; together they would take all there is.
_one_at_a_time = threading.Lock()
_PICTURE_TYPES = _("Please choose a JPEG, PNG, WebP, AVIF or GIF picture.")


class Rendition(NamedTuple):
    size: Size
    data: bytes


class DrawnPicture(ContentFile):  # type: ignore[type-arg]  # generic in its stubs only
    """A picture ready to be stored: drawn by `process`, with its smaller renditions."""

    def __init__(self, data: bytes, *, extension: str, size: tuple[int, int], renditions: list[Rendition]) -> None:
        super().__init__(data, name=f"picture.{extension}")
        self.width, self.height = size
        self.renditions = renditions


def process(file: "File[bytes] | IO[bytes]") -> DrawnPicture:
    """The picture in `file`, drawn anew; raises a ValidationError whose sentence says what to do."""
    data = _read(file)
    try:
        with _one_at_a_time:
            return _draw(_open(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        logger.info("A picture could not be read: %r", error)
        raise _unreadable() from error


def _read(file: "File[bytes] | IO[bytes]") -> bytes:
    size = getattr(file, "size", None)
    if size is None or size <= MOST_BYTES:
        file.seek(0)
        data = file.read(MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            return data
    raise ValidationError(
        _("This picture is larger than 20 MB. Please make it smaller and try again."), code="too_large"
    )


def _open(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS and b"avif" not in data[8:64]:
        raise ValidationError(
            _(
                "HEIC pictures cannot be shown on the web. On an iPhone choose Settings > Camera > Formats > "
                "Most Compatible and take it again, or save the picture as JPEG."
            ),
            code="heic",
        )
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise ValidationError(_PICTURE_TYPES, code="other_type") from error
    # Phones put a preview or a depth map behind the photo and call it MPO; the first frame is the JPEG.
    if image.format not in {*FORMATS, "MPO"}:
        raise ValidationError(_PICTURE_TYPES, code="other_type")
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    return image


def _draw(image: Image.Image) -> DrawnPicture:
    """Only the first frame is ever decoded, so an animation costs no more than a still picture."""
    keeps_colours = image.format in {"PNG", "GIF"} and _has_few_colours(image)
    # A JPEG is decoded at a fraction of its size when that is enough.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(_shrunk(image))
    image = _in_srgb(image, profile)
    canvas = Image.new(image.mode, image.size)
    canvas.paste(image)
    if canvas.mode == "RGBA" and canvas.getchannel("A").getextrema() == (255, 255):
        canvas = canvas.convert("RGB")
    extension = "png" if canvas.mode == "RGBA" or keeps_colours else "jpg"
    return DrawnPicture(
        _encoded(canvas, extension),
        extension=extension,
        size=canvas.size,
        renditions=list(renditions(canvas, sizes_of(canvas.width, extension))),
    )


def _has_few_colours(image: Image.Image) -> bool:
    # Drawings and charts; as a JPEG their edges would blur.
    return image.mode in {"1", "L", "P", "RGB"} and image.getcolors(_FEW_COLOURS) is not None


def _shrunk(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        image = _unpacked(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _unpacked(image: Image.Image) -> Image.Image:
    exif = image.getexif()
    unpacked = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    # What `exif_transpose` goes by must survive.
    unpacked.getexif().update(exif)
    return unpacked


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    colours = image.convert("RGB") if alpha else image
    if profile and colours.mode in {"RGB", "CMYK", "L"}:
        colours = _converted(colours, profile)
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A damaged profile, or one for other channels: the colours stay as they are.
        return image


def _encoded(canvas: Image.Image, extension: str, *, quality: int = 85) -> bytes:
    buffer = io.BytesIO()
    if extension == "png":
        canvas.save(buffer, "PNG")
    elif extension == WEBP:
        canvas.save(buffer, "WEBP", quality=80, method=2)
    else:
        canvas.save(buffer, "JPEG", quality=quality, progressive=True, optimize=True)
    return buffer.getvalue()


def renditions(canvas: Image.Image, sizes: Iterable[Size]) -> Iterator[Rendition]:
    """The drawn picture in each of `sizes`; each width is drawn once, whatever the number of its formats."""
    drawn: dict[int, Image.Image] = {canvas.width: canvas}
    for size in sizes:
        if size.width not in drawn:
            height = max(1, round(canvas.height * size.width / canvas.width))
            drawn[size.width] = canvas.resize((size.width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        yield Rendition(size, _encoded(drawn[size.width], size.extension, quality=80))


def missing_renditions(file: IO[bytes], sizes: Iterable[Size]) -> Iterator[Rendition]:
    """Those renditions of a picture that was stored before, whose file is trusted as drawn here."""
    with _one_at_a_time, Image.open(file, formats=FORMATS) as image:
        image.load()
        canvas = image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
        yield from renditions(canvas, sizes)


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This file is not a picture, or it is damaged. Please choose another one."), code="unreadable"
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has more than 60 megapixels. Please make it smaller and try again."),
        code="too_many_pixels",
    )
