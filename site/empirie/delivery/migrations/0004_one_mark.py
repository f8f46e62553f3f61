from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns go out of use. They stay in the table while the version before runs beside this one.

    In the release after this one they can go: `RemoveField` of both, in `database_operations`.
    """

    dependencies = [("delivery", "0003_submitted_forms")]

    operations = [
        migrations.AlterField("epoch", "outage", models.CharField(max_length=32, db_default="")),
        migrations.AlterField("epoch", "withdrawal", models.CharField(max_length=32, db_default="")),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("epoch", "outage"),
                migrations.RemoveField("epoch", "withdrawal"),
            ],
        ),
    ]
