"""The pictures of a practice, and where their files are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from katabase.domain.fields import Part
from katabase.domain.parts import parts_in
from katabase.domain.shared_parts import Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from katabase.domain.kinds.practice import Practice
    from katabase.domain.layers import Layer
    from katabase.domain.own_files import OwnFiles
    from katabase.domain.reading.document import Document, Loc
    from katabase.domain.reading.places import Place


def pictures_of(practice: Practice) -> Iterator[tuple[Loc, Picture]]:
    """Yield every picture of a practice with the way to it, in reading order."""
    for loc, part in parts_in(practice):
        if isinstance(part, Picture):
            yield loc, part


def with_places(
    practice: Practice,
    document: Document,
    owner: str,
    places: Mapping[str, Place],
    layers: tuple[Layer, ...],
    own: OwnFiles | None,
) -> Practice:
    """Return a practice whose pictures know where their files are.

    A name is looked for beside the file in which it stands, of whichever layer; one with a slash
    before it below the site's own files.
    """
    found = {
        loc: picture.put(
            _placed(picture.file, places[document.home((*loc, "file"))], owner, layers, own)
        )
        for loc, picture in pictures_of(practice)
    }
    placed: Practice = _put(practice, (), found) if found else practice
    return placed


def placed_as(practice: Practice, other: Practice) -> Practice:
    """Return a practice whose pictures have the files of another one's, part by part."""
    known = {loc: picture.placed for loc, picture in pictures_of(other)}
    found = {
        loc: picture.put(placed)
        for loc, picture in pictures_of(practice)
        if (placed := known.get(loc)) is not None
    }
    whole: Practice = _put(practice, (), found) if found else practice
    return whole


def _placed(
    name: str, place: Place, owner: str, layers: tuple[Layer, ...], own: OwnFiles | None
) -> Placed:
    if name.startswith("/"):
        address = own.address(name) if own else None
        if own is None or address is None:
            return Placed(None, owner)
        return Placed(own.folder / name[1:], owner, address)
    path = (place.path.parent / name).resolve()
    inside = path.is_relative_to(layers[place.layer].folder.resolve())
    return Placed(path if inside and "\\" not in name else None, owner)


def _put(value: Any, loc: Loc, found: Mapping[Loc, Picture]) -> Any:
    if loc in found:
        return found[loc]
    if isinstance(value, Part):
        update = {
            name: _put(inner, (*loc, name), found)
            for name, inner in value
            if any(each[: len(loc) + 1] == (*loc, name) for each in found)
        }
        return value.model_copy(update=update) if update else value
    if isinstance(value, list):
        return [_put(item, (*loc, index), found) for index, item in enumerate(value)]
    return value
