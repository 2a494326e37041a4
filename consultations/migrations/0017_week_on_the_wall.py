from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual

WEEK = timedelta(days=7)
LONG_ENOUGH = Q(comments_close_at__gte=F("opens_at") + WEEK)


def on_the_wall(field):
    return Func(F(field), template="timezone('Europe/Belgrade', %(expressions)s)", output_field=models.DateTimeField())


class Migration(migrations.Migration):
    dependencies = [("consultations", "0016_entry_on_ekonsultacije")]

    operations = [
        migrations.RemoveConstraint(model_name="consultation", name="consultation_short_window_has_reason"),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                name="consultation_short_window_has_reason",
                condition=LONG_ENOUGH
                | Q(GreaterThanOrEqual(on_the_wall("comments_close_at"), on_the_wall("opens_at") + WEEK))
                | ~Q(urgency_reason=""),
                violation_error_code="urgency_reason_missing",
                violation_error_message="Give a reason of urgency for a comment window shorter than seven days.",
            ),
        ),
    ]
