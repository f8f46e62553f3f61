"""The workflow that every gallery goes through, made and repaired in code."""

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from .tasks import GalleryApprovalTask

NAME = "Akceptacja galerii"


@transaction.atomic
def ensure_workflow(city_indexes):
    """The workflow "Akceptacja galerii" on these lists of cities, in every language; safe to repeat.

    It is known by its kind of task, not by its name, which an administrator may change.
    """
    task = GalleryApprovalTask.objects.order_by("pk").first() or GalleryApprovalTask.objects.create(name=NAME)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).order_by("pk").first()
    if workflow is None:
        workflow = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for step in (task, workflow):
        if not step.active:
            step.active = True
            step.save()
    for page in city_indexes:
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})
    return workflow
