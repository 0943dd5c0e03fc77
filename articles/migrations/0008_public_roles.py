from django.db import migrations

from articles import roles
from articles.vietnamese import to_slug


def fill_author_slugs(apps, schema_editor):
    article_model = apps.get_model("articles", "Article")
    # One statement an author, not one an article.
    for author in article_model.objects.exclude(author="").values_list("author", flat=True).distinct():
        article_model.objects.filter(author=author).update(author_slug=to_slug(author))


def grant(apps, schema_editor):
    roles.grant(apps)


class Migration(migrations.Migration):

    dependencies = [("articles", "0007_public_site")]

    operations = [
        migrations.RunPython(fill_author_slugs, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
