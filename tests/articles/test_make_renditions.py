"""Sizes of pictures that were stored before there were as many."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Picture
from tests.articles.test_images import picture_bytes, stored, upload
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


def make_stored() -> Picture:
    return Picture.objects.create(file=upload(picture_bytes((600, 400))))


def told() -> str:
    out = io.StringIO()
    call_command("make_renditions", stdout=out, stderr=out)
    return out.getvalue()


def test_what_is_missing_is_drawn_as_it_was() -> None:
    picture = make_stored()
    names = stored()
    contents = [Path(picture.file.path).with_name(name).read_bytes() for name in names]
    for name in picture.stored_names()[1:]:
        picture.file.storage.delete(name)
    assert told() == "5 renditions drawn.\n"
    assert stored() == names
    redrawn = [Path(picture.file.path).with_name(name).stat().st_size for name in names]
    assert redrawn == pytest.approx([len(content) for content in contents], rel=0.1)


def test_where_nothing_is_missing_nothing_is_written() -> None:
    picture = make_stored()
    before = {name: Path(picture.file.path).with_name(name).stat().st_mtime_ns for name in stored()}
    assert told() == ""
    assert {name: Path(picture.file.path).with_name(name).stat().st_mtime_ns for name in stored()} == before


def test_a_lost_picture_is_told_and_keeps_no_other_waiting() -> None:
    make_picture()
    other = make_stored()
    other.file.storage.delete(other.stored_names()[1])
    with pytest.raises(CommandError, match="1 pictures"):
        call_command("make_renditions", stderr=io.StringIO(), stdout=io.StringIO())
    assert other.file.storage.exists(other.stored_names()[1])
