from consultations.opinions.models.consent import Approval, Objection
from consultations.opinions.models.items import ItemComment, MinorityComment, MinorityPosition, OpinionItem, SetAside
from consultations.opinions.models.opinions import OfOpinionQuerySet, Opinion, submitted

__all__ = [
    "Approval",
    "ItemComment",
    "MinorityComment",
    "MinorityPosition",
    "Objection",
    "OfOpinionQuerySet",
    "Opinion",
    "OpinionItem",
    "SetAside",
    "submitted",
]
