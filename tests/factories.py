"""Rows for tests, with plain defaults; every field can be given."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import (
    Announcement,
    Article,
    ContactMessage,
    MenuLink,
    Picture,
    Section,
    StaticPage,
    StoryThread,
    Tag,
)

_numbers = count(1)


def make_section(**fields: Any) -> Section:
    number = next(_numbers)
    return Section.objects.create(**{"name": f"Chuyên mục {number}", **fields})


def make_tag(**fields: Any) -> Tag:
    return Tag.objects.create(**{"name": f"Thẻ {next(_numbers)}", **fields})


def make_thread(**fields: Any) -> StoryThread:
    return StoryThread.objects.create(**{"name": f"Dòng sự kiện {next(_numbers)}", **fields})


def make_article(**fields: Any) -> Article:
    """A published article, an hour old, in a section of its own, unless `fields` say otherwise."""
    defaults: dict[str, Any] = {
        "title": f"Bài viết số {next(_numbers)}",
        "lead": "Sáng nay, người dân xã Hoa Lũng cùng nhau dọn dẹp bờ kênh.",
        "body": "<p>Nội dung.</p>",
        "signature": "Ban Biên tập",
        "status": Article.Status.PUBLISHED,
    }
    if "section" not in fields:
        defaults["section"] = make_section()
    if fields.get("status", Article.Status.PUBLISHED) == Article.Status.PUBLISHED:
        defaults["publish_at"] = timezone.now() - timedelta(hours=1)
    return Article.objects.create(**{**defaults, **fields})


def make_picture(**fields: Any) -> Picture:
    """A picture row without a file behind it."""
    defaults = {"file": f"pictures/2026/01/{next(_numbers):032x}.jpg", "alt": "Cánh đồng lúa chín"}
    # With both known, Django does not look into the file for them.
    return Picture.objects.create(**{**defaults, "width": 1600, "height": 1000, **fields})


def make_message(**fields: Any) -> ContactMessage:
    """A message from a reader that waits, unless `fields` say otherwise."""
    defaults = {
        "name": "Nguyễn Thị Lụa",
        "email": "lua@example.vn",
        "subject": f"Đèn đường số {next(_numbers)} bị hỏng",
        "text": "Đề nghị sửa giúp.",
    }
    return ContactMessage.objects.create(**{**defaults, **fields})


def make_page(**fields: Any) -> StaticPage:
    return StaticPage.objects.create(**{"title": f"Trang {next(_numbers)}", "body": "<p>Nội dung.</p>", **fields})


def make_announcement(**fields: Any) -> Announcement:
    """One that readers see now, without an end."""
    return Announcement.objects.create(**{"text": f"Thông báo số {next(_numbers)}", **fields})


def make_link(**fields: Any) -> MenuLink:
    """A link at the end of each page, to a page of its own unless `fields` name another target."""
    if not fields.keys() & {"page", "section", "url"}:
        fields["page"] = make_page()
    return MenuLink.objects.create(**{"place": MenuLink.Place.FOOTER, **fields})


def make_user(role: str | None = None, **fields: Any) -> User:
    """A user of one of the roles ``contributor``, ``editor``, ``approver``, ``official``, ``administrator``."""
    number = next(_numbers)
    defaults = {"username": f"user{number}", "is_staff": role is not None, "is_superuser": role == "administrator"}
    user = User.objects.create_user(password="mot-mat-khau-dai", **{**defaults, **fields})
    if role and role != "administrator":
        user.groups.add(Group.objects.get(name=role))
    return user
