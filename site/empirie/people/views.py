"""The screens about the cities' workspaces, for those who may manage them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from empirie.subjects.models import City

from .forms import InvitationForm
from .models import CityWorkspace
from .workspaces import (
    WorkspaceError,
    close_workspace,
    ensure_workspace,
    lock,
    reopen_workspace,
    workspaces_with_people,
)

manages_workspaces = permission_required("people.change_cityworkspace")


@require_GET
@manages_workspaces
def index(request):
    """Every city with the state of its workspace."""
    workspaces = {workspace.city_id: workspace for workspace in workspaces_with_people()}
    rows = [(city, workspaces.get(city.pk)) for city in City.objects.order_by("sort_key")]
    return _render(request, "workspaces", _("City workspaces"), rows=rows)


@require_GET
@manages_workspaces
def detail(request, pk):
    """One city's workspace: its state, its people, and what can be done."""
    return _detail(request, get_object_or_404(City, pk=pk), InvitationForm())


@require_POST
@manages_workspaces
def open_workspace(request, pk):
    """Make, repair or reopen."""
    city = get_object_or_404(City, pk=pk)
    workspace = CityWorkspace.objects.filter(city=city).first()
    try:
        workspace = reopen_workspace(workspace) if workspace else ensure_workspace(city)
    except WorkspaceError as error:
        messages.error(request, str(error))
    else:
        log(workspace, "people.open_workspace")
        messages.success(request, _("%(city)s has its workspace. Now invite somebody.") % {"city": city})
    return redirect("city_workspaces:detail", pk)


@require_POST
@manages_workspaces
def invite_person(request, pk):
    workspace = get_object_or_404(CityWorkspace, city=pk)
    form = InvitationForm(request.POST)
    if form.is_valid() and form.send(workspace):
        email = form.cleaned_data["email"]
        log(workspace, "people.invite", data={"email": email})
        messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": email})
        return redirect("city_workspaces:detail", pk)
    return _detail(request, workspace.city, form)


@require_http_methods(["GET", "HEAD", "POST"])
@manages_workspaces
def close(request, pk):
    """Ask, then close."""
    workspace = get_object_or_404(CityWorkspace, city=pk)
    if not workspace.is_open:
        messages.info(request, _("The workspace of %(city)s is closed already.") % {"city": workspace.city})
        return redirect("city_workspaces:index")
    if request.method != "POST":
        active = workspace.people.filter(is_active=True)
        return _render(
            request,
            "close_workspace",
            _("Close the workspace"),
            subtitle=workspace.city,
            workspace=workspace,
            people=active,
        )
    close_workspace(workspace)
    log(workspace, "people.close_workspace")
    messages.success(
        request,
        _("The workspace of %(city)s is closed. Its pages and photos are kept.") % {"city": workspace.city},
    )
    return redirect("city_workspaces:index")


@require_POST
@manages_workspaces
def lock_person(request, pk, user_id):
    workspace = get_object_or_404(CityWorkspace, city=pk)
    person = get_object_or_404(workspace.people.filter(is_superuser=False), pk=user_id)
    lock(person)
    log(workspace, "people.lock", data={"email": person.email})
    messages.success(request, _("The account %(name)s is locked.") % {"name": person.get_username()})
    return redirect("city_workspaces:detail", pk)


def _detail(request, city, form):
    workspace = CityWorkspace.objects.filter(city=city).select_related("group", "city").first()
    return _render(
        request,
        "workspace",
        _("City workspace"),
        subtitle=city,
        city=city,
        workspace=workspace,
        people=workspace.people if workspace else (),
        form=form,
    )


def _render(request, screen, title, **context):
    return render(request, f"people/{screen}.html", {"title": title, "icon": "group", **context})
