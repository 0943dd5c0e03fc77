from django.db import migrations

from articles import roles


def make_groups(apps, schema_editor):
    roles.grant(apps)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0001_initial"),
        ("stats", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
