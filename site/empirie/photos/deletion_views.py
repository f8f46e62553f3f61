"""Wagtail's two screens for deleting photos, which say which drafts a photo is used in."""

from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.images.views.bulk_actions import DeleteBulkAction
from wagtail.images.views.images import DeleteView

from .deletion import drafts_using, in_words
from .models import Photo


def say_why(request, photos):
    """Say of each of `photos` that a draft uses why it stays; returns whether there was one."""
    used = drafts_using(photos)
    for photo in photos:
        if photo.pk in used:
            messages.error(request, in_words(photo, used[photo.pk]))
    return bool(used)


class DeletePhoto(DeleteView):
    context_object_name = "image"  # as Wagtail's template calls it, whose picture was missing

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["is_protected"]:
            context["is_protected"] = say_why(self.request, [self.object])
        return context

    def form_valid(self, form):
        if self.usage.is_protected or say_why(self.request, [self.object]):
            return redirect(self.get_delete_url())
        return super().form_valid(form)


class DeletePhotos(DeleteBulkAction):
    models = [Photo]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        photos = [item["item"] for item in context["items"]]
        return context | {"is_protected": context["is_protected"] or say_why(self.request, photos)}

    def prepare_action(self, objects, objects_without_access):
        if self.is_protected or say_why(self.request, objects):
            return redirect(self.request.get_full_path())
        return super().prepare_action(objects, objects_without_access)
