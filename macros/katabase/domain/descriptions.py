"""Texts that the product shows and that stand beside the code: read from its source.

Python's option -OO leaves docstrings out of a running program, but a schema still has to
say what a part is and a command what it does. Pydantic reads what stands below a field in
the same way.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from pydantic.json_schema import GenerateJsonSchema


def written(thing: Any) -> str | None:
    """Return the docstring of a class or function, also where the program runs without."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):
        return None  # no source beside the program
    node: Any = tree.body[0]
    return ast.get_docstring(node) if hasattr(node, "body") else None


class Described(GenerateJsonSchema):
    """Schemas in which every model and every choice says what it is."""

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """Return the schema of a model."""
        return self._described(super().model_schema(schema), schema["cls"])

    def enum_schema(self, schema: Any) -> dict[str, Any]:
        """Return the schema of a choice."""
        return self._described(super().enum_schema(schema), schema["cls"])

    def _described(self, found: dict[str, Any], model: type) -> dict[str, Any]:
        text = written(model)
        return {"description": text, **found} if text else found
