from django.urls import path

from consultations import group_urls
from consultations.views import comment, consultation, dashboard, document, opinion, report, statistics

app_name = "consultations"

ROUND = "consultations/<slug:slug>/"
OPINION = ROUND + "opinions/<slug:code>/"

urlpatterns = [
    path("consultations/", consultation.consultation_list, name="list"),
    path("consultations/new/", consultation.consultation_create, name="create"),
    path(ROUND, consultation.consultation_detail, name="detail"),
    path(ROUND + "edit/", consultation.consultation_edit, name="edit"),
    path(ROUND + "open/", consultation.consultation_open, name="open"),
    path(ROUND + "close/", consultation.consultation_close, name="close"),
    path(ROUND + "dates/", consultation.consultation_move, name="move"),
    path(ROUND + "cancel/", consultation.consultation_cancel, name="cancel"),
    path(ROUND + "comments/", comment.comment_list, name="comments"),
    path(ROUND + "comments.<str:form>", comment.comment_export, name="comment_export"),
    path(ROUND + "comments/<int:number>/edit/", comment.comment_edit, name="comment_edit"),
    path(ROUND + "comments/<int:number>/withdraw/", comment.comment_withdraw, name="comment_withdraw"),
    path(ROUND + "comments/<int:number>/support/", comment.comment_support, name="comment_support"),
    path(ROUND + "files/<int:pk>/", comment.attachment, name="attachment"),
    path(ROUND + "passages/<int:pk>/", comment.passage_detail, name="passage"),
    path(ROUND + "whole/", comment.whole_document, name="whole"),
    path(OPINION, opinion.opinion_detail, name="opinion"),
    path(OPINION + "opinion.pdf", opinion.opinion_document, name="opinion_pdf"),
    path(OPINION + "start/", opinion.opinion_start, name="opinion_start"),
    path(OPINION + "introduction/", opinion.opinion_introduction, name="opinion_introduction"),
    path(OPINION + "items/new/", opinion.item_create, name="item_create"),
    path(OPINION + "items/<int:pk>/edit/", opinion.item_edit, name="item_edit"),
    path(OPINION + "items/<int:pk>/delete/", opinion.item_delete, name="item_delete"),
    path(OPINION + "comments/<int:number>/set-aside/", opinion.comment_set_aside, name="set_aside"),
    path(OPINION + "comments/<int:number>/take-up/", opinion.comment_take_up, name="take_up"),
    path(OPINION + "minority/new/", opinion.minority_create, name="minority_create"),
    path(OPINION + "minority/<int:pk>/delete/", opinion.minority_delete, name="minority_delete"),
    path(OPINION + "approve/", opinion.opinion_approve, name="opinion_approve"),
    path(OPINION + "submit/", opinion.opinion_submit, name="opinion_submit"),
    path(OPINION + "discard/", opinion.opinion_discard, name="opinion_discard"),
    path(ROUND + "answers/", report.answer_list, name="answers"),
    path(ROUND + "answers/<int:pk>/", report.answer_edit, name="answer"),
    path(ROUND + "answers/<int:pk>/assign/", report.answer_assign, name="assign"),
    path(ROUND + "report/", report.report_detail, name="report"),
    path(ROUND + "report.pdf", report.report_document, name="report_pdf"),
    path(ROUND + "report/publish/", report.report_publish, name="report_publish"),
    path("documents/", document.document_list, name="document_list"),
    path("documents/new/", document.document_create, name="document_create"),
    path("documents/<slug:slug>/", document.document_detail, name="document_detail"),
    path("documents/<slug:slug>/versions/new/", document.version_create, name="version_create"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("dashboard/comments/", dashboard.my_comments, name="my_comments"),
    path("dashboard/silent/<slug:code>/", dashboard.silent_members, name="silent_members"),
    *group_urls.urlpatterns,
]
