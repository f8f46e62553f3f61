"""The workflows of the table of roles, made and repaired like the roles' rights."""

from django.contrib.auth import get_user_model
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

# Wagtail's migrations leave a workflow of this name at the root, decided by a group that nobody is in.
LEFT_BY_WAGTAIL = "Moderators approval"


def ensure_approval(name, groups):
    """Have an active workflow on all pages, none of whose steps is left to nobody. Safe to repeat.

    A workflow that an administrator put there stays, under its name and with its steps; a step whose groups
    have no active account is given to `groups`.
    """
    workflow = _workflow_of_all_pages() or Workflow.objects.filter(name=name).order_by("pk").first()
    if workflow is None:
        workflow = Workflow.objects.create(name=name)
    if not workflow.workflow_tasks.exists():
        task = GroupApprovalTask.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    tasks = list(workflow.tasks)
    off = [workflow, *tasks] if not any(task.active for task in tasks) else [workflow]
    for step in off:
        step.active = True
    for step in (workflow, *tasks):
        step.name = name if step.name == LEFT_BY_WAGTAIL else step.name
        step.save(update_fields=["name", "active"])
    for task in tasks:
        if isinstance(task.specific, GroupApprovalTask) and not _is_somebody_in(task.specific.groups.all()):
            task.specific.groups.set(groups)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})


def _workflow_of_all_pages():
    return Workflow.objects.filter(workflow_pages__page=Page.get_first_root_node()).first()


def _is_somebody_in(groups):
    return get_user_model().objects.filter(is_active=True, groups__in=groups).exists()
