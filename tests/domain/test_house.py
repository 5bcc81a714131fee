"""The layers of the house, and the size of its rooms."""

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


def test_every_module_is_in_a_layer() -> None:
    """Only what marks the package stands beside the three layers."""
    outside = {name for name in NAMES if name.partition("/")[0] not in ("domain", "products")}
    assert {name for name in outside if not name.startswith("adapters/")} <= {
        "__init__.py",
        "__main__.py",
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_module_has_at_most_300_lines(name: str) -> None:
    assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("name", NAMES)
def test_a_function_has_at_most_30_lines(name: str) -> None:
    """Its signature and docstring are not counted: they should not be saved at."""
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    long = {
        node.name: lines
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := body_lines(node)) > 30
    }
    assert not long


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return int(body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("name", NAMES)
def test_every_module_and_every_public_thing_says_what_it_is_for(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
