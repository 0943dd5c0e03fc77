"""The articles of the benchmark; prints their paths."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)

from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

from bench import texts  # noqa: E402
from bench.peers.wagtail_site.models import ArticlePage, SectionPage  # noqa: E402


def run(count: int, body_bytes: int) -> None:
    """Fill the empty database."""
    # mypy: ignore-errors
    # (its packages are in the peer's own environment)
    with transaction.atomic(), disable_reference_index_auto_update():
        home = Page.objects.get(depth=1).add_child(instance=Page(title="Bản Tin", slug="ban-tin"))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home})
        sections = [home.add_child(instance=SectionPage(title=name, slug=slug)) for slug, name in texts.sections()]
        now = timezone.now()
        step = timedelta(days=5 * 365) / count
        for number in range(count):
            section = sections[number % len(sections)]
            article = ArticlePage(
                title=texts.title(number),
                slug=f"bai-{number}",
                lead=texts.LEAD,
                body=texts.body(number, body_bytes),
                signature=texts.SIGNATURE,
                first_published_at=now - step * (count - number),
            )
            section.add_child(instance=article)
            print(f"/{section.slug}/{article.slug}/")
