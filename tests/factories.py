"""Plain functions that make what a test is about. Say only what the test needs.

Polish letters stand in every default on purpose: slugs, search and lists meet them in every test.
"""

import datetime
from io import BytesIO

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import GroupPagePermission, Locale

from articles.models import ArticleIndexPage, ArticlePage
from empirie.core.models import Download
from empirie.core.translations import publish_translation
from empirie.people.roles import COMMUNICATIONS, permission_called, sync_roles
from empirie.photos import declarations
from empirie.photos.models import Photo
from empirie.subjects.models import City, Network, Topic
from galleries.models import CityIndexPage, CityPage, GalleryPage, GalleryPhoto
from home.models import HomePage, InformationPage
from home.tree import build_tree
from multimedia.models import MultimediaIndexPage, VideoPage
from networks.models import NetworkIndexPage, NetworkPage, ProductFile, ProductPage

DAY = datetime.date(2026, 5, 14)


def a_site():
    """Both homes and all list pages, as `build_site` makes them; returns the Polish home page."""
    return build_tree()


def polish(page_type):
    return page_type.objects.get(locale__language_code="pl")


def english_locale():
    return Locale.objects.get(language_code="en")


def in_english(page, **texts):
    """The published English version of `page`; texts that are not given stay as in Polish."""
    page = page.specific_class.objects.get(pk=page.pk)
    words = {"title": f"{page.title} (English)", "slug": f"{page.slug}-english"} | texts
    return publish_translation(page, words, english_locale())


def a_city(name="Łódź", slug="lodz", **fields):
    defaults = {"voivodeship": "łódzkie", "latitude": 51.77, "longitude": 19.46}
    return City.objects.create(name=name, slug=slug, **(defaults | fields))


def a_network(name="Miasto zielone", slug="miasto-zielone", **fields):
    return Network.objects.create(name_pl=name, name_en="Green Cities", slug=slug, **fields)


def a_topic(name="Żywność", slug="zywnosc", **fields):
    defaults = {"name_en": "Food", "slug_en": f"{slug}-en"}
    return Topic.objects.create(name_pl=name, slug_pl=slug, **(defaults | fields))


def a_photo(title="Ścieżka", name="sciezka.jpg", **fields):
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "JPEG")
    picture.seek(0)
    return Photo.objects.create(title=title, file=ImageFile(picture, name=name), **fields)


CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nDzień dobry.\n".encode()


def a_download(title="Poradnik", name="poradnik.odt", content=None, **fields):
    content = content or (CAPTIONS if name.endswith(".vtt") else b"Poradnik")
    return Download.objects.create(
        title=title, file=ContentFile(content, name=name), file_size=len(content), **fields
    )


def an_article(title="Nowe mieszkania w Łodzi", slug="nowe-mieszkania", **fields):
    """A published Polish article."""
    article = ArticlePage(**({"title": title, "slug": slug, "lead": "Zaczęło się.", "date": DAY} | fields))
    return polish(ArticleIndexPage).add_child(instance=article)


def a_city_page(city=None, **fields):
    city = city or a_city()
    page = CityPage(**({"title": city.name, "slug": city.slug, "city": city} | fields))
    return polish(CityIndexPage).add_child(instance=page)


def a_gallery(parent, title="Wiosna nad rzeką", slug="wiosna-nad-rzeka", photos=2, **fields):
    rows = [
        GalleryPhoto(photo=a_photo(), alt_pl=f"Rzeka, zdjęcie {number}", sort_order=number)
        for number in range(photos)
    ]
    gallery = GalleryPage(**({"title": title, "slug": slug, "date": DAY, "photos": rows} | fields))
    return parent.add_child(instance=gallery)


def a_person(username="krosno", *rights, page=None, **fields):
    """An account with these rights ("app.codename"); with `page`, also with a city's rights on that page."""
    person = get_user_model().objects.create_user(username, f"{username}@empirie.example", **fields)
    person.user_permissions.set(permission_called(right) for right in ("wagtailadmin.access_admin", *rights))
    if page:
        group = Group.objects.create(name=f"Group of {username}")
        person.groups.add(group)
        for right in ("add_page", "change_page"):
            permission = permission_called(f"wagtailcore.{right}")
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return person


def an_editor(username="redakcja", **fields):
    """An account of the communications staff."""
    sync_roles()
    person = get_user_model().objects.create_user(username, f"{username}@empirie.example", **fields)
    person.groups.add(Group.objects.get(name=COMMUNICATIONS))
    return person


def a_draft_gallery(parent, title="Lato nad rzeką", slug="lato-nad-rzeka", owner=None, photos=2, **fields):
    """A gallery that was never public, with everything the editors ask for."""
    rows = [
        GalleryPhoto(photo=a_complete_photo(), alt_pl=f"Plaża, zdjęcie {number}", sort_order=number)
        for number in range(photos)
    ]
    defaults = {"title": title, "slug": slug, "date": DAY, "photos": rows, "live": False, "owner": owner}
    gallery = parent.add_child(instance=GalleryPage(**(defaults | fields)))
    gallery.save_revision(user=owner)
    return GalleryPage.objects.get(pk=gallery.pk)


def a_complete_photo(**fields):
    """A photo with author, declaration and the answer who can be recognised: a city has seen to it."""
    defaults = {
        "author": "Żaneta Łąka",
        "recognisable": "nobody",
        "declaration_version": declarations.CURRENT,
        "declared_at": timezone.now(),
    }
    return a_photo(**(defaults | fields))


def a_recording(title="Łąka w mieście", slug="laka", **fields):
    defaults = {
        "external_url": "https://www.youtube.com/watch?v=example",
        "duration": 65,
        "date": DAY,
        "transcript": "[00:01] Dzień dobry.",
        "audio_description": "spoken",
    }
    page = VideoPage(title=title, slug=slug, **(defaults | fields))
    return polish(MultimediaIndexPage).add_child(instance=page)


def a_network_page(network=None, **fields):
    network = network or a_network()
    page = NetworkPage(**({"title": network.name_pl, "slug": network.slug, "network": network} | fields))
    return polish(NetworkIndexPage).add_child(instance=page)


def a_product(parent, title="Poradnik łąk kwietnych", slug="poradnik-lak", files=(), **fields):
    rows = [ProductFile(document=document, sort_order=number) for number, document in enumerate(files)]
    defaults = {"kind": "guide", "level": "local", "date": DAY, "files": rows}
    return parent.add_child(instance=ProductPage(title=title, slug=slug, **(defaults | fields)))


def an_information_page(title="Empirie", slug="o-empiriach", parent=None, **fields):
    page = InformationPage(title=title, slug=slug, **fields)
    return (parent or polish(HomePage)).add_child(instance=page)
