"""Addresses of the city's screens, under /admin/city-galleries/."""

from django.urls import path

from . import own_photos, preview, screens, script_views

app_name = "city_galleries"

urlpatterns = [
    path("new/", screens.new, name="new"),
    path("new/<int:page_id>/", screens.new, name="new_in"),
    path("photos/", own_photos.photos, name="photos"),
    path("photos/<int:page_id>/", own_photos.photos, name="photos_of"),
    path("photo/<int:photo_id>/picture/", own_photos.picture, name="picture"),
    path("photo/<int:photo_id>/withdraw/", own_photos.withdraw, name="withdraw"),
    path("photo/<int:photo_id>/delete/", own_photos.delete, name="delete_photo"),
    path("photo/<int:photo_id>/use/", own_photos.use, name="use_photo"),
    path("<int:gallery_id>/", screens.edit, name="edit"),
    path("<int:gallery_id>/preview/", preview.preview, name="preview"),
    path("<int:gallery_id>/send/", screens.send, name="send"),
    path("<int:gallery_id>/take-back/", screens.take_back_gallery, name="take_back"),
    path("<int:gallery_id>/delete/", screens.discard_gallery, name="discard"),
    path("<int:gallery_id>/declare/", screens.declare, name="declare"),
    path("<int:gallery_id>/upload/", script_views.upload, name="upload"),
    path("<int:gallery_id>/marks/", script_views.marks, name="marks"),
    path("<int:gallery_id>/add/", script_views.add, name="add"),
    path("<int:gallery_id>/save/", script_views.save_fields, name="save"),
    path("<int:gallery_id>/apply/", script_views.apply_to_all, name="apply"),
    path("<int:gallery_id>/undo/", script_views.undo, name="undo"),
    path("<int:gallery_id>/arrange/", script_views.arrange, name="arrange"),
]
