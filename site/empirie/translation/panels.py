"""The dashboard panel "Translations": how many pages wait for what."""

from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from .report import language_asked_for, report_address
from .states import WAITING, count_by_state
from .views import may_translate


class TranslationPanel(Component):
    """Counts that lead into the report. Shown to people who may translate."""

    name = "translations"
    template_name = "translation/panel.html"
    order = 230

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        locale = Locale.objects.filter(language_code=language_asked_for(request)).first()
        if locale is None or not may_translate(request.user):
            return {"is_shown": False}
        counts = count_by_state(locale)
        return {
            "is_shown": True,
            "waiting": [
                {"label": state.label, "count": counts[state], "address": report_address(state)}
                for state in WAITING
                if counts[state]
            ],
            "complete": counts["complete"],
            "total": sum(counts.values()),
            "report": report_address(),
        }
