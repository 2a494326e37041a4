"""What an institution has written and not handed on is known as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0030_words_in_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="is_kept",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="The institution has not handed on what it has written: nobody else reads it.",
                verbose_name="kept back",
            ),
        ),
        migrations.RunSQL(
            """
            UPDATE consultations_response AS answer SET is_kept = true
            FROM organizations_organization AS organization
            WHERE organization.id = answer.organization_id AND answer.status = 'draft' AND NOT organization.is_office
            """,
            migrations.RunSQL.noop,
        ),
    ]
