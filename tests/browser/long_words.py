"""Long words and addresses in every text that readers see, as editors paste them."""

from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models

from empirie.core.blocks import BodyBlock

WORD = "Konstantynopolitańczykowianeczkówna-Międzyuczelniano-Przeciwpowodziowa"
ADDRESS = (
    "www.miasto-ostrowiec-swietokrzyski.example/regulamin_konkursu_przestrzenie_publiczne_2026.html?id=1"
)
E_MAIL = "sekretariat.wydzialu.promocji.i.rozwoju.lokalnego@ostrowiec-swietokrzyski.example"
WORDS = f"{'Ź' * 12}{WORD.replace('-', '')} {ADDRESS}"
RICH = f'<p>{WORDS} <a href="https://{ADDRESS}">https://{ADDRESS}</a></p><ul><li><b>{WORDS}</b></li></ul>'

# What readers never see, or what leads somewhere only as it is.
UNSEEN_APPS = {"people", "delivery", "demo"}
UNSEEN_MODELS = {"photoreport", "withdrawal", "photorendition"}
UNSEEN_FIELDS = {"path", "url_path", "sort_key", "file_hash", "source_hash", "external_url", "language"}


def put_long_words_everywhere():
    """Lengthen every text of every page and record; the body of each page gets a block of each kind."""
    for model in [*records(), Page, *get_page_models()]:
        fields = [field for field in model._meta.local_fields if is_text(field)]
        for row in model._default_manager.only("pk", *(field.name for field in fields)) if fields else ():
            values = {field.name: lengthened(field, getattr(row, field.name)) for field in fields}
            values |= {field.name: f"{values[field.name][:-9]} {row.pk}" for field in fields if field.unique}
            model._default_manager.filter(pk=row.pk).update(**values)


def records():
    """The models of the site's own apps that are no pages, and the recordings' files."""
    ours = [
        model
        for app in apps.get_app_configs()
        if app.name.startswith("empirie.") or app.name in ("home", "galleries", "networks", "multimedia")
        if app.label not in UNSEEN_APPS
        for model in app.get_models()
        if not issubclass(model, Page) and model._meta.model_name not in UNSEEN_MODELS
    ]
    return [*ours, apps.get_model("wagtailmedia", "Media")]


def is_text(field):
    is_word = isinstance(field, (models.CharField, models.TextField, StreamField)) and not field.choices
    return is_word and not isinstance(field, models.SlugField) and field.name not in UNSEEN_FIELDS


def lengthened(field, value):
    """What stands in `field` instead of `value`: long words, and the value behind them as far as it fits."""
    if isinstance(field, StreamField):
        return lengthened_body(field.stream_block, value)
    if isinstance(field, RichTextField):
        return RICH + value
    if isinstance(field, models.EmailField):
        return E_MAIL
    if isinstance(field, models.URLField):
        return f"https://{ADDRESS}"[: field.max_length]
    return f"{WORDS} {value}"[: field.max_length]


def lengthened_body(block, value):
    """A body with one block of each kind, as editors see it in the preview, all in long words."""
    raw = block.get_prep_value(value)
    if isinstance(block, BodyBlock):
        samples = block.child_blocks.items()
        raw = [
            {"type": name, "value": child.get_prep_value(child.normalize(child.get_preview_value()))}
            for name, child in samples
        ]
    return StreamValue(block, lengthened_raw(block, raw), is_lazy=True)


def lengthened_raw(block, raw):
    """The stored form of a block's value, in long words."""
    if isinstance(block, blocks.StreamBlock):
        return [
            {**child, "value": lengthened_raw(block.child_blocks[child["type"]], child["value"])}
            for child in raw
        ]
    if isinstance(block, blocks.StructBlock):
        return {name: lengthened_raw(child, raw.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{**item, "value": lengthened_raw(block.child_block, item["value"])} for item in raw]
    if isinstance(block, TableBlock):
        return {**raw, "data": [[WORDS for _cell in row] for row in raw["data"]], "table_caption": WORDS}
    if isinstance(block, blocks.RichTextBlock):
        return RICH
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return WORDS[: block.field.max_length]
    return raw
