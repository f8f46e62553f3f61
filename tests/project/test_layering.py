"""Who may import whom, and how long a module and a function may grow (architecture, "Layers")."""

import ast

import pytest

from tools import structure

from .shell import ROOT

# From the ground up. What stands on the same level does not know its neighbours.
LEVELS = [
    {"empirie.core"},
    {"empirie.subjects"},
    {"empirie.photos", "empirie.search"},
    {"articles", "multimedia", "galleries", "networks"},
    {"home"},
    # Known by settings and addresses only: nobody imports these, they may use everything below.
    {"empirie.delivery", "empirie.people", "empirie.translation"},
    {"empirie.safekeeping"},
    {"empirie.demo"},
]
LEVEL = {package: number for number, level in enumerate(LEVELS) for package in level}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_LATE_IMPORTS = 10
# Where the packages are found, and everything whose length is measured.
PACKAGES = {
    package: ROOT / (f"site/{package.replace('.', '/')}" if "." in package else package) for package in LEVEL
}
MEASURED = [*PACKAGES.values(), ROOT / "site/empirie/settings", ROOT / "tools"]


def package_of(module):
    """The package of ours that a dotted name belongs to; None for everybody else's."""
    return next((package for package in LEVEL if f"{module}.".startswith(f"{package}.")), None)


def imports(source, module, is_package):
    """(line, dotted name) of every import of a module, wherever in it that stands."""
    base = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = base[: len(base) - node.level + 1] if node.level else []
            name = ".".join([*start, *filter(None, [node.module])])
            # `from empirie import core` imports empirie.core.
            yield from ((node.lineno, f"{name}.{alias.name}") for alias in node.names)


def wrong_imports(source, module, is_package=False):
    """The imports that point upwards or sideways, one line each."""
    own = package_of(module)
    return [
        f"{module}:{line} imports {package}"
        for line, name in imports(source, module, is_package)
        if (package := package_of(name)) and package != own and LEVEL[package] >= LEVEL[own]
    ]


def too_long(source, module):
    """The module and its functions that have outgrown the measure, one line each."""
    count = len(source.splitlines())
    found = [f"{module} has {count} lines"] if count > LONGEST_MODULE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{module}:{node.lineno} {node.name}() has {length} lines")
    return found


def modules_of(folder):
    """Every Python file of a folder; migrations are written by a machine, tests are stories."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"migrations", "tests"} & set(path.parts[len(ROOT.parts) :])
    ]


def dotted(package, path):
    """The dotted name of a file of a package."""
    parts = path.relative_to(PACKAGES[package]).with_suffix("").parts
    return ".".join([package, *(part for part in parts if part != "__init__")])


def test_imports_point_downwards():
    found = [
        problem
        for package, folder in PACKAGES.items()
        for path in folder.rglob("*.py")
        for problem in wrong_imports(path.read_text(), dotted(package, path), path.name == "__init__.py")
    ]
    assert found == []


def test_no_modules_of_a_package_import_each_other_in_a_circle():
    assert structure.circles(structure.import_graph(structure.modules())) == []


def test_imports_stand_at_the_top():
    assert len(structure.late_imports(structure.modules())) <= MOST_LATE_IMPORTS


def test_an_import_inside_a_function_is_found(tmp_path):
    path = tmp_path / "late.py"
    path.write_text("def f():\n    from empirie.core import pages\n    import os\n")
    assert [name for _path, name in structure.late_imports([path])] == ["empirie.core.pages"]


def test_every_package_of_the_project_has_a_level():
    there = {f"empirie.{path.parent.name}" for path in (ROOT / "site/empirie").glob("*/__init__.py")}
    there |= {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert there - {"empirie.settings", "tests", "tools", "benchmarks"} == set(LEVEL)


def test_modules_and_functions_stay_short():
    modules = [path for folder in MEASURED for path in modules_of(folder)]
    assert modules
    found = [
        problem for path in modules for problem in too_long(path.read_text(), str(path.relative_to(ROOT)))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("empirie.core.pages", "from empirie.subjects.models import City"),
        ("empirie.core.pages", "from empirie import subjects"),
        ("empirie.core.pages", "from ..subjects import models"),
        ("empirie.core.pages", "def late():\n    import home.models"),
        ("empirie.photos.models.photo", "import empirie.search"),
        ("articles.models", "from galleries.models import GalleryPage"),
        ("networks.models", "from home.models import HomePage"),
        ("home.models", "from empirie.people import roles"),
        ("empirie.delivery.cache", "import empirie.people.roles"),
        ("galleries.models", "from empirie.demo.library import photo"),
    ],
)
def test_an_import_that_points_upwards_or_sideways_is_found(module, source):
    assert len(wrong_imports(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("empirie.subjects.models", "from empirie.core.pages import BasePage"),
        ("home.models", "from articles.models import ArticlePage\nfrom .sections import Section"),
        ("empirie.people.roles", "from home.models import HomePage"),
        ("empirie.demo.loading", "from empirie.people import roles"),
        ("empirie.core.pages", "import homework\nfrom wagtail.models import Page"),
    ],
)
def test_an_import_that_points_downwards_is_left_alone(module, source):
    assert wrong_imports(source, module) == []


def test_what_is_too_long_is_found():
    function = "def long():\n" + "    pass\n" * LONGEST_FUNCTION
    assert too_long(function, "m") == ["m:1 long() has 41 lines"]
    assert too_long("\n" * (LONGEST_MODULE + 1), "m") == ["m has 401 lines"]
    assert too_long("def short():\n" + "    pass\n" * (LONGEST_FUNCTION - 1), "m") == []
