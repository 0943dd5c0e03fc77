"""What a browser sends from the contact form."""

import secrets
import time
from typing import Any

from django.test import Client

from articles import contact

FORM = "/lien-he/"
SENT = "/lien-he/da-gui/"

FILLED_IN = {
    "name": "Nguyễn Thị Lụa",
    "email": "lua@example.vn",
    "phone": "",
    "subject": "Đèn đường bị hỏng",
    "text": "Đèn trước nhà văn hóa hỏng từ hôm qua.\r\nĐề nghị sửa giúp.",
    "website": "",
}


def token(*, age: float = 60) -> str:
    """That of a form which was shown so many seconds ago."""
    return contact._SIGNER.sign(f"{int(time.time() - age)}.{secrets.token_urlsafe(12)}")


def send(client: Client, *, headers: dict[str, str] | None = None, **changes: Any) -> Any:
    """The answer to a well filled in form, with `changes`."""
    fields = {**FILLED_IN, "token": token(), **changes}
    address = fields.pop("address", "203.0.113.9")
    return client.post(FORM, fields, headers=headers, REMOTE_ADDR=address)
