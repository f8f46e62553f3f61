"""BodyBlock: everything a page's body may contain, in the order editors reach for it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import DownloadsBlock, LinksBlock
from .media import FigureBlock, GalleryTeaserBlock, RecordingBlock
from .numbers import AccordionBlock, FiguresBlock, TableBlock
from .text import CalloutBlock, HeadingBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(group=_("Text"))
    text = TextBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    callout = CalloutBlock(group=_("Text"))
    figure = FigureBlock(group=_("Pictures and sound"))
    recording = RecordingBlock(group=_("Pictures and sound"))
    gallery = GalleryTeaserBlock(group=_("Pictures and sound"))
    figures = FiguresBlock(group=_("Facts"))
    table = TableBlock(group=_("Facts"))
    accordion = AccordionBlock(group=_("Facts"))
    downloads = DownloadsBlock(group=_("Links and files"))
    links = LinksBlock(group=_("Links and files"))

    class Meta:
        required = False
