"""Machine translation through DeepL or LibreTranslate: a draft for a person to read, never more.

wagtail-localize 1.14.5 has classes for both services, which fail with a page of code when the service does;
these say what happened. Nothing is stored unless every text came back.
"""

import logging

import requests
from django.utils.translation import gettext_lazy as _
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from empirie.core.outgoing import Limits, ask

logger = logging.getLogger(__name__)

# DeepL takes at most 50 texts in a request and 128 KiB in its body.
TEXTS_AT_ONCE = 50
CHARACTERS_AT_ONCE = 30_000
LONGEST_ANSWER = 4 * 1024 * 1024  # bytes

UNREACHABLE = _("{service} cannot be reached at the moment. Try again in a few minutes.")
TOO_SLOW = _("{service} took too long to answer. Try again in a few minutes.")
REFUSED = _("{service} does not accept the site's key. Ask the administrator to check it.")
USED_UP = _("The site's allowance of characters at {service} is used up. Ask the administrator.")
BUSY = _("{service} has too much to do. Try again in a few minutes.")
TOO_LONG = _("{service} does not take a text as long as one of this page. Translate the longest yourself.")
NOT_UNDERSTOOD = _("{service} gave an answer that makes no sense. Tell the administrator if that repeats.")

WORDS_FOR_STATUS = {401: REFUSED, 403: REFUSED, 413: TOO_LONG, 414: TOO_LONG, 429: BUSY, 456: USED_UP}


class MachineTranslationFailed(Exception):
    """The service gave no translation; the message tells an editor why, in their language."""


class _Service(BaseMachineTranslator):
    """Sends texts in portions. A subclass says how one portion is asked for (`request`) and read (`read`)."""

    def translate(self, source_locale, target_locale, strings):
        """{StringValue: its translation}. Raises MachineTranslationFailed when any text lacks one."""
        strings = list(strings)
        translated = []
        for portion in portions([string.data for string in strings]):
            answer = self._answer(self.request(source_locale, target_locale, portion))
            translated += self._texts(answer, len(portion))
        return {string: StringValue(words) for string, words in zip(strings, translated, strict=True)}

    def _answer(self, request):
        try:
            limits = Limits(seconds=self.options.get("TIMEOUT", 20), size=LONGEST_ANSWER)
            answer = ask("POST", **request, limits=limits, is_operators=True)
        except requests.Timeout as error:
            raise self._failure(TOO_SLOW, error) from error
        except requests.RequestException as error:
            raise self._failure(UNREACHABLE, error) from error
        if answer.status != 200:
            words = WORDS_FOR_STATUS.get(answer.status, UNREACHABLE)
            raise self._failure(words, f"status {answer.status}")
        try:
            return answer.json()
        except ValueError as error:
            raise self._failure(NOT_UNDERSTOOD, error) from error

    def _texts(self, answer, number):
        try:
            texts = self.read(answer)
        except (KeyError, TypeError) as error:
            raise self._failure(NOT_UNDERSTOOD, error) from error
        is_complete = isinstance(texts, list) and len(texts) == number
        if not is_complete or not all(isinstance(text, str) and text.strip() for text in texts):
            raise self._failure(NOT_UNDERSTOOD, f"not {number} texts")
        # A database would refuse the character that ends a text in C.
        return [text.replace("\0", "") for text in texts]

    def _failure(self, words, cause):
        logger.warning("%s: %s", self.display_name, cause)
        return MachineTranslationFailed(words.format(service=self.display_name))


class DeepL(_Service, DeepLTranslator):
    """DeepL's API v2: https://developers.deepl.com/docs/api-reference/translate. English means British."""

    def get_api_endpoint(self):
        address = self.options.get("ADDRESS")
        return f"{address}/v2/translate" if address else super().get_api_endpoint()

    def request(self, source_locale, target_locale, texts):
        target = target_locale.language_code.upper()
        return {
            "url": self.get_api_endpoint(),
            "headers": self.get_headers(),
            "json": {
                "text": texts,
                "source_lang": source_locale.language_code.upper().split("-")[0],
                "target_lang": "EN-GB" if target == "EN" else target,
                "tag_handling": "xml",
            },
        }

    def read(self, answer):
        return [translation["text"] for translation in answer["translations"]]


class LibreTranslate(_Service, LibreTranslator):
    """LibreTranslate's API: https://docs.libretranslate.com/api/operations/translate/."""

    def request(self, source_locale, target_locale, texts):
        question = {
            "q": texts,
            "source": self.language_code(source_locale.language_code),
            "target": self.language_code(target_locale.language_code),
            "format": "html",
        }
        if self.options.get("API_KEY"):
            question["api_key"] = self.options["API_KEY"]
        return {"url": f"{self.get_api_endpoint()}/translate", "json": question}

    def read(self, answer):
        return answer["translatedText"]


def portions(texts):
    """`texts` in lists that a service takes in one request; a very long text goes alone."""
    portion, length = [], 0
    for text in texts:
        if portion and (len(portion) == TEXTS_AT_ONCE or length + len(text) > CHARACTERS_AT_ONCE):
            yield portion
            portion, length = [], 0
        portion.append(text)
        length += len(text)
    if portion:
        yield portion
