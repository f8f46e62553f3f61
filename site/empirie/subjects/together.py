"""Cities, networks and topics fetched together: one query for all three kinds."""

from django.db.models import CharField, F, IntegerField, Value

from .models import City, Network, Topic

KINDS = {"topics": Topic, "cities": City, "networks": Network}
# What a name and an address need, by the model's own names; City has one name, Network one slug.
_COLUMNS = {
    "topics": ("name_pl", "name_en", "slug_pl", "slug_en"),
    "cities": ("name", "name", "slug", "slug"),
    "networks": ("name_pl", "name_en", "slug", "slug"),
}


def fetched_together(records=None):
    """{"topics": [Topic, …], "cities": […], "networks": […]}, each in its order, with names and slugs only.

    `records` are querysets by the same names; without it every record there is.
    """
    parts = []
    for kind, model in KINDS.items():
        columns = dict(zip(("name_one", "name_two", "slug_one", "slug_two"), _COLUMNS[kind], strict=True))
        place = F("sort_order") if kind == "networks" else Value(0, output_field=IntegerField())
        rows = (records[kind] if records else model.objects.all()).order_by()  # SQLite: no order in a union
        rows = rows.annotate(of_kind=Value(kind, output_field=CharField()), place=place)
        rows = rows.annotate(**{name: F(column) for name, column in columns.items()})
        parts.append(rows.values_list("of_kind", "place", "sort_key", "pk", *columns))
    found = {kind: [] for kind in KINDS}
    for kind, _place, key, number, *texts in sorted(parts[0].union(*parts[1:], all=True)):
        values = {"id": number, "sort_key": key, **dict(zip(_COLUMNS[kind], texts, strict=True))}
        found[kind].append(_record(KINDS[kind], values))
    return found


def _record(model, values):
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(None, names, [values[name] for name in names])
