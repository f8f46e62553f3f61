"""Every address the resolver knows, and how to fill it with the pieces of an owner (see world)."""

import re
from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.urls import get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from .world import MARK


@dataclass(frozen=True)
class Door:
    """A view that has an address: its full name and the names of what stands in the address."""

    name: str
    route: str
    parameters: tuple[str, ...]

    @property
    def is_admin(self):
        return self.route.startswith("admin/")

    def addresses(self, owner):
        """The addresses of this view for the pieces of one owner; several where an address names a kind."""
        if self.name == self.route:
            return [f"/{self._route_filled(owner)}"]
        found = []
        for kind in KINDS.get(self.name, [{}]):
            values = {name: kind.get(name) or value_of(self.name, name, owner) for name in self.parameters}
            address = reverse(self.name, kwargs=values)
            if address not in found:
                found.append(address)
        return found

    def _route_filled(self, owner):
        if "^" in self.route:  # the catch-all
            return "admin/nowhere/"
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: str(value_of(self.name, found[1], owner)), self.route
        )


def every_door():
    """All of them, one for each name and set of parameters; a view without a name goes by its route."""
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, [], "", ())))


def _walk(patterns, namespaces, route, parameters):
    for pattern in patterns:
        here = route + str(pattern.pattern)
        names = (*parameters, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        names = tuple(dict.fromkeys(names))
        if hasattr(pattern, "url_patterns"):
            inside = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inside, here, names)
        else:
            name = ":".join([*namespaces, pattern.name]) if pattern.name else here
            yield Door(name, here, names)


def value_of(view, parameter, owner):
    """What stands for a parameter in the address of a view."""
    if parameter == "pk" or parameter == "object_id":
        return _of_kind(view, owner).pk
    if parameter in PIECES:
        piece = getattr(owner, PIECES[parameter])
        return piece.pk if piece else 0
    if parameter == "uidb64":
        return urlsafe_base64_encode(force_bytes(owner.user.pk))
    if parameter == "token":
        return default_token_generator.make_token(owner.user)
    return WORDS[parameter]


def _of_kind(view, owner):
    """The piece that "pk" means in a view, told by its namespace."""
    for beginning, piece in PK_OF.items():
        if view.startswith(beginning):
            return getattr(owner, piece)
    raise KeyError(f"Say in PK_OF what “pk” means in {view}.")


