"""What articles that are already there get in the columns of the newsroom."""

from django.db import migrations

from articles.vietnamese import to_search_text

_SEARCHED = ("title", "lead", "author", "signature", "source")
_BATCH = 500


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    last = 0
    while rows := list(Article.objects.filter(pk__gt=last).order_by("pk").only("pk", *_SEARCHED)[:_BATCH]):
        for row in rows:
            row.search_text = to_search_text(" ".join(getattr(row, name) for name in _SEARCHED))
        Article.objects.bulk_update(rows, ["search_text"])
        last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [("articles", "0003_newsroom")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
