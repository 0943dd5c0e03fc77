import io
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.forms import modelform_factory
from django.utils.datastructures import MultiValueDict
from PIL import Image, ImageCms, ImageDraw

from articles.images import AtomicFileSystemStorage, process
from articles.images.naming import sizes_of
from articles.models import Picture
from portal.models import Generation


def picture_bytes(
    size: tuple[int, int] = (1200, 800), *, format_: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture of noise, which has as many colours as a photo."""
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 80).resize(size, Image.Resampling.NEAREST).convert(mode).save(
        buffer, format_, **options
    )
    return buffer.getvalue()


def upload(data: bytes, name: str = "anh.jpg") -> Any:
    return ContentFile(data, name=name)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        process(upload(data))
    return str(caught.value.code)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "MPO"])
def test_every_kind_of_photo_becomes_a_jpeg(format_: str) -> None:
    options: dict[str, Any] = (
        {"save_all": True, "append_images": [Image.new("RGB", (9, 9))]} if format_ == "MPO" else {}
    )
    drawn = process(upload(picture_bytes((300, 200), format_=format_, **options)))
    assert (drawn.name, drawn.width, drawn.height) == ("picture.jpg", 300, 200)
    assert opened(drawn.read()).format == "JPEG"


def test_of_an_animation_the_first_picture_is_kept() -> None:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    picture = opened(process(upload(buffer.getvalue())).read()).convert("RGB")
    assert picture.getpixel((5, 5)) == pytest.approx((254, 0, 0), abs=2)


def test_a_transparent_picture_stays_transparent() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    drawn = process(upload(buffer.getvalue()))
    assert (drawn.name, opened(drawn.read()).mode) == ("picture.png", "RGBA")


def test_a_chart_of_few_colours_stays_sharp() -> None:
    image = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(image).rectangle((50, 50, 100, 250), fill="navy")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    assert process(upload(buffer.getvalue())).name == "picture.png"


def test_a_large_picture_is_made_smaller() -> None:
    drawn = process(upload(picture_bytes((4000, 1000))))
    assert (drawn.width, drawn.height) == (2560, 640)


def test_renditions_are_webps_up_to_its_own_width_and_smaller_jpegs() -> None:
    drawn = process(upload(picture_bytes((1200, 800))))
    found = [(opened(rendition.data).format, opened(rendition.data).size) for rendition in drawn.renditions]
    smaller = [(240, 160), (480, 320), (960, 640)]
    assert found == [("WEBP", size) for size in [*smaller, (1200, 800)]] + [("JPEG", size) for size in smaller]


def test_renditions_of_a_transparent_picture_are_transparent() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (500, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    drawn = process(upload(buffer.getvalue()))
    found = {(size, opened(data).format, opened(data).mode) for size, data in drawn.renditions}
    assert found == {
        *(((width, "webp"), "WEBP", "RGBA") for width in (240, 480, 500)),
        *(((width, "png"), "PNG", "RGBA") for width in (240, 480)),
    }


def test_a_picture_wider_than_any_rendition_has_no_webp_of_its_own_width() -> None:
    assert [size.width for size in sizes_of(2560, "jpg") if size.extension == "webp"] == [240, 480, 960, 1600]


def test_a_tiny_picture_has_a_webp_of_its_own_width_alone() -> None:
    assert sizes_of(100, "png") == [(100, "webp")]


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Nhà riêng"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 30.0)
    data = picture_bytes(exif=exif, comment=b"<script>alert(1)</script>")
    drawn = process(upload(data + b"<script>alert(2)</script>")).read()
    assert not opened(drawn).getexif()
    assert b"script" not in drawn


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = process(upload(picture_bytes((300, 200), exif=exif)))
    assert (drawn.width, drawn.height) == (200, 300)


def test_colours_are_converted_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, srgb, b"no profile"):
        drawn = opened(process(upload(picture_bytes((90, 60), icc_profile=profile))).read())
        assert (drawn.mode, drawn.info.get("icc_profile")) == ("RGB", None)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_read(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new("L", (50, 40), 200).convert(mode if mode != "I;16" else "I").convert(mode).save(buffer, "PNG")
    assert (process(upload(buffer.getvalue())).width, process(upload(buffer.getvalue())).height) == (50, 40)


def test_a_cmyk_jpeg_is_read() -> None:
    assert opened(process(upload(picture_bytes(mode="CMYK"))).read()).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "other_type"),
        (b"Xin ch\xc3\xa0o", "other_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "other_type"),
        (b"<html><script>alert(1)</script>", "other_type"),
        (picture_bytes(format_="TIFF"), "other_type"),
        (picture_bytes(format_="BMP"), "other_type"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64), "heic"),
        (picture_bytes()[:3000], "unreadable"),
        (picture_bytes(format_="PNG")[:600], "unreadable"),
        (bytes(20 * 1024 * 1024 + 1), "too_large"),
    ],
    ids=["empty", "text", "svg", "html", "tiff", "bmp", "heic", "cut jpeg", "cut png", "large"],
)
def test_what_is_no_picture_for_the_web_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("size", [(8000, 8000), (9500, 9500), (30000, 30000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    buffer = io.BytesIO()
    with patch.object(Image, "MAX_IMAGE_PIXELS", None):
        Image.new("1", size).save(buffer, "PNG")
    start = time.monotonic()
    assert refusal(buffer.getvalue()) == "too_many_pixels"
    assert time.monotonic() - start < 1


# Rows and files.


def stored() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path.name for path in root.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_stored_picture_has_a_name_of_its_own_and_its_renditions_beside_it() -> None:
    picture = Picture.objects.create(file=upload(picture_bytes(), "../../Ảnh của tôi.php"))
    stem = Path(str(picture.file.name)).stem
    assert len(stem) == 32
    smaller = [f"{stem}-{width}.{extension}" for width in (240, 480, 960) for extension in ("jpg", "webp")]
    assert stored() == sorted([*smaller, f"{stem}-1200.webp", f"{stem}.jpg"])


@pytest.mark.django_db
def test_a_row_knows_its_renditions_without_asking_the_storage() -> None:
    picture = Picture.objects.create(file=upload(picture_bytes()))
    stem = picture.file.url.removesuffix(".jpg")
    assert picture.renditions() == [(f"{stem}-{width}.webp", width) for width in (240, 480, 960, 1200)]
    assert picture.fallbacks() == [
        *((f"{stem}-{width}.jpg", width) for width in (240, 480, 960)),
        (f"{stem}.jpg", 1200),
    ]
    offered = [url for url, _width in [*picture.renditions(), *picture.fallbacks()]]
    assert all(default_storage.exists(url.removeprefix("/media/")) for url in offered)


@pytest.mark.django_db
def test_a_file_saved_past_the_form_is_drawn_anew_too() -> None:
    picture = Picture()
    with pytest.raises(ValidationError):
        picture.file.save("x.html", upload(b"<script>"))
    picture.file.save("x.html", upload(picture_bytes()))
    assert str(picture.file.name).endswith(".jpg")


@pytest.mark.django_db
def test_a_row_that_cannot_be_stored_leaves_no_files() -> None:
    Generation.objects.all().delete()
    picture = Picture(file=upload(picture_bytes()), pk="không phải số")
    with pytest.raises(ValueError, match="expected a number"):
        picture.save()
    assert stored() == []


@pytest.mark.django_db
def test_a_rendition_that_cannot_be_stored_leaves_no_files() -> None:
    picture = Picture(file=upload(picture_bytes()))
    original = AtomicFileSystemStorage._save

    def fails_for_the_second(storage: AtomicFileSystemStorage, name: str, content: object) -> str:
        if name.endswith("-960.webp"):
            raise OSError(28, "No space left on device")
        return original(storage, name, content)

    with patch.object(AtomicFileSystemStorage, "_save", fails_for_the_second), pytest.raises(OSError, match="No space"):
        picture.save()
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_deleting_removes_the_files_when_it_is_certain() -> None:
    picture = Picture.objects.create(file=upload(picture_bytes()))
    with pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012  the transaction is the point
        picture.delete()
        raise DatabaseError
    assert len(stored()) == 8
    Picture.objects.get().delete()
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_deleting_many_removes_their_files() -> None:
    for _number in range(2):
        Picture.objects.create(file=upload(picture_bytes((100, 100))))
    Picture.objects.all().delete()
    assert stored() == []


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path) -> None:
    storage = AtomicFileSystemStorage(location=tmp_path)

    class Interrupted(ContentFile):  # type: ignore[type-arg]
        def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN202
            yield b"half"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        storage.save("a/b.jpg", Interrupted(b"", name="b.jpg"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_stored_file_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    storage = AtomicFileSystemStorage(location=tmp_path)
    storage.save("b.jpg", ContentFile(b"x"))
    assert (tmp_path / "b.jpg").stat().st_mode & 0o777 == 0o644


@pytest.mark.django_db
def test_the_form_refuses_beside_the_field_and_keeps_the_rest() -> None:
    form = modelform_factory(Picture, fields=["file", "alt"])(
        {"alt": "Kênh"}, MultiValueDict({"file": [upload(b"x", "a.heic")]})
    )
    assert list(form.errors) == ["file"]
    assert form["alt"].value() == "Kênh"


@pytest.mark.django_db
def test_the_form_takes_any_name() -> None:
    form = modelform_factory(Picture, fields=["file"])(
        {}, MultiValueDict({"file": [upload(picture_bytes((50, 50)), "ả" * 300)]})
    )
    assert form.errors == {}
    assert form.save().width == 50
