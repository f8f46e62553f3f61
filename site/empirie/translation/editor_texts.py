"""Polish words of the translation editor where wagtail-localize's own run together: "Opublikuj wangielski".

wagtail-localize 1.14.5 puts a name straight after these; its Polish words lost the space at their end.
"""

from django.utils.translation import gettext, gettext_noop
from django.views.i18n import JavaScriptCatalog

BEFORE_A_NAME = (
    gettext_noop("Publish in "),
    gettext_noop("Translate with "),
    gettext_noop("Translate all missing strings with "),
)


class EditorTexts(JavaScriptCatalog):
    packages = ["wagtail_localize"]

    def get_catalog(self):
        ours = {words: gettext(words) for words in BEFORE_A_NAME}
        return super().get_catalog() | {words: said for words, said in ours.items() if said != words}
