"""Cities with people and photos, for the tests of the city's screens."""

from itertools import count

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from empirie.people.workspaces import ensure_workspace
from empirie.photos import declarations, intake
from galleries.models import CityPage, GalleryPage
from galleries.workspace import drafts
from tests import factories as make
from tests.photos import pictures

# Made once: a colour profile holds the second of its making, so that no two such files are the same.
PHOTO = pictures.jpeg()
# So that no two photos are made of the same bytes.
_numbers = count()


def a_person_of(city, name):
    """Somebody who works for that city, with all rights a city has and no more."""
    workspace = ensure_workspace(city)
    person = get_user_model().objects.create_user(name, f"{name}@empirie.example", "haslo-do-testu-12")
    person.groups.add(workspace.group)
    person.workspace = workspace
    return person


class WorkspaceTestCase(TestCase):
    """Krosno and its person, signed in; Łódź with a person and a gallery, none of Krosno's business."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page(make.a_city("Krosno", "krosno"))
        cls.foreign_page = make.a_city_page(make.a_city())
        cls.person = a_person_of(cls.city_page.city, "krosno")
        cls.stranger = a_person_of(cls.foreign_page.city, "lodz")
        cls.gallery = cls.begin(cls.city_page)
        cls.foreign = cls.begin(cls.foreign_page, "Obca galeria")

    def setUp(self):
        self.client.force_login(self.person)

    @staticmethod
    def begin(city_page, title="Otwarcie łąki"):
        """A gallery as the dashboard begins it: a draft, without photos."""
        gallery = GalleryPage(title=title, date=make.DAY, live=False, has_unpublished_changes=True)
        CityPage.objects.get(pk=city_page.pk).add_child(instance=gallery)
        gallery.save_revision()
        return gallery

    @classmethod
    def a_city_photo(cls, person=None, city_page=None, **rights):
        """A photo as the intake stores it, complete unless `rights` say otherwise."""
        person, city_page = person or cls.person, city_page or cls.city_page
        file = pictures.upload(pictures.jpeg(tail=str(next(_numbers)).encode()))
        return intake.accept(
            file,
            city=city_page.city,
            collection=person.workspace.collection,
            user=person,
            declaration=rights.pop("declaration", declarations.CURRENT),
            **({"author": "Jan Nowak", "recognisable": "nobody"} | rights),
        )

    def fill(self, gallery=None, count=2, described=True, person=None, **rights):
        """Put photos into the gallery's draft and return them."""
        gallery, person = gallery or self.gallery, person or self.person
        photos = [self.a_city_photo(person, gallery.get_parent().specific, **rights) for _n in range(count)]
        with drafts.change(gallery, person) as draft:
            for photo in photos:
                row = draft.add(photo)
                row.alt_pl = "Łąka w słońcu" if described else ""
        return photos

    def draft(self, gallery=None):
        return drafts.read(GalleryPage.objects.get(pk=(gallery or self.gallery).pk))

    def post(self, name, data=None, gallery=None):
        return self.client.post(self.address(name, gallery), data or {})

    def address(self, name, gallery=None):
        return reverse(f"city_galleries:{name}", args=((gallery or self.gallery).pk,))

    def send_file(self, content=None, name="IMG_1.JPG", gallery=None, **fields):
        file = SimpleUploadedFile(name, PHOTO if content is None else content)
        fields = {
            "declaration": declarations.CURRENT,
            "mark": f"{name}|1|1",
            "common-author": "Jan Nowak",
            "common-licence": "CC-BY-4.0",
            "common-rights_basis": "own-staff",
        } | fields
        return self.post("upload", fields | {"file": file}, gallery)


def published(gallery):
    """Publish the draft, as an approval does in the end."""
    gallery = GalleryPage.objects.get(pk=gallery.pk)
    gallery.latest_revision.publish()
    return GalleryPage.objects.get(pk=gallery.pk)
