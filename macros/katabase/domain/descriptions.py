"""Texts that the product shows and that stand beside the code: read from its source.

Python's option -OO leaves docstrings out of a running program, but a schema still has to
say what a part is and a command what it does. What stands below a field is read when somebody
asks for it: Pydantic would read it for every model, each time a program starts.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from katabase.domain.fields import key_of

if TYPE_CHECKING:
    from pydantic import BaseModel


def written(thing: Any) -> str | None:
    """Return the docstring of a class or function, also where the program runs without."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    try:
        tree = _tree(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):
        return None  # no source beside the program
    node: Any = tree.body[0]
    return ast.get_docstring(node) if hasattr(node, "body") else None


def _tree(code: str | bytes) -> Any:
    """Return code as a tree, docstrings included.

    ``ast.parse`` leaves them out where the program runs without them, from Python 3.14 on.
    Raises SyntaxError and ValueError.
    """
    return compile(code, "<source>", "exec", ast.PyCF_ONLY_AST, optimize=0)


@cache
def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Return what each field of a model means, by its name in a file; empty if nothing says it."""
    below: dict[str, str] = {}
    for each in reversed(model.__mro__):
        below |= _below(each)
    return {
        key_of(name, field): field.description or below.get(name, "")
        for name, field in model.model_fields.items()
    }


@cache
def _below(thing: type) -> dict[str, str]:
    """Return the texts below the fields of a class."""
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for found in _classes(thing.__module__)
        if found.name == thing.__name__
        for field, text in itertools.pairwise(found.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


@cache
def _classes(module: str) -> tuple[ast.ClassDef, ...]:
    """Return the classes in the source of a module; none where it has no source."""
    file = getattr(sys.modules.get(module), "__file__", None)
    try:
        tree = _tree(Path(file or "").read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


class Described(GenerateJsonSchema):
    """Schemas in which every model, field and choice says what it is."""

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """Return the schema of a model."""
        model = schema["cls"]
        found = self._described(super().model_schema(schema), model)
        fields = found.get("properties", {})
        for name, said in meanings(model).items():
            if said and name in fields:
                fields[name].setdefault("description", said)
        return found

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """Return the schema of a choice."""
        return self._described(super().enum_schema(schema), schema["cls"])

    def _described(self, found: dict[str, Any], model: type) -> dict[str, Any]:
        text = written(model)
        return {"description": text, **found} if text else found
