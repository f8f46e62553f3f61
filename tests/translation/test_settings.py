"""The translation service is configured by the environment, at addresses that keep drafts private."""

import os
from unittest import mock

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from empirie.settings import machine_translation


def configured(**variables):
    with mock.patch.dict(os.environ, variables, clear=True):
        return machine_translation.from_environment()


class MachineTranslationSettingsTests(SimpleTestCase):
    def test_nothing_configured_is_no_machine_translation(self):
        self.assertIsNone(configured())
        self.assertIsNone(configured(DEEPL_API_KEY=" ", LIBRETRANSLATE_URL=""))

    def test_a_key_means_deepl_and_an_address_means_libretranslate(self):
        setting = configured(DEEPL_API_KEY="k", MACHINE_TRANSLATION_TIMEOUT="7")
        self.assertTrue(setting["CLASS"].endswith("DeepL"))
        self.assertEqual((setting["OPTIONS"]["AUTH_KEY"], setting["OPTIONS"]["TIMEOUT"]), ("k", 7))
        setting = configured(LIBRETRANSLATE_URL="https://translate.example/", LIBRETRANSLATE_API_KEY="k")
        self.assertTrue(setting["CLASS"].endswith("LibreTranslate"))
        self.assertEqual(setting["OPTIONS"]["LIBRETRANSLATE_URL"], "https://translate.example")

    def test_both_at_once_are_refused(self):
        with self.assertRaisesMessage(ImproperlyConfigured, "not both"):
            configured(DEEPL_API_KEY="k", LIBRETRANSLATE_URL="https://translate.example")

    def test_only_encrypted_addresses_or_this_machine(self):
        for address in ("https://translate.example", "http://127.0.0.1:5000", "http://[::1]:5000"):
            with self.subTest(address=address):
                self.assertIsNotNone(configured(LIBRETRANSLATE_URL=address))
        refused = (
            "http://translate.example",
            "http://127.0.0.1.example",
            "http://localhost@translate.example",
            "https://user:secret@translate.example",
            "https://translate.example:port",
            "https://",
            "ftp://translate.example",
            "file:///etc/passwd",
            "translate.example",
            "http://[::1",
        )
        for name in ("LIBRETRANSLATE_URL", "DEEPL_URL"):
            for address in refused:
                with (
                    self.subTest(name=name, address=address),
                    self.assertRaisesMessage(ImproperlyConfigured, name),
                ):
                    configured(**{name: address}, **({"DEEPL_API_KEY": "k"} if name == "DEEPL_URL" else {}))
