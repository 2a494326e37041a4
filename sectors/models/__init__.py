from sectors.models.area import Area, CooperationPhase, Seko, SekoArea
from sectors.models.calls import Candidacy, ConsortiumCall, MembershipApplication, MembershipCall, Score
from sectors.models.consortium import Consortium, ConsortiumMembership, NetworkMembership
from sectors.models.plans import AnnualPlan, AnnualReport, PlanActivity

__all__ = [
    "AnnualPlan",
    "AnnualReport",
    "Area",
    "Candidacy",
    "Consortium",
    "ConsortiumCall",
    "ConsortiumMembership",
    "CooperationPhase",
    "MembershipApplication",
    "MembershipCall",
    "NetworkMembership",
    "PlanActivity",
    "Score",
    "Seko",
    "SekoArea",
]
