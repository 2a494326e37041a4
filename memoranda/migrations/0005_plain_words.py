"""Labels and messages in plainer words; nothing in the tables changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("memoranda", "0004_search_in_text"),
        ("organizations", "0005_plain_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="obligation",
            name="side",
            field=models.CharField(
                choices=[
                    ("office", "the Ministry of European Integration"),
                    ("seko", "the SEKOs"),
                    ("both", "both sides"),
                ],
                max_length=10,
                verbose_name="whose",
            ),
        ),
        migrations.AlterField(
            model_name="signatory",
            name="side",
            field=models.CharField(
                choices=[("office", "the Ministry of European Integration"), ("party", "other party")],
                default="party",
                max_length=10,
                verbose_name="side",
            ),
        ),
        migrations.AlterConstraint(
            model_name="obligation",
            name="obligation_fulfilment_told",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fulfilled_on__isnull", True), models.Q(("fulfilled_by", ""), _negated=True), _connector="OR"
                ),
                name="obligation_fulfilment_told",
                violation_error_code="fulfilment_missing",
                violation_error_message="State how the obligation was fulfilled.",
            ),
        ),
    ]
