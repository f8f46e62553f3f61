"""Styles and scripts under names that change with their content, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, in which the scripts' own imports follow the names too (off in Django 5.2)."""

    support_js_module_import_aggregation = True
