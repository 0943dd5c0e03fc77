from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import uploads
from articles.models import Picture
from tests.articles.test_images import picture_bytes
from tests.factories import make_user

URL = "/admin/articles/picture/upload/"

pytestmark = pytest.mark.django_db


def client_of(role: str | None, *, checks_csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_csrf)
    client.force_login(make_user(role))
    return client


def sent(data: bytes | None = None, name: str = "anh.jpg") -> dict[str, SimpleUploadedFile]:
    return {"upload": SimpleUploadedFile(name, data or picture_bytes((600, 400)))}


def test_a_picture_is_stored_and_answered_as_the_editor_expects() -> None:
    answer = client_of("contributor").post(URL, sent()).json()
    picture = Picture.objects.get()
    assert answer == {
        "uploaded": 1,
        "fileName": str(picture.file.name).rpartition("/")[2],
        "url": picture.file.url,
        "width": 600,
        "height": 400,
        "id": picture.pk,
    }


def test_the_uploader_is_recorded() -> None:
    client_of("editor").post(URL, sent())
    assert Picture.objects.get().uploaded_by is not None


@pytest.mark.parametrize("role", ["official", None])
def test_who_may_not_add_pictures_is_refused(role: str | None) -> None:
    response = client_of(role).post(URL, sent())
    assert (response.status_code, response.json()["uploaded"], Picture.objects.count()) == (403, 0, 0)


def test_a_stranger_gets_an_answer_the_editor_can_show() -> None:
    response = Client().post(URL, sent())
    assert (response.status_code, bool(response.json()["error"]["message"])) == (403, True)


def test_the_csrf_token_is_demanded() -> None:
    response = client_of("contributor", checks_csrf=True).post(URL, sent())
    assert (response.status_code, Picture.objects.count()) == (403, 0)


def test_reading_is_not_allowed() -> None:
    assert client_of("contributor").get(URL).status_code == 405


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"<script>alert(1)</script>", "x.html"), (b"<svg/>", "x.svg"), (b"x", "x.jpg"), (bytes(21 * 2**20), "x.png")],
)
def test_a_refusal_carries_a_sentence(data: bytes, name: str) -> None:
    response = client_of("contributor").post(URL, sent(data, name))
    assert (response.status_code, response.json()["uploaded"], Picture.objects.count()) == (400, 0, 0)
    assert response.json()["error"]["message"].endswith(".")


def test_no_file_is_a_refusal() -> None:
    assert client_of("contributor").post(URL).status_code == 400


def test_a_full_disk_is_a_refusal() -> None:
    with patch.object(Picture.objects.model._meta.get_field("file").storage, "save", side_effect=OSError(28, "full")):
        assert client_of("contributor").post(URL, sent()).status_code == 507


def test_uploads_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_UPLOADS", 2)
    client = client_of("contributor")
    assert [client.post(URL, sent()).status_code for _number in range(3)] == [200, 200, 429]


def test_the_parameters_of_ckeditor_are_not_answered() -> None:
    response = client_of("contributor").post(f"{URL}?CKEditorFuncNum=1);alert(1)", sent())
    assert response["Content-Type"] == "application/json"
    assert b"alert" not in response.content
