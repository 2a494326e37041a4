from django.urls import include, path

app_name = "consultations"

ROOMS = (
    "documents",
    "consultation",
    "comments",
    "questions",
    "contributions",
    "opinions",
    "responses",
    "reports",
    "comparison",
    "deadlines",
    "statistics",
    "groups",
    "trainings",
)

urlpatterns = [path("", include(f"consultations.{room}.urls")) for room in ROOMS]
