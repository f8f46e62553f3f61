"""How a list of the admin says how many things it has: "Strony: 115" is right for every number.

Wagtail 8.0 puts the number before the only plural a model has: "115 strony". This can go when it counts
with ngettext.
"""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.text import capfirst
from wagtail.admin.paginator import WagtailPaginator


def items_count_label(paginator):
    return f"{capfirst(paginator.verbose_name_plural)}: {intcomma(paginator.count)}"


WagtailPaginator.items_count_label = property(items_count_label)
