"""Words of the dashboard that Wagtail 8.0.1 and wagtailmedia 0.19.1 leave in English on a Polish admin.

Nothing calls these: they stand here so that our catalogue, which Django asks before theirs, may hold them.
"""

from django.utils.translation import ngettext_lazy

IMAGES = ngettext_lazy(
    '%(total)s Image <span class="w-sr-only">created in %(site_name)s</span>',
    '%(total)s Images <span class="w-sr-only">created in %(site_name)s</span>',
)
DOCUMENTS = ngettext_lazy(
    '%(total)s Document <span class="w-sr-only">created in %(site_name)s</span>',
    '%(total)s Documents <span class="w-sr-only">created in %(site_name)s</span>',
)
RECORDINGS = ngettext_lazy(
    "<span>%(total)s</span> Media file "
    '<span class="visuallyhidden w-sr-only">created in %(site_name)s</span>',
    "<span>%(total)s</span> Media files "
    '<span class="visuallyhidden w-sr-only">created in %(site_name)s</span>',
)
