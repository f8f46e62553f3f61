"""A gallery of Łódź, complete and never public, its city's person and an editor."""

from django.test import TestCase

from galleries.approval.decisions import Seen
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from tests import factories as make

ENGLISH = {"title": "Summer by the river", "lead": "People came.", "event": "Picnic", "place": "Beach"}


class ApprovalTestCase(TestCase):
    """The Polish gallery has title, lead, event and place; the city's page is public in both languages."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        make.in_english(cls.city_page)
        cls.person = make.a_person("lodz", page=cls.city_page, first_name="Łucja")
        cls.editor = make.an_editor()
        cls.gallery = make.a_draft_gallery(
            cls.city_page, owner=cls.person, lead="Przyszli ludzie.", event="Piknik", place="Plaża"
        )

    def current(self):
        return GalleryPage.objects.get(pk=self.gallery.pk)

    def send(self):
        """Send the latest version to the editors; returns what an editor then sees."""
        submit(self.current(), self.person)
        return Seen.now(self.current())

    def draft(self, **fields):
        """Change the latest version, as the city's screens do."""
        version = self.current().get_latest_revision_as_object()
        for field, value in fields.items():
            setattr(version, field, value)
        version.save_revision(user=self.person)
        return version
