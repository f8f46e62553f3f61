"""Erasing old versions of pages and records.

Wagtail's own `purge_revisions` (8.0.1) also deletes the version that readers see when a newer draft exists.
The state of translations and the approval of galleries compare with that one.
"""

from django.apps import apps
from django.db.models import ProtectedError, Q
from wagtail.models import Revision, WorkflowState

POINTERS = ("latest_revision", "live_revision", "scheduled_revision")
WAITING = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def erase_revisions_before(moment):
    """Erase the versions from before `moment` that are nobody's latest, public, scheduled or waiting one.

    Returns how many.
    """
    old = Revision.objects.filter(created_at__lt=moment, approved_go_live_at=None)
    old = old.exclude(Q(task_states__workflow_state__status__in=WAITING))
    for model, name in _pointers():
        pointed_at = model._base_manager.filter(**{f"{name}__isnull": False})
        old = old.exclude(pk__in=pointed_at.values(f"{name}_id"))
    erased = 0
    for revision in old.iterator():
        try:
            revision.delete()
            erased += 1
        except ProtectedError:
            continue
    return erased


def _pointers():
    """(model, field) of every key that points to the version an object stands on."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.remote_field and field.related_model is Revision and field.name in POINTERS:
                yield model, field.name
