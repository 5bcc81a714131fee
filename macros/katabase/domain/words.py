"""A library's own words for roles, workplaces, goals and cadences: its ``vocabulary.yml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field, StringConstraints

from katabase.domain.extra import RESERVED
from katabase.domain.fields import PEN, Line, Part, Slug, Title
from katabase.domain.problems import Problem
from katabase.domain.vocabulary import OPEN, ExtraField, FieldType, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.reading.document import Document


class OwnWord(Part):
    """A word that a library adds, or calls by another name."""

    id: Slug
    """What stands in practices, as in `nurse`."""
    label: Title
    """What readers see, as in `Nurse`."""
    plural: Title | None = None
    """Several of it, if that is not the label with an s."""
    introduction: Line | None = None
    """What the page of a role says first."""
    icon: Annotated[str, StringConstraints(pattern=PEN, max_length=300)] | None = None
    """The sign of a role, as an SVG path for a pen of 2 on 24 by 24, such as `M4 4h16v16H4z`."""

    def word(self) -> Word:
        """Return the word."""
        more = (self.plural or "", self.introduction or "", self.icon or "")
        return Word(self.id, self.label, *more)


class OwnChoice(Part):
    """One of the values of a field that is a choice."""

    id: Slug
    """What stands in practices, as in `leipzig`."""
    label: Title
    """What readers see, as in `Plant Leipzig`."""


class OwnField(Part):
    """A field that a library adds to its practices, below their key `extra`."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"type": {"const": "choice"}}},
            "then": {"required": ["choices"], "properties": {"choices": {"minItems": 1}}},
            "else": {"properties": {"choices": {"maxItems": 0}}},
        }
    )

    id: Slug = Field(json_schema_extra={"not": {"enum": [*sorted(RESERVED)]}})
    """What stands in practices, as in `owner`."""
    label: Title
    """What readers see, as in `Owner`."""
    type: FieldType
    """What stands there: `text`, `number`, `date`, `link` or `choice`."""
    choices: list[OwnChoice] = []
    """The values of a `choice`."""
    facet: bool = False
    """Whether practices are filtered by it."""
    page: bool = True
    """Whether it stands on the page of a practice."""
    card: bool = False
    """Whether it stands at the foot of the printed card."""

    def field(self) -> ExtraField:
        """Return the field."""
        choices = tuple((choice.id, choice.label) for choice in self.choices)
        return ExtraField(self.id, self.label, self.type, choices, self.facet, self.page, self.card)


class WordFile(Part):
    """The words that a library adds: `vocabulary.yml` in its folder."""

    roles: list[OwnWord] = []
    """Who takes part in a practice."""
    workplaces: list[OwnWord] = []
    """The kinds of workplaces that examples come from."""
    goals: list[OwnWord] = []
    """What practices help to improve."""
    cadences: list[OwnWord] = []
    """How often practices are run."""
    fields: list[OwnField] = []
    """What a site adds to its practices, below their key `extra`: an owner, a plant."""

    def words(self) -> dict[str, list[Word]]:
        """Return the words of each vocabulary."""
        return {name: [own.word() for own in getattr(self, name)] for name in OPEN}


def is_usable(field: OwnField) -> bool:
    """Say whether a field can be had: a choice with values, and a name that is free."""
    return field.id not in RESERVED and (field.type is FieldType.CHOICE) == bool(field.choices)


def unusable(document: Document, file: WordFile) -> Iterator[Problem]:
    """Yield what is wrong with the fields that a library declares, and ids that stand twice."""
    for name in (*OPEN, "fields"):
        first: dict[str, int] = {}
        for number, each in enumerate(getattr(file, name)):
            spot = document.spot((name, number, "id"))
            if each.id in first:
                told = f'{name}[{number + 1}].id: "{each.id}" stands in line {first[each.id]} too'
                yield Problem(document.filename, spot, "bad-id", told, "keep one of them")
            first.setdefault(each.id, spot.line)
    for number, field in enumerate(file.fields):
        loc = ("fields", number)
        name = f"fields[{number + 1}]"
        if field.id in RESERVED:
            message = f'{name}.id: "{field.id}" is taken: practices are filtered by it already'
            hint = f'call it something else, as in "our-{field.id}"'
            yield Problem(document.filename, document.spot((*loc, "id")), "bad-id", message, hint)
        elif field.type is FieldType.CHOICE and not field.choices:
            message = f"{name}: a choice has choices, found none"
            hint = 'add "choices:", each with id and label'
            spot = document.spot((*loc, "type"))
            yield Problem(document.filename, spot, "missing-key", message, hint)
        elif field.choices and field.type is not FieldType.CHOICE:
            message = f"{name}.choices: expected none in a field of the type {field.type}"
            spot = document.key_spot((*loc, "choices"))
            yield Problem(document.filename, spot, "wrong-value", message, 'write "type: choice"')
