"""Addresses of comments and drafts, from the language on."""

from django.urls import path

from consultations.comments.views import comments, drafts, hiding, mine

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "comments/", comments.comment_list, name="comments"),
    path(ROUND + "comments.<str:format>", comments.comment_export, name="comment_export"),
    path(ROUND + "comments/<int:number>/edit/", comments.comment_edit, name="comment_edit"),
    path(ROUND + "comments/<int:number>/withdraw/", comments.comment_withdraw, name="comment_withdraw"),
    path(ROUND + "comments/<int:number>/support/", comments.comment_support, name="comment_support"),
    path(ROUND + "comments/<int:number>/hide/", hiding.comment_hide, name="comment_hide"),
    path(ROUND + "comments/<int:number>/show/", hiding.comment_show, name="comment_show"),
    path(ROUND + "drafts/autosave/", drafts.draft_autosave, name="draft_autosave"),
    path(ROUND + "drafts/<int:pk>/", drafts.draft_detail, name="draft"),
    path(ROUND + "drafts/<int:pk>/delete/", drafts.draft_delete, name="draft_delete"),
    path(ROUND + "drafts/files/<int:pk>/", drafts.draft_file, name="draft_file"),
    path(ROUND + "files/<int:pk>/", comments.attachment, name="attachment"),
    path(ROUND + "passages/<int:pk>/", comments.passage_detail, name="passage"),
    path(ROUND + "whole/", comments.whole_document, name="whole"),
    path("dashboard/comments/", mine.my_comments, name="my_comments"),
]
