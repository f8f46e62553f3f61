"""What editors do in the admin, as posts of a test client."""

from django.contrib.auth.models import User
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests import factories as make


def an_administrator():
    return User.objects.create_superuser("administrator", "a@empirie.example", "haslo")


def submit(client, page, **more):
    """Press "Translate this page"; returns the response."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [make.english_locale().pk], **more}, follow=True)


def a_draft_in_english(page):
    """The English version right after it was submitted: nothing of it is translated."""
    translate_object(page, [make.english_locale()])
    return page.get_translation(make.english_locale())


def translate(page, path, text):
    """Translate the first text of the field at `path`, as the translation editor would."""
    segment = TranslationSource.objects.get_for_instance(page).stringsegment_set.filter(context__path=path)[0]
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=make.english_locale(),
        defaults={"data": text, "translation_type": "manual"},
    )


def translation_of(page):
    return Translation.objects.get(source__object_id=page.translation_key)


def publish_in_editor(client, english):
    """Press "Publish" in the translation editor."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True
    )


def sync(client, page, **more):
    """Press "Sync translated pages"."""
    source = TranslationSource.objects.get_for_instance(page)
    return client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), more, follow=True)


def publish(page, **changes):
    """Save and publish changes of a page, as an editor would in one go."""
    page = page.specific_class.objects.get(pk=page.pk)
    for field, value in changes.items():
        setattr(page, field, value)
    page.save_revision().publish()
    return page