PIECES = {
    "page_id": "page",
    "user_id": "user",
    "parent_page_id": "parent",
    "page_to_move_id": "page",
    "gallery_id": "page",
    "photo_id": "photo",
    "report_id": "report",
    "page_pk": "page",
    "destination_id": "parent",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "task_state_id": "task_state",
    "task_id": "task",
    "workflow_state_id": "workflow_state",
    "workflow_pk": "workflow",
    "image_id": "photo",
    "document_id": "document",
    "doc_id": "document",
    "media_id": "media",
    "collection_id": "collection",
    "redirect_id": "redirect",
    "uploaded_file_id": "upload",
    "session_id": "session",
    "translation_id": "translation",
    "translation_source_id": "source",
    "string_segment_id": "segment",
    "overridable_segment_id": "overridable",
}
WORDS = {
    "revision_id_b": "latest",
    "content_type_app_name": "galleries",
    "content_type_model_name": "gallerypage",
    "app_label": "galleries",
    "model_name": "gallerypage",
    "app_name": "taggit",
    "action_name": "approve",
    "action": "delete",
    "media_type": "audio",
    "filter_spec": "fill-100x100",
    "mode": "default",
    "size": "card",
    "language_code": "en",
    "restriction": 0,
    "restriction_id": 0,
}
PK_OF = {
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_api:images": "photo",
    "wagtailadmin_pages": "page",
    "wagtailadmin_editing_sessions": "page",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows": "workflow",
    "wagtailsettings": "site",
    "wagtailsnippets_subjects_city": "city",
    "wagtailsnippets_subjects_network": "network",
    "wagtailsnippets_subjects_topic": "topic",
    "wagtailsnippetchoosers_subjects_city": "city",
    "wagtailsnippetchoosers_subjects_network": "network",
    "wagtailsnippetchoosers_subjects_topic": "topic",
    "wagtail_localize:submit_snippet": "city",
    "wagtail_localize:snippets": "city",
    "wagtaillocales": "locale",
    "admin/locales": "locale",
    "wagtailsites": "site",
    "wagtailusers_users": "user",
    "wagtailusers_groups": "group",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "photo",
    # The screens of the cities and of the approval: what "pk" is in them.
    "city_galleries": "page",
    "gallery_approval": "page",
    "photo_reports": "photo",
    "city_workspaces": "city",
    "sign_in": "user",
}
_SNIPPET = {"app_label": "subjects", "model_name": "city"}
_PAGE_ACTIONS = ("copy", "delete", "publish", "unpublish", "move", "create_alias", "copy_for_translation")
_BULK = {
    ("wagtailcore", "page"): ("delete", "move", "publish", "unpublish"),
    ("photos", "photo"): ("add_tags", "add_to_collection", "delete"),
    ("core", "download"): ("add_tags", "add_to_collection", "delete"),
    ("auth", "user"): ("assign_role", "delete", "set_active_state"),
    ("subjects", "city"): ("delete",),
}
# Where an address names a kind of thing, the kinds to try.
KINDS = {
    "wagtail_bulk_action": [
        {"app_label": app, "model_name": model, "action": action}
        for (app, model), actions in _BULK.items()
        for action in actions
    ],
    "wagtailadmin_api:pages:action": [{"action_name": action} for action in _PAGE_ACTIONS],
    "wagtailadmin_workflows:add_task": [{"app_label": "wagtailcore", "model_name": "groupapprovaltask"}],
    "wagtailsettings:edit": [{"app_name": "home", "model_name": "programmesettings"}],
    "wagtailsettings:preview_on_edit": [{"app_name": "home", "model_name": "programmesettings"}],
    "wagtail_localize:submit_snippet_translation": [_SNIPPET],
    "wagtail_localize:snippets_api_listing": [_SNIPPET],
    "wagtail_localize:snippets_api_detail": [_SNIPPET],
    "wagtailadmin_tag_model_autocomplete": [{"app_name": "taggit", "model_name": "tag"}],
}


def questions(owner):
    """A query string that asks a list, a chooser, a report or a bulk action for the pieces of an owner."""
    ids = [owner.page.pk, owner.photo.pk, owner.document.pk, owner.user.pk, owner.city.pk]
    asked = [("id", number) for number in ids]
    asked += [(name, MARK) for name in ("q", "term", "search")]
    asked += [("collection_id", owner.collection.pk), ("child_of", owner.parent.pk), ("fields", "*")]
    return asked


def forged(owner):
    """A form that names the pieces of an owner under every field name that forms of the admin use."""
    page, photo = owner.page.pk, owner.photo.pk
    return {
        "title": f"{MARK}forged",
        "collection": owner.collection.pk,
        "parent": owner.collection.pk,
        "id": [page, photo],
        "page": page,
        "new_parent_page": owner.parent.pk,
        "gallery": page,
        "image": photo,
        "photo": photo,
        "photos-0-photo": photo,
        "revision": owner.revision.pk,
        "revision_id": owner.revision.pk,
        "destination_page_id": owner.root.pk,
        "publish_translations": "on",
        "include_subtree": "on",
        "locales": [owner.locale.pk],
        "locale": "en",
        "tags": f"{MARK}forged",
        "email": "nobody@empirie.example",
        "action": "publish",
        "action-publish": "1",
    }


def unfolded(text):
    """Text without the escapes of JSON, HTML and addresses, in which a mark might hide."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return text.lower()
