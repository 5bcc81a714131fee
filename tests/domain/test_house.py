"""The layers of the house, and that no rooms import one another in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import katabase

PACKAGE = Path(katabase.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]

FRAMEWORKS = ("mkdocs", "material", "pymdownx", "mkdocs_macros", "click")
FORBIDDEN = {
    "domain": ("katabase.products", "katabase.adapters", "jinja2", "markupsafe", *FRAMEWORKS),
    "products": ("katabase.adapters", *FRAMEWORKS),
}


def imported(path: Path) -> set[str]:
    """Return the names of all modules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its layer"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_imports_only_from_those_below(name: str) -> None:
    layer = name.partition("/")[0]
    forbidden = FORBIDDEN.get(layer, ())
    wrong = {
        module
        for module in imported(PACKAGE / name)
        for start in forbidden
        if module == start or module.startswith(start + ".")
    }
    assert not wrong


ADAPTERS = ("settings", "building", "checking", "plugin", "exporting", "cli")
"""The rooms of the adapters and the modules beside them, the lowest first."""


@pytest.mark.parametrize("room", ["settings", "building", "checking"])
def test_a_room_of_the_adapters_imports_only_from_those_below(room: str) -> None:
    above = ADAPTERS[ADAPTERS.index(room) + 1 :]
    modules = sorted((PACKAGE / "adapters" / room).rglob("*.py"))
    assert modules
    for path in modules:
        names = {name.split(".")[2] for name in imported(path) if "katabase.adapters." in name}
        assert not names & set(above), path


def test_every_module_is_in_a_layer() -> None:
    """Only what marks the package stands beside the three layers."""
    outside = {name for name in NAMES if name.partition("/")[0] not in ("domain", "products")}
    assert {name for name in outside if not name.startswith("adapters/")} <= {
        "__init__.py",
        "__main__.py",
    }


def test_setting_type_knows_no_paper() -> None:
    """Cards are made in two stages, and the first one does not ask for the second."""
    for path in (PACKAGE / "products" / "cards" / "typeset").glob("*.py"):
        assert not {name for name in imported(path) if ".cards.paper" in name}, path


@pytest.mark.parametrize("name", NAMES)
def test_every_module_and_every_public_thing_says_what_it_is_for(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Imports for annotations only do not count, nor those within a function.

    A package may import modules of its own.
    """
    graph = {name: at_import(path) - {name} for path in MODULES for name in [module_of(path)]}
    graph = {name: {other for other in found if other in graph} for name, found in graph.items()}
    while leaves := [name for name, found in graph.items() if not found]:
        for leaf in leaves:
            del graph[leaf]
        graph = {name: found - set(leaves) for name, found in graph.items()}
    assert not graph


@pytest.mark.parametrize("room", ["domain", "products", "adapters", "content"])
def test_a_unit_test_imports_no_browser(room: str) -> None:
    """Nor does what all tests share: a browser comes with the fixture of that name."""
    tests = Path(__file__).parent.parent
    for path in [tests / "conftest.py", *(tests / room).rglob("*.py")]:
        assert not {name for name in at_import(path) if name.startswith("playwright")}, path


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def at_import(path: Path) -> set[str]:
    """Return the modules that are imported while a module is."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
