"""A text of a file is held once, however many values have it.

Pydantic copies each text that it strips or measures, and notes beside each part which of its
keys were written. Ten thousand practices stay in memory while a site is built: the copies and
the notes were a quarter of what a loaded practice takes.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def texts_in(data: Any) -> dict[str, str]:
    """Return the texts of a file's data, by themselves."""
    found: dict[str, str] = {}
    open_: list[Any] = [data]
    while open_:
        value = open_.pop()
        if isinstance(value, str):
            found.setdefault(value, value)
        elif isinstance(value, dict):
            open_.extend(value.values())
        elif isinstance(value, list):
            open_.extend(value)
    return found


def hold_once(model: BaseModel, texts: dict[str, str], written: dict[frozenset[str], Any]) -> None:
    """Let a model have the texts of its file instead of copies of them.

    ``written`` has the sets of keys that models were given, each once: it is filled here, and
    one for all models of a library. What the model says stays the same: frozen models change
    neither their values nor these sets, and a copy of a model copies its set.
    """
    keys = model.__pydantic_fields_set__
    object.__setattr__(model, "__pydantic_fields_set__", written.setdefault(frozenset(keys), keys))
    values = model.__dict__  # no way for others to set a value of a frozen model
    for name, value in values.items():
        if type(value) is str:
            values[name] = texts.get(value, value)
        elif isinstance(value, BaseModel):
            hold_once(value, texts, written)
        elif isinstance(value, list):
            for place, each in enumerate(value):
                if type(each) is str:
                    value[place] = texts.get(each, each)
                elif isinstance(each, BaseModel):
                    hold_once(each, texts, written)
