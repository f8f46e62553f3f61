"""What the editors asked for, on the city's screens."""

from django.urls import reverse
from lxml import html

from galleries.approval.decisions import Seen, send_back
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from tests import factories as make

from .people import WorkspaceTestCase


class RemarkTests(WorkspaceTestCase):
    def setUp(self):
        super().setUp()
        self.photos = self.fill(count=4)
        submit(self.gallery, self.person)
        gallery = GalleryPage.objects.get(pk=self.gallery.pk)
        self.noted = [self.photos[1].pk, self.photos[3].pk]
        send_back(
            gallery, Seen.now(gallery), dict.fromkeys(self.noted, "Krzywo."), "Prawie!", make.an_editor()
        )

    def test_the_gallery_leads_to_each_photo_with_a_remark_and_from_one_to_the_next(self):
        page = html.document_fromstring(self.client.get(self.address("edit")).content)
        summary = page.xpath("//section[@id='remarks']")[0]
        self.assertEqual(summary.xpath(".//li/a/@href"), [f"#photo-{pk}" for pk in self.noted])
        self.assertIn("Zdjęcie 2", summary.text_content())
        self.assertIn("Prawie!", summary.text_content())
        rows = [page.xpath(f"//li[@id='photo-{pk}']")[0] for pk in self.noted]
        ways_on = [row.xpath(".//p[@class='g-remark']//a/@href") for row in rows]
        self.assertEqual(ways_on, [[f"#photo-{self.noted[1]}"], ["#send-section"]])
        self.assertTrue(page.xpath("//*[@id='send-section']"))

    def test_the_first_page_leads_to_the_remarks(self):
        page = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(page, f'href="{self.address("edit")}#remarks"')
