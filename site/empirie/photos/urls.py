"""The staff's screens for reports and hidden photos, under /admin/photo-reports/."""

from django.urls import path, re_path

from . import report_desk, staff_pictures

app_name = "photo_reports"
urlpatterns = [
    path("", report_desk.reports, name="reports"),
    path("<int:report_id>/decide/", report_desk.decide, name="decide"),
    path("hidden/", report_desk.hidden_photos, name="hidden"),
    path("photo/<int:photo_id>/hide/", report_desk.hide_photo, name="hide"),
    path("photo/<int:photo_id>/restore/", report_desk.restore_photo, name="restore"),
    re_path(
        r"^photo/(?P<photo_id>\d{1,9})/(?P<size>card|large)/$", staff_pictures.staff_picture, name="picture"
    ),
]
