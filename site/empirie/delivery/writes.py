"""Which writes to the database change what a reader sees: every one, unless it is listed here as invisible.

Watched at the connection, below the ORM: bulk updates, the page tree's own SQL, commands and tasks count as
well as an editor's click. A table added tomorrow counts from its first row.
"""

import re

# Records of who did what, unpublished work, sessions, and what only the admin reads. Search results are not
# cached, so the index is here too.
INVISIBLE_TABLES = frozenset(
    {
        "auth_user",
        "delivery_epoch",  # of the page cache itself
        "delivery_schedulerun",  # every minute
        "delivery_submittedform",
        "django_admin_log",
        "django_session",
        "people_attempt",
        "people_browser",
        "people_recoverycodes",
        "photos_photoreport",  # readers send these: nobody may empty the cache by a form
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
        "wagtailcore_comment",
        "wagtailcore_commentreply",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "wagtailcore_pagesubscription",
        "wagtailcore_referenceindex",
        "wagtailcore_revision",
        "wagtailcore_taskstate",
        "wagtailcore_uploadedfile",
        "wagtailcore_workflowstate",
        "wagtailsearch_indexentry",
        "wagtailsearch_indexentry_fts",
        "wagtailusers_userprofile",
    }
)
INVISIBLE_PREFIXES = ("wagtail_localize_", "otp_totp_", "django_otp_webauthn_", "django_tasks_")
# A rendition that is made changes no page; one that is removed or replaced does.
INVISIBLE_INSERTS = frozenset({"photos_photorendition"})
# What saving a draft writes to a page that stays as it is for readers.
INVISIBLE_COLUMNS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
    }
)

_READS = re.compile(
    r"[\s(]*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|PRAGMA|EXPLAIN)\b", re.IGNORECASE
)
_WRITE = re.compile(
    r'\s*(INSERT|UPDATE|DELETE)\b(?:\s+OR\s+\w+)?(?:\s+(?:INTO|FROM))?\s+"?(\w+)"?', re.IGNORECASE
)
_CHANGED_COLUMNS = re.compile(r'"(\w+)"\s*=')


def changes_what_readers_see(sql):
    """Whether a statement may change a public page. In doubt it does."""
    if not isinstance(sql, str):  # composed by psycopg
        return True
    if _READS.match(sql):
        return False
    write = _WRITE.match(sql)
    if not write:
        return True
    verb, table = write.group(1).upper(), write.group(2).lower()
    if table in INVISIBLE_TABLES or table.startswith(INVISIBLE_PREFIXES):
        return False
    if verb == "UPDATE":
        return not _changed_columns(sql) <= INVISIBLE_COLUMNS
    return verb == "DELETE" or table not in INVISIBLE_INSERTS


def _changed_columns(sql):
    """The columns an UPDATE of the ORM sets; one that matches nothing when none can be told."""
    settings = re.split(r"\bSET\b", sql, maxsplit=1, flags=re.IGNORECASE)[-1]
    assigned = re.split(r"\bWHERE\b", settings, maxsplit=1, flags=re.IGNORECASE)[0]
    return set(_CHANGED_COLUMNS.findall(assigned)) or {"?"}


def on_commit_once(callback, connection):
    """Call it once the transaction is kept: once, however often it is asked for in there.

    What an inner part asked for does not count outside of it: it may yet be rolled back.
    """
    if connection.in_atomic_block:
        here = set(connection.savepoint_ids)
        if any(asked is callback and where <= here for where, asked, _robust in connection.run_on_commit):
            return
    connection.on_commit(callback)


class Watch:
    """A wrapper around every statement of a connection: calls `bump` once the transaction is kept.

    In doubt it is called as well: a statement that fails may have written the first of many rows, a commit
    whose confirmation is lost may have been kept, and a callback that fails takes away those behind it.
    """

    def __init__(self, bump):
        self.bump = bump

    def __call__(self, execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        finally:
            if changes_what_readers_see(sql):
                on_commit_once(self.bump, context["connection"])

    def attach(self, connection, **kwargs):
        """For the signal `connection_created`."""
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.append(self)
            connection.commit = self._in_doubt(connection.commit)
            connection.run_and_clear_commit_hooks = self._in_doubt(connection.run_and_clear_commit_hooks)

    def _in_doubt(self, step):
        """A step of a connection's commit, which has `bump` called when it fails."""

        def take():
            try:
                step()
            except Exception:
                self.bump()
                raise

        return take
