"""What page and card of a kind say, line by line, with marks of keys in the place of texts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from katabase.domain.fields import VOCABULARY, key_of, later_keys
from katabase.domain.vocabulary import Labelled, Side, Status, Vocabulary

if TYPE_CHECKING:
    from katabase.domain.kinds.kind import Blocks
    from katabase.domain.kinds.registry import AnyKind
    from katabase.domain.messages import Messages

UNSAID = ("card", "successor", "picture", "extra")
"""Keys whose texts are not among the lines of page and card that a kind says."""

Lines = list[list[str]]
"""What a page or a card says, line by line: how it is set, and a text with marks of keys."""


def shown(kind: AnyKind, words: Vocabulary, say: Messages) -> dict[str, Any]:
    """Return what page and card of a kind say; by a choice, if they say it by one.

    The last one of each is what they say of a practice that leaves for later what it may.
    """

    def both(chosen: dict[str, Any]) -> list[dict[str, Any]]:
        return [_lines(kind, words, say, chosen, later=each) for each in (True, False)]

    found: dict[str, Any] = {"shown": both({})}
    for name, field in kind.model.model_fields.items():
        for choice in get_args(field.annotation) or (field.annotation,):
            if not (isinstance(choice, type) and issubclass(choice, Labelled)) or choice is Status:
                continue
            by = {str(word): both({name: word}) for word in choice}
            if any(each != found["shown"] for each in by.values()):
                found["choice"] = [name, by]
    return found


def _lines(
    kind: AnyKind,
    words: Vocabulary,
    say: Messages,
    chosen: dict[str, Any],
    *,
    later: bool,
) -> dict[str, Any]:
    """Return what a practice says whose texts are marks of their keys."""
    sample = _Sample(words, later=later).of(kind.model, "").model_copy(update=chosen)
    page: Lines = []
    for section in kind.sections_of(sample, say):
        page += [["item" if section.item else "heading", section.heading]]
        page += [["text", text] for text in section.texts]
    return {
        "page": page,
        "captions": list(kind.card.captions(sample, say)),
        str(Side.FRONT): _face(kind.card.front(sample, say)[0]),
        str(Side.BACK): _face(kind.card.back(sample, say)[0]),
    }


def _face(blocks: Blocks) -> Lines:
    return [
        [block.style, f"{row.strong}{row.joint if row.strong else ''}{row.text}"]
        for block in blocks
        for row in block.rows
    ]


@dataclass(frozen=True)
class _Sample:
    """Makes a practice whose texts are marks, as in ``⟦steps[].title⟧``."""

    words: Vocabulary
    later: bool
    """Whether it says what may be left for later."""

    def of(self, model: type[BaseModel], loc: str) -> Any:
        left = () if self.later else later_keys(model)
        values: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            extra = field.json_schema_extra
            mark = extra.get(VOCABULARY) if isinstance(extra, dict) else None
            empty = name in left or name in UNSAID
            values[name] = (
                field.default
                if empty
                else self._value(field.annotation, f"{loc}{key_of(name, field)}", mark)
            )
        return model.model_construct(**values)

    def _value(self, annotation: Any, loc: str, mark: Any) -> Any:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            return self._value(next(each for each in args if each is not type(None)), loc, mark)
        if origin is list:
            return [self._value(args[0], f"{loc}[]", mark)]
        if hasattr(annotation, "__metadata__"):
            for each in annotation.__metadata__:
                extra = getattr(each, "json_schema_extra", None)
                mark = extra.get(VOCABULARY, mark) if isinstance(extra, dict) else mark
            return self._value(annotation.__origin__, loc, mark)
        if mark:
            return next(iter(self.words.of(str(mark)).values()))
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.of(annotation, f"{loc}.")
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return next(iter(annotation))
        if annotation is bool:
            return False
        return datetime.date.min if annotation is datetime.date else f"⟦{loc}⟧"
