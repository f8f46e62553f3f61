"""Who may do what to a page, where Wagtail's own answer is too wide for this site."""

from wagtail.models import PagePermissionTester


class PageTester(PagePermissionTester):
    """Pages are deleted and moved by those who may also add some there.

    Wagtail lets everybody delete a draft, and move it, who may edit it: a translator would take away what
    Communications prepared. Views, bulk actions and the admin's API all ask here.
    """

    def may_add_pages(self):
        return self.user.is_superuser or (self.user.is_active and "add" in self.permissions)

    def can_delete(self, ignore_bulk=False):
        return self.may_add_pages() and super().can_delete(ignore_bulk)

    def can_move(self):
        return self.may_add_pages() and super().can_move()
