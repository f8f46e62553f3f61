"""Every screen an editor works in opens, in Polish and in English."""

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from empirie.subjects.models import City, Network, Topic
from home.models import Navigation, ProgrammeSettings
from tests import factories as make
from tests.samples import one_public_page_of_each_type

LISTS = (
    "wagtailadmin_home",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailmedia:index",
    "wagtailredirects:index",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtail_localize:translations_report",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_explore_root",
)


class AdminScreensTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()
        cls.administrator = User.objects.create_superuser("administrator", "a@empirie.example", "haslo")

    def setUp(self):
        self.client.force_login(self.administrator)

    def opens(self, address):
        response = self.client.get(address, follow=True)
        self.assertEqual(response.status_code, 200, address)
        return response

    def test_every_list_opens_in_both_languages(self):
        for language in ("pl", "en"):
            UserProfile.objects.update_or_create(
                user=self.administrator, defaults={"preferred_language": language}
            )
            for name in LISTS:
                with self.subTest(screen=name, language=language):
                    self.opens(reverse(name))

    def test_every_page_type_can_be_added_and_edited(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                parent = page.get_parent()
                self.opens(reverse("wagtailadmin_pages:add_subpage", args=(parent.pk,)))
                self.opens(reverse("wagtailadmin_pages:edit", args=(page.pk,)))

    def test_the_form_of_a_new_page_opens_for_every_type(self):
        for page in self.pages:
            place = (page._meta.app_label, page._meta.model_name, page.get_parent().pk)
            if page_type_is_taken(page):
                continue
            with self.subTest(page_type=type(page).__name__):
                self.opens(reverse("wagtailadmin_pages:add", args=place))

    def test_the_translation_editor_opens_for_every_page(self):
        for page in self.pages:
            english = page.get_translation(make.english_locale())
            with self.subTest(page_type=type(page).__name__):
                response = self.opens(reverse("wagtailadmin_pages:edit", args=(english.pk,)))
                self.assertContains(response, "js-translation-editor")

    def test_records_and_settings_open(self):
        site = self.pages[0].get_site()
        for model in (City, Network, Topic):
            viewset = model.snippet_viewset
            record = model.objects.first()
            for name, args in (("list", ()), ("add", ()), ("edit", (record.pk,))):
                with self.subTest(model=model.__name__, screen=name):
                    self.opens(reverse(viewset.get_url_name(name), args=args))
        for model in (ProgrammeSettings, Navigation):
            place = ("home", model._meta.model_name, site.pk)
            with self.subTest(setting=model.__name__):
                self.opens(reverse("wagtailsettings:edit", args=place))

    def test_every_page_can_be_submitted_for_translation_again(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                source, _created = TranslationSource.update_or_create_from_instance(page)
                translation = Translation.objects.get(source=source)
                with self.captureOnCommitCallbacks(execute=True):
                    translation.save_target(publish=False)
        self.assertEqual([problems for problems in Page.find_problems() if problems], [])


def page_type_is_taken(page):
    """True where only one page of the type may stand under a parent."""
    return bool(page.max_count_per_parent) or page.depth == 2
