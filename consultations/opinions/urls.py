"""Addresses of opinions, from the language on."""

from django.urls import path

from consultations.opinions.views import by_passage, consent, items, opinions
from seko.web.redirects import moved

ROUND = "consultations/<slug:slug>/"
OPINION = ROUND + "opinions/<slug:code>/"

urlpatterns = [
    path(OPINION, opinions.opinion_detail, name="opinion"),
    path(OPINION + "opinion.pdf", opinions.opinion_document, name="opinion_pdf"),
    path(OPINION + "start/", opinions.opinion_start, name="opinion_start"),
    path(OPINION + "introduction/", opinions.opinion_introduction, name="opinion_introduction"),
    path(OPINION + "items/new/", items.item_create, name="item_create"),
    path(OPINION + "items/merge/", items.item_merge, name="item_merge"),
    path(OPINION + "items/<int:pk>/edit/", items.item_edit, name="item_edit"),
    path(OPINION + "items/<int:pk>/move/", items.item_move, name="item_move"),
    path(OPINION + "items/<int:pk>/delete/", items.item_delete, name="item_delete"),
    path(OPINION + "comments/similar/", items.similar_comments_page, name="similar"),
    path(OPINION + "comments/set-aside/", items.comment_set_aside, name="set_aside"),
    path(OPINION + "comments/<int:number>/reopen/", items.comment_reopen, name="comment_reopen"),
    path(OPINION + "minority/new/", items.minority_create, name="minority_create"),
    path(OPINION + "minority/<int:pk>/delete/", items.minority_delete, name="minority_delete"),
    path(OPINION + "consent/", consent.opinion_consent, name="opinion_consent"),
    path(OPINION + "consent/ask/", consent.opinion_ask, name="opinion_ask"),
    path(OPINION + "consent/object/", consent.opinion_object, name="opinion_object"),
    path(OPINION + "consent/withdraw/", consent.opinion_withdraw_consent, name="opinion_withdraw_consent"),
    path(OPINION + "approve/", consent.opinion_approve, name="opinion_approve"),
    path(OPINION + "submit/", opinions.opinion_submit, name="opinion_submit"),
    path(OPINION + "take-back/", opinions.opinion_take_back, name="opinion_take_back"),
    path(OPINION + "discard/", opinions.opinion_discard, name="opinion_discard"),
    path(ROUND + "by-passage/", by_passage.by_passage_page, name="by_passage"),
    # Former addresses.
    path(OPINION + "comments/alike/", moved("consultations:similar")),
    path(OPINION + "comments/<int:number>/take-up/", moved("consultations:comment_reopen")),
    path(ROUND + "joint/", moved("consultations:by_passage")),
]
