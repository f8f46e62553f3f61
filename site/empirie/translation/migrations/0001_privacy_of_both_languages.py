from django.conf import settings
from django.db import migrations


def hide_english_of_private_pages(apps, schema_editor):
    """Until now a password on the Polish page left its English version public."""
    Page = apps.get_model("wagtailcore", "Page")
    PageViewRestriction = apps.get_model("wagtailcore", "PageViewRestriction")
    private = PageViewRestriction.objects.filter(page__locale__language_code=settings.LANGUAGE_CODE)
    for restriction in private.select_related("page").order_by("pk"):
        versions = Page.objects.filter(translation_key=restriction.page.translation_key)
        for version in versions.exclude(pk=restriction.page_id).filter(view_restrictions=None):
            shared = PageViewRestriction.objects.create(
                page=version, restriction_type=restriction.restriction_type, password=restriction.password
            )
            shared.groups.set(restriction.groups.all())


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(hide_english_of_private_pages, migrations.RunPython.noop)]
