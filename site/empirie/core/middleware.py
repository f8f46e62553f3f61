"""What every request goes through."""

from django.utils import translation

from .languages import language_of_address


class AddressLanguageMiddleware:
    """The address alone decides the language: never a cookie, never a header of the browser.

    Django's LocaleMiddleware would add `Vary: Accept-Language` to the Polish pages, which do not vary.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = language_of_address(request.path_info)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
