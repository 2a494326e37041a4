"""Addresses of documents and their import, from the language on."""

from django.urls import path

from consultations.documents.views import documents, imports

IMPORT = "documents/<slug:slug>/import/"

urlpatterns = [
    path("documents/", documents.document_list, name="document_list"),
    path("documents/new/", documents.document_create, name="document_create"),
    path("documents/<slug:slug>/", documents.document_detail, name="document_detail"),
    path("documents/<slug:slug>/versions/new/", documents.version_create, name="version_create"),
    path("documents/<slug:slug>/versions/<int:number>/withdraw/", documents.version_withdraw, name="version_withdraw"),
    path("documents/<slug:slug>/delete/", documents.document_delete, name="document_delete"),
    path(IMPORT + "new/", imports.import_begin, name="import_begin"),
    path(IMPORT + "<int:pk>/", imports.import_detail, name="import"),
    path(IMPORT + "<int:pk>/read/", imports.import_read, name="import_read"),
    path(IMPORT + "<int:pk>/passages/<int:place>/", imports.import_passage, name="import_passage"),
    path(IMPORT + "<int:pk>/passages/<int:place>/change/", imports.import_change, name="import_change"),
    path(IMPORT + "<int:pk>/chosen/", imports.import_chosen, name="import_chosen"),
    path(IMPORT + "<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path(IMPORT + "<int:pk>/renumber/", imports.import_renumber, name="import_renumber"),
    path(IMPORT + "<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path(IMPORT + "<int:pk>/issue/", imports.import_issue, name="import_issue"),
    path(IMPORT + "<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("documents/<slug:slug>/files/new/", documents.file_attach, name="file_attach"),
    path("documents/<slug:slug>/files/<int:pk>/", documents.file_download, name="document_file"),
    path("documents/<slug:slug>/files/<int:pk>/remove/", documents.file_remove, name="file_remove"),
]
