"""The kinds that there are: those in this folder, and those that installed packages bring.

A module here that makes a ``Kind`` is found by itself. A package registers a kind of its own
through an entry point of the group ``katabase.kinds`` that names a ``Kind``; it comes after
ours, by the name of its entry point.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import traceback
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, wraps
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.kind import Kind, KindError
from katabase.domain.slugs import REFERENCE, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

AnyKind = Kind[Any]

GROUP = "katabase.kinds"
"""The group of entry points by which a package brings a kind."""

HOUSE = Path(__file__).parents[2]
"""Where our own code lies: a fault of a package's kind has its place in the package."""

TAKEN = frozenset(
    {
        "api",
        "assets",
        "cards",
        "catalogue",
        "glossary",
        "index",
        "practise",
        "propose",
        "roles",
        "search",
    }
)
"""Names at the top of a site that belong to pages and files of every site."""


@cache
def kinds() -> tuple[AnyKind, ...]:
    """Return all kinds in the order of display. Raises KindError for one that cannot be used."""
    found: list[AnyKind] = []
    for kind in (*_own(), *_brought()):
        for other in found:
            _must_differ(kind, other)
        if kind.folder in TAKEN:
            raise KindError(f'the kind "{kind}": its folder "{kind.folder}" is taken by the site')
        found.append(kind)
    return tuple(found)


def only_ours() -> bool:
    """Say whether no other package has brought a kind."""
    return len(kinds()) == len(_own())


@cache
def _own() -> list[AnyKind]:
    modules = pkgutil.iter_modules([str(Path(__file__).parent)], f"{__package__}.")
    values = (vars(importlib.import_module(module.name)).values() for module in modules)
    found = {value for each in values for value in each if isinstance(value, Kind)}
    return sorted(found, key=lambda kind: (kind.place, kind.id))


def _brought() -> Iterator[AnyKind]:
    for entry_point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        named = f"the kind {entry_point.name} = {entry_point.value}"
        try:
            kind = entry_point.load()
        except KindError:
            raise
        except Exception as error:
            raise KindError(f"{named} cannot be loaded: {error}") from error
        if not isinstance(kind, Kind):
            raise KindError(f"{named}: expected a Kind, found {type(kind).__name__}")
        yield _with_named_faults(kind)


def _with_named_faults(kind: AnyKind) -> AnyKind:
    """Return a kind whose functions say in a sentence where they fail, and for which practice.

    Whoever runs a site with the package has not written it, and reads no traceback.
    """

    def named(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*values: Any) -> Any:
            try:
                found = function(*values)
                # what is made one after another fails only when it is asked for
                return iter([*found]) if isinstance(found, Iterator) else found
            except Exception as error:
                raise KindError(_fault(kind, part, values, error)) from error

        return called

    parts = ("sections", "prompts", "links", "figure")
    sides = ("front", "back", "captions", "style")
    card: dict[str, Any] = {
        name: named(f"card: {name}", getattr(kind.card, name)) for name in sides
    }
    if kind.card.answers:
        card["answers"] = named("card: answers", kind.card.answers)
    named_parts: dict[str, Any] = {name: named(name, getattr(kind, name)) for name in parts}
    return replace(kind, card=replace(kind.card, **card), **named_parts)


def _fault(kind: AnyKind, part: str, values: tuple[Any, ...], error: Exception) -> str:
    title = getattr(values[0], "title", "") if values else ""
    about = f' of "{title}"' if title else ""
    ours = isinstance(error, KindError)
    words = str(error) if ours else f"{type(error).__name__}: {error}".rstrip(": ")
    return f'the kind "{kind}" of {kind.package}: its {part}{about}: {words}{place_in(kind, error)}'


def place_in(kind: AnyKind, error: BaseException) -> str:
    """Return where in the package of a kind something was raised, in brackets; empty if nowhere."""
    inner, _, _ = kind.package.partition(".")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if inner in path.parts and not path.is_relative_to(HOUSE):
            return f" ({path.name}:{frame.lineno})"
    return ""


def _must_differ(kind: AnyKind, other: AnyKind) -> None:
    for name in ("id", "folder", "plural"):
        if getattr(kind, name) == getattr(other, name):
            message = f'the kind "{kind}" of {kind.package}: its {name} "{getattr(kind, name)}"'
            raise KindError(f"{message} is that of another kind; give it another one")


def kind_named(name: str) -> AnyKind:
    """Return the kind with an id. Raises KeyError."""
    return _by("id")[name]


def folders() -> dict[str, AnyKind]:
    """Return the kinds by their folders."""
    return _by("folder")


def ids() -> frozenset[str]:
    """Return the ids of all kinds."""
    return frozenset(_by("id"))


@cache
def _by(name: str) -> dict[str, AnyKind]:
    return {getattr(kind, name): kind for kind in kinds()}


def is_reference(target: str) -> bool:
    """Say whether a link's target has the form of a practice's reference: ``kind/id``."""
    return re.fullmatch(REFERENCE, target) is not None and target.partition("/")[0] in ids()


def reference_pattern() -> str:
    """Return the pattern of a reference with the kinds that there are, for schemas."""
    return f"^({'|'.join(str(kind) for kind in kinds())})/{WORDS}$"


__all__ = [
    "AnyKind",
    "folders",
    "ids",
    "is_reference",
    "kind_named",
    "kinds",
    "reference_pattern",
]
