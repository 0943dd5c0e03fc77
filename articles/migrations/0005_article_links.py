"""Which articles link to which, of the articles that are already there."""

from django.db import migrations

from articles.links import targets

_BATCH = 200


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    ArticleLink = apps.get_model("articles", "ArticleLink")
    last = 0
    while rows := list(Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "body")[:_BATCH]):
        wanted = {(source, target) for source, body in rows for target in targets(body) if target != source}
        exist = set(Article.objects.filter(pk__in={target for _, target in wanted}).values_list("pk", flat=True))
        ArticleLink.objects.bulk_create(
            [ArticleLink(source_id=source, target_id=target) for source, target in sorted(wanted) if target in exist],
            batch_size=500,
            ignore_conflicts=True,
        )
        last = rows[-1][0]


class Migration(migrations.Migration):

    dependencies = [("articles", "0004_fill_newsroom")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
