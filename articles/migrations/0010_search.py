"""Where the words of articles are searched, and the words of the articles that are there already."""

import django.db.models.deletion
from django.db import migrations, models

from articles.search import index

_BATCH = 500

# How PostgreSQL finds rows: by the index of terms alone, or by their keys alone. Left to itself it unpacks the terms of
# thousands of rows to see which have them.
_FUNCTION = """
CREATE FUNCTION articles_search_{name}(
    asked tsquery, first_key bigint, last_key bigint, moment timestamptz, most integer
) RETURNS {returns} LANGUAGE sql STABLE
SET enable_seqscan = off SET {closed} = off SET jit = off AS $$
    SELECT {columns} FROM articles_searchtext t
    WHERE t.terms @@ asked AND t.key BETWEEN first_key AND last_key AND (t.ends_at IS NULL OR t.ends_at > moment)
    {order} LIMIT most
$$
"""
_SOME = _FUNCTION.format(
    name="some",
    returns="TABLE (key bigint, article_id bigint)",
    closed="enable_indexscan",
    columns="t.key, t.article_id",
    order="",
)
_NEWEST = _FUNCTION.format(
    name="newest",
    returns="SETOF bigint",
    closed="enable_bitmapscan",
    columns="t.article_id",
    order="ORDER BY t.key DESC",
)
_SIGNATURE = "(tsquery, bigint, bigint, timestamptz, integer)"

_MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE articles_searchterms USING fts5("
        "terms, content='', detail=none, columnsize=0, prefix='3 4 5', tokenize=\"ascii tokenchars '_:#'\")"
    ],
    "postgresql": [
        "ALTER TABLE articles_searchtext ADD COLUMN terms tsvector",
        "CREATE INDEX article_search_terms ON articles_searchtext USING gin (terms)",
        _SOME,
        _NEWEST,
    ],
}
_UNMAKE = {
    "sqlite": ["DROP TABLE articles_searchterms"],
    "postgresql": [
        f"DROP FUNCTION articles_search_some{_SIGNATURE}",
        f"DROP FUNCTION articles_search_newest{_SIGNATURE}",
        "DROP INDEX article_search_terms", "ALTER TABLE articles_searchtext DROP COLUMN terms"],
}


def make(apps, schema_editor):
    for sql in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def unmake(apps, schema_editor):
    for sql in _UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.filter(status="published").order_by("pk")
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:_BATCH]):
        index.add(batch, model=apps.get_model("articles", "SearchText"))
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [("articles", "0009_contact_form")]

    operations = [
        # Made anew rather than changed, for the order of its columns: nothing is in it yet.
        migrations.DeleteModel("SearchText"),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="searched", to="articles.article"
                    ),
                ),
                ("ends_at", models.DateTimeField(null=True)),
                ("title", models.TextField()),
                ("lead", models.TextField()),
                ("body", models.TextField()),
                ("facets", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(make, unmake),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
