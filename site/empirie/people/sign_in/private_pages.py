"""Private pages and files that open with a password of their own, for readers without an account."""

from functools import wraps

from wagtail import views
from wagtail.documents.views import serve

from .doors import current_person
from .limits import PRIVATE_PAGE, Attempts, TooManyAttempts


def counted(view):
    """Wagtail's view, in which the password is not guessed either. `restriction` is the number of its row."""

    @wraps(view)
    def counting(request, restriction, **page):
        if request.method != "POST":
            return view(request, restriction, **page)
        attempts = Attempts(PRIVATE_PAGE, request, f"{view.__module__} {restriction}")
        try:
            attempts.begin()
        except TooManyAttempts as refusal:
            return _refused(refusal, request, view, restriction, **page)
        answer = view(request, restriction, **page)
        if answer.status_code == 302:
            attempts.succeed()
            if current_person(request) is None:
                request.session.set_expiry(0)  # as Wagtail does with a session that begins here
        return answer

    return counting


def _refused(refusal, request, view, restriction, **page):
    """The empty form with the reason; the password that was sent is not looked at."""
    address = request.POST.get("return_url", "")
    request.method = "GET"
    answer = view(request, restriction, **page)
    form = answer.context_data["form"]
    form.initial["return_url"] = address
    form.errors["password"] = form.error_class(refusal.messages)
    return answer


open_page, open_files = counted(views.authenticate_with_password), counted(serve.authenticate_with_password)
