"""Addresses of the screens about the cities' workspaces, under /admin/city-workspaces/."""

from django.urls import path

from . import views

app_name = "city_workspaces"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/open/", views.open_workspace, name="open"),
    path("<int:pk>/invite/", views.invite_person, name="invite"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/people/<int:user_id>/lock/", views.lock_person, name="lock"),
]
