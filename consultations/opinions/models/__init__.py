from consultations.opinions.models.consent import Approval, Objection
from consultations.opinions.models.items import ItemComment, MinorityComment, MinorityPosition, OpinionItem, SetAside
from consultations.opinions.models.opinions import OfOpinionQuerySet, Opinion, submitted
from consultations.opinions.models.retraction import Retraction

__all__ = [
    "Approval",
    "ItemComment",
    "MinorityComment",
    "MinorityPosition",
    "Objection",
    "OfOpinionQuerySet",
    "Opinion",
    "OpinionItem",
    "Retraction",
    "SetAside",
    "submitted",
]
