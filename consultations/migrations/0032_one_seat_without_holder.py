"""An organization has one seat without a named holder in a group; the second of two is taken back, with its trace."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0031_answers_kept_back"),
        ("organizations", "0008_sessions_ended"),
        ("sectors", "0005_given_by_mistake"),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE consultations_seat AS later SET valid_to = later.valid_from, revoked_reason = 'Исто место је дато два пута.'
            FROM consultations_seat AS first
            WHERE first.working_group_id = later.working_group_id AND first.organization_id = later.organization_id
              AND coalesce(first.seko_id, 0) = coalesce(later.seko_id, 0) AND first.id < later.id
              AND first.mandate_id IS NULL AND later.mandate_id IS NULL
              AND daterange(first.valid_from, first.valid_to) && daterange(later.valid_from, later.valid_to);
            SET CONSTRAINTS ALL IMMEDIATE
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("mandate__isnull", True)),
                expressions=[
                    (
                        models.Func(
                            models.F("working_group"),
                            models.F("working_group"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("organization"),
                            models.F("organization"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            django.db.models.functions.comparison.Coalesce(models.F("seko"), models.Value(0)),
                            django.db.models.functions.comparison.Coalesce(models.F("seko"), models.Value(0)),
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
                name="seat_without_holder_once",
                violation_error_code="seat_twice",
                violation_error_message="This organization already has such a seat in this group. Name the person who holds each.",
            ),
        ),
    ]
