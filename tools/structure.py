"""Count what the code consists of: `python -m tools.structure`

Lines and modules outside tests and migrations, how many modules bear a name that engineers of the field know
(Django, Wagtail, the web), circles of imports within a package, imports inside functions, modules that are
too long. `tests/project/test_layering.py` holds the rules; this prints the figures.
"""

import ast
import re
import subprocess
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tools.console import say

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 400
# Words of Django, Wagtail and the web; one of them in a module's name tells what kind of thing is inside.
WORDS = re.findall(
    r"\w+",
    """
    admin analysis api apps archives audit auth backends backup base benchmark bulk_actions cache checks
    choices conf conftest console constants deletion decorators declarations devices diff document
    documentation drafts email embeds encryption erasure errors export facets feeds fields filters
    formats forms generation geometry handler handlers health hooks http image import labels languages
    links loader locales lock locks logging login logs mail managers manifest memory metadata metrics
    middleware migrations mixins models notifications oembed opensearch orphans pages pagination panels
    passkeys password passwords permissions players po postgres production publishing queries query
    queue redis registry rendition renditions report reports reset restore retention revisions rich_text
    roles rotation routing sanitize schedule schema search security sendfile serialization server
    services sessions settings setup signal signals sitemap sitemaps slugs sorting specs static
    staticfiles status storage storages style_guide submission tables tags tasks templates throttling
    thumbnails transcripts transform translate translation translations txt typography uploads url urls
    users validation validators versions views viewsets widgets workflow workspace workspaces writer
    wsgi
    """,
)
# Packages whose modules are named after the thing they hold, as Django's own documentation splits them.
HOLDERS = {"models", "views", "commands", "blocks", "settings", "templatetags", "benchmarks"}
CONTENT = {
    "article",
    "city",
    "cities",
    "contact",
    "gallery",
    "home",
    "network",
    "networks",
    "photo",
    "photos",
}
CONTENT |= {"topic", "topics", "recording", "recordings", "programme", "product", "products", "invitations"}


def modules():
    """The paths of the project's modules outside tests and migrations, from its root."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (Path(line) for line in listed.stdout.splitlines())
    return [path for path in paths if not {"migrations", "tests"} & set(path.parts)]


def has_field_name(path):
    """Whether a module says what it is in words of the field."""
    if path.parent.name in HOLDERS or path.stem == "__init__":
        return True
    words = {path.stem, *re.split("_", path.stem)}
    return bool((words | {f"{word}s" for word in words}) & {*WORDS, *CONTENT})


def imports_of(path):
    """(imported dotted name, whether inside a function) for each import of a module.

    `ready()` of an app does not count as a function: Django has an app import there what needs its models.
    """
    tree = ast.parse((ROOT / path).read_text())
    parts = path.with_suffix("").parts
    parts = parts[1:] if parts[0] == "site" else parts
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready"
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = parts[: len(parts) - node.level] if node.level else ()
            base = ".".join([*start, *filter(None, [node.module])])
            yield from ((f"{base}.{alias.name}", id(node) in inside) for alias in node.names)


def dotted(path):
    """The dotted name of a module; a package's is that of its `__init__`."""
    parts = path.with_suffix("").parts
    return ".".join(part for part in parts[parts[0] == "site" :] if part != "__init__")


def package_of(name):
    """The package of ours that a dotted name is in: "empirie.photos", "galleries"."""
    return ".".join(name.split(".")[: 2 if name.startswith("empirie.") else 1])


def late_imports(paths):
    """[(path, imported dotted name)] of the project's own that are imported inside a function.

    Benchmarks are left out: they set Django up first, and only then can import the site.
    """
    own = {package_of(dotted(path)) for path in modules()}
    return [
        (path, name)
        for path in paths
        if path.parts[0] != "benchmarks"
        for name, is_inside in imports_of(path)
        if is_inside and package_of(name) in own
    ]


def import_graph(paths):
    """{module: modules of the same package that it imports}, all by their dotted names."""
    names = {dotted(path): path for path in paths}
    graph = {name: set() for name in names}
    for name, path in names.items():
        for imported, _is_inside in imports_of(path):
            target = next((n for n in (imported, imported.rpartition(".")[0]) if n in names), name)
            if target != name and package_of(target) == package_of(name):
                graph[name].add(target)
    return graph


def circles(graph):
    """Circles of modules, each as the list of its names; finding one takes its last import out."""
    found = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            found.append(circle)
            graph[circle[1]].discard(circle[0])
        else:
            return found


def main():
    paths = modules()
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in paths}
    counted = [path for path in paths if path.stem != "__init__"]
    named = [path for path in counted if has_field_name(path)]
    tests = subprocess.run(["git", "ls-files", "tests/*.py"], cwd=ROOT, capture_output=True, text=True).stdout
    say(f"Lines of Python outside tests and migrations: {sum(lines.values())}")
    say(f"Lines of tests: {sum(len((ROOT / name).read_text().splitlines()) for name in tests.split())}")
    say(f"Modules: {len(counted)}, with a name of the field: {len(named) * 100 // len(counted)} %")
    say(f"Imports of the project's own inside functions: {len(late_imports(paths))}")
    found = circles(import_graph(paths))
    say(f"Circles of modules in a package: {len(found)}")
    for circle in found:
        say(f"  {' → '.join(circle)}")
    for path in (path for path in paths if lines[path] > LONGEST_MODULE):
        say(f"  longer than {LONGEST_MODULE} lines: {path} ({lines[path]})")


if __name__ == "__main__":
    main()
