"""Writes the demo content into an empty database: the site, pictures, articles in every state, and their history."""

import io
import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from django.utils.html import format_html

from articles import revisions, workflow
from articles.demo import reader, site, stories
from articles.demo.pictures import draw
from articles.demo.reader import DemoArticle, DemoPicture
from articles.images import DrawnPicture, process
from articles.models import Article, Notice, Picture, Revision, Section, Tag

SIZE = (1600, 1000)
_NOT_YET_PUBLISHED = 4  # of the articles, to show drafts and work in review
_MONTHS = 13


@dataclass(frozen=True)
class Staff:
    """Who writes and who publishes in the demo."""

    contributor: User
    editor: User
    approver: User


def load(staff: Staff, *, now: datetime) -> list[Article]:
    """Write everything; the published articles. Pictures are drawn by all processors before the transaction."""
    told = reader.articles()
    Random(1).shuffle(told)  # noqa: S311  so that neighbours in time come from different sections
    drawn = _draw(told)
    with transaction.atomic():
        site.set_up(now=now)
        sections = _make_sections(staff.editor)
        tags = {name: Tag.objects.create(name=name) for name in sorted({tag for story in told for tag in story.tags})}
        moments = _moments(len(told) - _NOT_YET_PUBLISHED, now)
        written = {}
        for story in told:
            article = _write(story, sections[story.section], [drawn[p] for p in story.pictures], staff)
            article.tags.set([tags[name] for name in story.tags])
            written[story.key] = article
        stories.tell(written)
        articles = []
        for number, article in enumerate(written.values()):
            if number < len(moments):
                _publish(article, moments[number], staff, is_featured=number < 5)
                articles.append(article)
            elif number % 2:
                workflow.submit(article, by=staff.contributor)
        # What became of the articles of the past year is no news to anybody.
        Notice.objects.exclude(article__status=Article.Status.IN_REVIEW).delete()
        return articles


def _draw(stories: Iterable[DemoArticle]) -> dict[DemoPicture, DrawnPicture]:
    pictures = list(dict.fromkeys(picture for story in stories for picture in story.pictures))
    connection.close()  # the processes below must not share it
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
        seeds = range(1, len(pictures) + 1)
        return dict(
            zip(
                pictures,
                pool.map(_drawn, [p.scene for p in pictures], seeds, chunksize=4),
                strict=True,
            )
        )


def _drawn(scene: str, seed: int) -> DrawnPicture:
    file = io.BytesIO()
    draw(scene, seed, SIZE).save(file, "JPEG", quality=92)
    return process(file)


def _make_sections(editor: User) -> dict[str, Section]:
    made: dict[str, Section] = {}
    for position, section in enumerate(reader.sections()):
        made[section.slug] = Section.objects.create(
            slug=section.slug,
            name=section.name,
            parent=made[section.parent] if section.parent else None,
            description=section.description,
            position=position,
        )
        made[section.slug].editors.add(editor)
    return made


def _moments(number: int, now: datetime) -> list[datetime]:
    """When the articles appeared, newest first: denser towards today, at hours when a newsroom works."""
    days = [round(30 * _MONTHS * (n / number) ** 1.7) for n in range(number)]
    random = Random(2)  # noqa: S311  nothing secret
    at_work = [
        (now - timedelta(days=day)).replace(hour=random.randint(1, 9), minute=random.randint(0, 59)) for day in days
    ]
    # Hours are UTC here: 8 to 16 in Vietnam. What would lie ahead of now appeared an hour ago instead.
    return sorted((min(at, now - timedelta(hours=1, minutes=n)) for n, at in enumerate(at_work)), reverse=True)


def _write(story: DemoArticle, section: Section, drawn: list[DrawnPicture], staff: Staff) -> Article:
    pictures = [_store(words, file, staff.contributor) for words, file in zip(story.pictures, drawn, strict=True)]
    body = story.body
    for number, picture in enumerate(pictures[1:], start=2):
        body = body.replace(f"[[picture {number}]]", _figure(picture))
    article = Article.objects.create(
        title=story.title,
        lead=story.lead,
        body=body,
        author=story.author,
        signature=story.signature,
        source=story.source,
        section=section,
        lead_picture=pictures[0] if pictures else None,
        created_by=staff.contributor,
    )
    revisions.record(article, Revision.Action.CREATED, by=staff.contributor)
    return article


def _store(words: DemoPicture, file: DrawnPicture, by: User) -> Picture:
    # Not today: the limit on uploads of the last minutes would keep the demo's writer from sending another.
    yesterday = timezone.now() - timedelta(days=1)
    picture = Picture(alt=words.alt, caption=words.caption, credit=words.credit, uploaded_by=by, created_at=yesterday)
    picture.file.save("picture.jpg", file, save=False)
    picture.save()
    return picture


def _figure(picture: Picture) -> str:
    return format_html(
        '<figure class="image"><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}</figcaption></figure>',
        picture.file.url,
        picture.alt,
        picture.width,
        picture.height,
        " ".join(filter(None, [picture.caption, f"({picture.credit})" if picture.credit else ""])),
    )


def _publish(article: Article, at: datetime, staff: Staff, *, is_featured: bool) -> None:
    workflow.submit(article, by=staff.contributor)
    workflow.publish(article, by=staff.approver, at=at)
    Article.objects.filter(pk=article.pk).update(is_featured=is_featured, created_at=at - timedelta(hours=3))
    article.revisions.update(created_at=at - timedelta(minutes=20))
