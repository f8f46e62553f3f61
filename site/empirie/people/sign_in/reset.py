"""An administrator takes the second step from the account of a person who lost it."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from .doors import ask_again
from .factors import factors_of, forget_factors
from .letters import RESET, notify


def may_reset(administrator, person):
    """Others' accounts only; a superuser's only by a superuser."""
    return (
        administrator.has_perm("auth.change_user")
        and administrator.pk != person.pk
        and (administrator.is_superuser or not person.is_superuser)
    )


def reset(person):
    """Take the second step away, note it in the log, and write; returns whether the letter went out."""
    with transaction.atomic():
        forget_factors(person)
        log(person, "people.reset_second_step")
    return notify(person, RESET)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("auth.change_user")
def reset_second_step(request, user_id):
    """Ask, then take it away."""
    if refusal := ask_again(request):
        return refusal
    person = get_object_or_404(get_user_model(), pk=user_id)
    name = {"name": person}
    if not may_reset(request.user, person):
        messages.error(request, _("You cannot reset the second step of this account."))
    elif request.method != "POST":
        context = {"title": _("Reset the second step"), "subtitle": person.get_username(), "icon": "key"}
        return render(request, "people/sign_in/reset.html", context | {"factors": factors_of(person)})
    elif reset(person):
        messages.success(request, _("%(name)s has no second step any more; a letter says so.") % name)
    else:
        messages.warning(
            request,
            _("%(name)s has no second step any more, but no letter could be sent. Please tell the person.")
            % name,
        )
    return redirect("wagtailusers_users:index")
