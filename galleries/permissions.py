"""Who may do what to a city's page itself, apart from working inside it."""

from empirie.core.permissions import PageTester


class CityPagePermissionTester(PageTester):
    """Rights on a city's page let its people work inside it; the page itself stays where and as it is.

    Only those who may change the list of cities delete, move, copy, unpublish or hide it. Views, bulk actions
    and the admin's API all ask here.
    """

    def cares_for_all_cities(self):
        parent = self.page.get_parent()
        return self.user.is_superuser or self.permission_policy.user_has_permission_for_instance(
            self.user, "change", parent
        )

    def can_delete(self, ignore_bulk=False):
        return self.cares_for_all_cities() and super().can_delete(ignore_bulk)

    def can_move(self):
        return self.cares_for_all_cities() and super().can_move()

    def can_copy(self):
        return self.cares_for_all_cities() and super().can_copy()

    def can_unpublish(self):
        return self.cares_for_all_cities() and super().can_unpublish()

    def can_set_view_restrictions(self):
        return self.cares_for_all_cities() and super().can_set_view_restrictions()
