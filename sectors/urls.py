"""Addresses of areas, SEKOs and consortia, from the language on."""

from django.urls import path

from sectors import views

app_name = "sectors"

urlpatterns = [
    path("areas/", views.area_list, name="area_list"),
    path("areas/<slug:code>/", views.area_detail, name="area_detail"),
    path("sekos/", views.seko_list, name="seko_list"),
    path("sekos/<slug:code>/", views.seko_detail, name="seko_detail"),
    path("sekos/<slug:code>/network/", views.seko_network, name="seko_network"),
    path("consortia/", views.consortium_list, name="consortium_list"),
    path("consortia/<int:pk>/", views.consortium_detail, name="consortium_detail"),
]
