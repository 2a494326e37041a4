"""Every address of the API. Reading needs no account; what is not public is not there."""

from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import APIRootView, DefaultRouter
from rest_framework.views import APIView

from consultations.comments.api import CommentViewSet
from consultations.consultation.api import ConsultationViewSet
from consultations.documents.api import PassageViewSet, VersionViewSet
from consultations.groups.api import MeetingViewSet, WorkingGroupViewSet
from consultations.opinions.api import OpinionViewSet
from consultations.questions.api import QuestionViewSet
from consultations.reports.api import ReportViewSet
from consultations.responses.api import ResponseViewSet
from consultations.trainings.api import TrainingViewSet
from memoranda.api import MemorandumViewSet
from organizations.api import OrganizationViewSet
from sectors.api import AreaViewSet, ConsortiumViewSet, SekoViewSet
from seko.search.api import SearchViewSet


@extend_schema(exclude=True)
class Versions(APIView):
    """The versions of the API, their schema and documentation."""

    permission_classes = (AllowAny,)

    def get(self, request):
        names = {"v1": "api-root", "schema": "api-schema", "docs": "api-docs"}
        return Response({key: reverse(name, request=request) for key, name in names.items()})


@extend_schema(exclude=True)
class NothingHere(APIView):
    """Unknown addresses get a problem document like every other refusal of the API."""

    def initial(self, request, *args, **kwargs):
        raise NotFound


class Lists(APIRootView):
    """The lists of this version."""

    permission_classes = (AllowAny,)


router = DefaultRouter()
router.include_format_suffixes = False
router.APIRootView = Lists
router.register("organizations", OrganizationViewSet)
router.register("areas", AreaViewSet)
router.register("sekos", SekoViewSet)
router.register("consortia", ConsortiumViewSet)
router.register("memoranda", MemorandumViewSet)
router.register("working-groups", WorkingGroupViewSet)
router.register("meetings", MeetingViewSet)
router.register("trainings", TrainingViewSet)
router.register("consultations", ConsultationViewSet)
router.register("search", SearchViewSet, basename="search")
for part, viewset in {
    "versions": VersionViewSet,
    "passages": PassageViewSet,
    "questions": QuestionViewSet,
    "comments": CommentViewSet,
    "opinions": OpinionViewSet,
    "responses": ResponseViewSet,
    "report": ReportViewSet,
}.items():
    router.register(rf"consultations/(?P<slug>[^/.]+)/{part}", viewset, basename=f"consultation-{part}")

urlpatterns = [
    path("", Versions.as_view(), name="api-versions"),
    path("v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    path("v1/", include(router.urls)),
    re_path(r"^[\s\S]+/$", NothingHere.as_view()),  # an address without its last slash is led to the one with it
]
