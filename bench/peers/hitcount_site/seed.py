"""The articles of the benchmark; prints their paths."""
# mypy: ignore-errors
# (its packages are in the peer's own environment)

from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bench import texts  # noqa: E402
from bench.peers.hitcount_site.models import Article, Section  # noqa: E402


def run(count: int, body_bytes: int) -> None:
    """Fill the empty database."""
    # mypy: ignore-errors
    # (its packages are in the peer's own environment)
    sections = [Section.objects.create(name=name, slug=slug) for slug, name in texts.sections()]
    now = timezone.now()
    step = timedelta(days=5 * 365) / count
    Article.objects.bulk_create(
        (
            Article(
                title=texts.title(number),
                lead=texts.LEAD,
                body=texts.body(number, body_bytes),
                signature=texts.SIGNATURE,
                section=sections[number % len(sections)],
                publish_at=now - step * (count - number),
            )
            for number in range(count)
        ),
        batch_size=500,
    )
    for article in Article.objects.select_related("section"):
        print(article.get_absolute_url())
