"""The editors' screens, under /admin/gallery-approval/."""

from django.urls import path

from . import views

app_name = "gallery_approval"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:gallery_id>/preview/", views.preview, name="preview"),
    path("<int:gallery_id>/", views.review, name="review"),
]
