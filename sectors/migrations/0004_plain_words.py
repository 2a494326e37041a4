"""Labels and messages in plainer words; nothing in the tables changes."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sectors", "0003_names_weigh_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="annualplan",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("sent", "sent to the Ministry"), ("agreed", "agreed")],
                default="draft",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterConstraint(
            model_name="sekoarea",
            name="area_one_seko",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("area"),
                            models.F("area"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("valid_from"),
                            models.F("valid_to"),
                            models.Value("[)"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="area_one_seko",
                violation_error_code="area_taken",
                violation_error_message="Another SEKO covers this area at that time. End that first.",
            ),
        ),
    ]
