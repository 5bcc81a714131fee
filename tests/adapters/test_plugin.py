"""The plugin is thin: what it keeps is declared in one place and replaced as a whole."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

from katabase.adapters import plugin
from tests.support.project import make

if TYPE_CHECKING:
    from pathlib import Path


def test_no_state_of_the_plugin_is_born_in_an_event() -> None:
    [plugin_class] = [
        node
        for node in ast.parse(inspect.getsource(plugin)).body
        if isinstance(node, ast.ClassDef) and node.name == "KatabasePlugin"
    ]
    targets = [
        target
        for node in ast.walk(plugin_class)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    declared = {target.id for target in targets if isinstance(target, ast.Name)}
    kept = {
        node.attr
        for node in ast.walk(plugin_class)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) == "self"
    }
    assert kept == {"command", "options", "build", "served"}
    assert kept <= declared


def test_a_logo_that_cannot_be_read_stops_the_build_in_one_sentence(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.write("logo.png", "no picture")
    project.edit("mkdocs.yml", "  - katabase\n", "  - katabase: {cards: {logo: logo.png}}\n")
    result = project.build("--strict")
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    assert "cards: logo: expected a picture that can be read" in said
    assert not project.site.exists()
