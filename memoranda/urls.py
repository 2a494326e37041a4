"""Addresses of memoranda, from the language on."""

from django.urls import path

from memoranda import views

app_name = "memoranda"

urlpatterns = [
    path("memoranda/", views.memorandum_list, name="list"),
    path("memoranda/<slug:slug>/", views.memorandum_detail, name="detail"),
    path("memoranda/<slug:slug>/files/<int:pk>/", views.memorandum_file, name="file"),
]
