"""Which workflow a page goes through, and whether somebody is there who can decide about it."""

from functools import wraps

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import AbstractGroupApprovalTask, Page, WorkflowState


def workflow_for(page):
    """The active workflow nearest to `page`, up the tree, that is for pages of its kind; None without one.

    Wagtail 8.0 takes the nearest one, whatever its tasks are for: a city's page would wait on the screen of
    galleries, which does not show it.
    """
    above = page.get_ancestors(inclusive=True).filter(workflowpage__workflow__active=True)
    for holder in above.select_related("workflowpage__workflow").order_by("-depth"):
        workflow = holder.workflowpage.workflow
        if all(is_for(task.specific, page) for task in workflow.tasks):
            return workflow
    return None


def is_for(task, page):
    """Whether a task takes pages of this kind; a task of our own says so in `is_for`."""
    return not hasattr(task, "is_for") or task.is_for(page)


def leads_somewhere(page):
    """Whether `page` has a workflow, and each of its steps somebody who can take it."""
    workflow = workflow_for(page)
    tasks = [task.specific for task in workflow.tasks.filter(active=True)] if workflow else []
    return bool(tasks) and all(can_be_decided(task, page, is_last=task == tasks[-1]) for task in tasks)


def can_be_decided(task, page, *, is_last):
    """Whether an active account can take this step for `page`. Only who may publish it can take the last."""
    if not is_for(task, page):
        return False
    if not isinstance(task, AbstractGroupApprovalTask):
        return True
    people = get_user_model().objects.filter(is_active=True, groups__in=task.groups.all())
    if is_last:
        people = people.filter(
            Q(is_superuser=True)
            | Q(
                groups__page_permissions__permission__codename="publish_page",
                groups__page_permissions__page__in=page.get_ancestors(inclusive=True),
            )
        )
    return people.exists()


def let_editors_free_pages():
    """Let those who may unlock a page take it out of a step that nobody can decide any more.

    Wagtail 8.0 lets only the sender, the owner and those who decide cancel a workflow, and has no hook for
    that: where a group is empty, the page stays locked. `tests/people/test_approvals.py` fails without this;
    try it without after an upgrade.
    """
    original = WorkflowState.user_can_cancel

    @wraps(original)
    def user_can_cancel(self, user):
        return original(self, user) or _may_free(self, user)

    WorkflowState.user_can_cancel = user_can_cancel


def _may_free(state, user):
    page, step = state.content_object, state.current_task_state
    if not isinstance(page, Page) or step is None or (page.locked and page.locked_by != user):
        return False
    tester = page.permissions_for_user(user)
    may_unlock = user.is_superuser or (user.is_active and "unlock" in tester.permissions)
    return may_unlock and not can_be_decided(step.task.specific, page, is_last=state.is_at_final_task)
