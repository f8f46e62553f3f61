"""A small world for the tests of rights: city A ("own"), city B ("other") and the staff, each with a piece of
everything an address of the admin can name.

Every piece bears a mark that nobody else's text contains, plain ASCII: "zqxown…", "zqxother…", "zqxstaff…".
Records (cities, networks, topics) and the titles of published pages are public and bear none.
"""

from types import SimpleNamespace

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Comment,
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    UploadedFile,
    Workflow,
    WorkflowTask,
)
from wagtail_localize.models import Translation, TranslationSource
from wagtailmedia.models import Media

from articles.models import ArticleIndexPage, ArticlePage
from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles
from empirie.people.workspaces import ensure_workspace
from empirie.photos.models import Photo, PhotoReport
from galleries.models import GalleryPage
from tests import factories as make
from tests import recordings

MARK = "zqx"
OWNERS = ("own", "other", "staff")
CITY = "city"
ADMINISTRATOR = "administrator"
ANONYMOUS = "anonymous"
ROLES = (ANONYMOUS, CITY, TRANSLATOR, COMMUNICATIONS, ADMINISTRATOR)


def build():
    """The whole world, as {owner: pieces} and {role: user} in one namespace."""
    make.a_site()
    sync_roles()
    users = {
        TRANSLATOR: a_user("translator", Group.objects.get(name=TRANSLATOR)),
        COMMUNICATIONS: a_user("communications", Group.objects.get(name=COMMUNICATIONS)),
        ADMINISTRATOR: User.objects.create_superuser("administrator", "zqxadmin@empirie.example", "x"),
    }
    workflow = a_workflow()
    own = a_citys_pieces("own", make.a_city("Krosno", "krosno"), workflow)
    other = a_citys_pieces("other", make.a_city("Cieszyn", "cieszyn"), workflow)
    staff = the_staffs_pieces(users[COMMUNICATIONS], workflow, other)
    return SimpleNamespace(
        users={**users, CITY: own.user}, own=own, other=other, staff=staff, english=in_english(published(own))
    )


def published(owner):
    """The same pieces, where the page is a published gallery of the city: translators may know of it."""
    page = make.a_gallery(owner.parent, slug="publiczna-galeria", photos=1)
    page.save_revision(user=owner.user).publish()
    photo = page.photos.get().photo
    return SimpleNamespace(**{**vars(owner), "page": page, "photo": photo, **submitted_for_translation(page)})


def submitted_for_translation(page):
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=make.english_locale())
    translation.save_target(publish=False)
    return {
        "source": source,
        "translation": translation,
        "segment": source.stringsegment_set.first(),
        "overridable": source.overridablesegment_set.first(),
    }


def in_english(owner):
    """The same pieces, where the page and what belongs to it are the English version."""
    page = owner.translation.get_target_instance()
    state = owner.workflow.start(page, owner.user)
    return SimpleNamespace(
        **{
            **vars(owner),
            "page": page,
            "parent": page.get_parent(),
            "revision": page.latest_revision,
            "workflow_state": state,
            "task_state": state.current_task_state,
        }
    )


def a_user(name, *groups):
    user = User.objects.create_user(name, f"{MARK}{name}@empirie.example", "bardzo-dlugie-haslo")
    user.groups.set(groups)
    return User.objects.get(pk=user.pk)


def a_workflow():
    task = GroupApprovalTask.objects.create(name="Decision")
    task.groups.add(Group.objects.get(name=COMMUNICATIONS))
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def a_citys_pieces(owner, city, workflow):
    page = make.a_city_page(city)
    make.in_english(page)
    workspace = ensure_workspace(city)
    user = a_user(f"{owner}person", workspace.group)
    gallery = GalleryPage(title=f"{MARK}{owner}draft", slug=f"{MARK}{owner}slug", live=False, owner=user)
    page.add_child(instance=gallery)
    return pieces(owner, user, gallery, workspace.collection, workflow, city=city, group=workspace.group)


def the_staffs_pieces(user, workflow, other):
    article = ArticlePage(
        title=f"{MARK}staffdraft", slug=f"{MARK}staffslug", lead=f"{MARK}stafflead", live=False, owner=user
    )
    make.polish(ArticleIndexPage).add_child(instance=article)
    collection = Collection.get_first_root_node().add_child(name=f"{MARK}staffcollection")
    group = Group.objects.create(name=f"{MARK}staffgroup")
    return pieces("staff", user, article, collection, workflow, city=other.city, group=group)


def pieces(owner, user, page, collection, workflow, *, city, group):
    """Everything of one owner that an address can name."""
    mark = f"{MARK}{owner}"
    revision = page.save_revision(user=user)
    state = workflow.start(page, user)
    Comment.objects.create(page=page, user=user, text=f"{mark}remark", contentpath="title")
    photo = make.a_photo(f"{mark}photo", f"{mark}file.jpg", collection=collection, uploaded_by_user=user)
    photo.tags.add(f"{mark}tag")
    report = PhotoReport.objects.create(
        photo=photo, photo_title=photo.title, reason="other", message=f"{mark}report", language="pl"
    )
    document = make.a_download(f"{mark}document", f"{mark}file.odt", collection=collection)
    media = Media.objects.create(
        title=f"{mark}recording",
        file=ContentFile(recordings.mp3(), name=f"{mark}sound.mp3"),
        type="audio",
        duration=1,
        collection=collection,
    )
    return SimpleNamespace(
        user=user,
        page=page,
        parent=page.get_parent(),
        revision=revision,
        workflow_state=state,
        task_state=state.current_task_state,
        workflow=workflow,
        task=workflow.tasks.first(),
        photo=photo,
        report=report,
        document=document,
        media=media,
        collection=collection,
        group=group,
        city=city,
        network=make.a_network(f"Sieć {owner}", f"siec-{owner}"),
        topic=make.a_topic(f"Temat {owner}", f"temat-{owner}"),
        redirect=Redirect.objects.create(old_path=f"/{mark}redirect", redirect_page=page),
        locale=Locale.objects.get(language_code="en"),
        site=Site.objects.get(is_default_site=True),
        **submitted_for_translation(page),
        session=EditingSession.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(type(page)),
            object_id=page.pk,
            last_seen_at=timezone.now(),
        ),
        upload=UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Photo),
            file=ContentFile(b"x", name=f"{mark}upload.jpg"),
            uploaded_by_user=user,
        ),
        root=Page.get_first_root_node(),
    )
