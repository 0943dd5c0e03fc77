"""How long the server takes to keep what was typed: `python -m bench.autosave`, with an article of 100 KB.

Measured through the whole stack of the application, in one process, on a database of its own.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from uuid import uuid4

ROUNDS = 20 if "--quick" in sys.argv else 200
SIZE = 100_000


def main() -> None:
    """Print the median and the slowest of a hundred; a busy machine shows in the clock only."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        found = _measure()
    print(f"autosave of {SIZE // 1000} KB, {len(found)} times")
    for what, times in zip(("by the clock", "of the processor"), map(sorted, zip(*found, strict=True)), strict=True):
        median, late = statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000
        print(f"{what}: median {median:.1f} ms, 99 of 100 within {late:.1f} ms")


def _measure() -> list[tuple[float, float]]:
    import django  # noqa: PLC0415  after the settings are named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user, article = _rows()
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    times = []
    for number in range(ROUNDS + 5):
        sent = _typed(article, number)
        began, worked = time.perf_counter(), time.process_time()
        response = client.post("/admin/articles/article/autosave/", sent, content_type="application/json")
        times.append((time.perf_counter() - began, time.process_time() - worked))
        if response.status_code != 200 or not response.json()["kept"]:
            raise RuntimeError(response.content)
    return times[5:]


def _rows() -> tuple:  # type: ignore[type-arg]  # models cannot be imported before the settings are named
    from django.contrib.auth.models import Group, User  # noqa: PLC0415

    from articles.models import Article, Section  # noqa: PLC0415
    from bench import texts  # noqa: PLC0415

    user = User.objects.create_user("an", is_staff=True)
    user.groups.add(Group.objects.get(name="approver"))
    section = Section.objects.create(name="Tin tức")
    return user, Article.objects.create(title=texts.title(1), section=section, body=texts.body(1, SIZE))


_TAB = str(uuid4())


def _typed(article, number: int) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    data = {"title": [f"{article.title} {number}"], "lead": [article.lead], "body": [f"{article.body}<p>{number}</p>"]}
    return json.dumps({"tab": _TAB, "article": article.pk, "version": "", "data": data})


if __name__ == "__main__":
    main()
