"""What `make` and `.ci/run` call: small scripts around the project, none of them part of the site.

Run them from the project's folder as `python -m tools.NAME`.
"""
