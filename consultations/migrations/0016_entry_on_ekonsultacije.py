from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("consultations", "0015_origins_by_key")]

    operations = [
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                name="consultation_entry_on_ekonsultacije",
                condition=Q(ekonsultacije_url="")
                | Q(ekonsultacije_url__regex=r"^https://(www\.)?ekonsultacije\.gov\.rs(/|$)"),
                violation_error_code="not_on_ekonsultacije",
                violation_error_message=(
                    "This is not an entry on eKonsultacije. Its address begins with https://ekonsultacije.gov.rs/."
                ),
            ),
        ),
    ]
