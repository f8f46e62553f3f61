"""Menu items of the admin that say how much waits behind them."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem


class CountedMenuItem(MenuItem):
    """Shown to people with `right` ("app.codename"); its label begins with the number that `count()` gives:
    the end of a long one is cut off."""

    def __init__(self, label, url, *, right, count, **options):
        super().__init__(label, url, **options)
        self.right, self.count = right, count

    def is_shown(self, request):
        return request.user.has_perm(self.right)

    def render_component(self, request):
        number = self.count()
        label = f"({number}) {self.label}" if number else str(self.label)
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )
