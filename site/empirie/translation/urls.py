"""Addresses in the admin. Some stand where wagtail-localize has its own, and come first."""

from django.urls import include, path
from django.views.generic import RedirectView

from . import locales, localize_screens, schedule, views
from .report import TranslationReport

own = [
    path("report/", TranslationReport.as_view(), name="report"),
    path("report/results/", TranslationReport.as_view(results_only=True), name="report_results"),
    path("schedule/<int:page_id>/", schedule.Schedule.as_view(), name="schedule"),
    path("<int:page_id>/<str:language_code>/", views.translate_page, name="translate_page"),
    path("machine/<int:translation_id>/", views.ReadMachineTranslation.as_view(), name="read_machine"),
]

# wagtail-localize 1.14.5: a broken PO file and a failing machine are a page of code, its report shows every
# page's title to everybody who may sign in, two of its screens put Polish texts under /en/, and another lets
# translators take a public page away.
instead_of_localize = [
    path("page/<int:page_id>/convert_to_alias/", localize_screens.convert_to_alias),
    path("submit/page/<int:page_id>/", localize_screens.SubmitPage.as_view()),
    path("translate/<int:translation_id>/pofile/download/", views.download_po),
    path("translate/<int:translation_id>/pofile/upload/", views.upload_po),
    path("translate/<int:translation_id>/machine_translate/", views.machine_translate),
    path("update/<int:translation_source_id>/", views.with_clear_failures(localize_screens.Update.as_view())),
    path("reports/translations/", RedirectView.as_view(pattern_name="translation:report")),
    path("reports/translations/results/", RedirectView.as_view(pattern_name="translation:report")),
]

urlpatterns = [
    path("translation/", include((own, "translation"))),
    path("localize/", include(instead_of_localize)),
    path("locales/delete/<str:pk>/", locales.delete_language),
]
