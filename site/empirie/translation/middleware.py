"""Says why an English page was not published, whichever screen of the admin tried to."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from empirie.core.completeness import UnfinishedTranslation


class ExplainRefusalMiddleware:
    """The approval of a workflow, for one, publishes without asking first.

    Stands after the middleware of messages. What the screen had begun is taken back by its transaction.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, UnfinishedTranslation):
            return None
        messages.error(request, str(exception))
        editor = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": editor})  # what Wagtail's dialogs follow
        return redirect(editor)
