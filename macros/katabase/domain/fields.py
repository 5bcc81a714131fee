"""The fields that practices are made of: texts, references, versions, words, and what holds them.

Every text is data: it may hold ``*emphasis*``, ``**strong**``, `` `code` `` and
``[links](kind/id)``, nothing else. What must not stand in it is said in
``checks.forbidden`` and looked for by rules, where the position in the file is known.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    Strict,
    StringConstraints,
    ValidationInfo,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from katabase.domain.slugs import REFERENCE, SLUG
from katabase.domain.vocabulary import SHIPPED, Vocabulary, Word

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

SEMVER = r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
LINK = r"^(?:https?://|mailto:)\S+$"
PEN = r"^[Mm][MmLlHhVvCcSsQqTtAaZz0-9 .,-]+$"
"""What a path for a pen is made of: letters of commands, and numbers."""

OWN_LINK = r"^(?:(?:https?://|mailto:)\S+|/[^/\s]\S*)$"


LATER = "needed only when a practice is proven"
"""Marks a key that a proposal may leave out while it is a draft or on trial: it makes the
practice whole, and is asked for before its status becomes `proven`."""


WORDS = "words of a language"
"""Marks a text that is said in another way in another language: what translations give."""


class Part(BaseModel):
    """Base of everything in a practice: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    known_by: ClassVar[tuple[str, ...]] = ()
    """The keys by whose values a translation knows a part that has no ``key``."""
    says: ClassVar[str] = ""
    """The one key of such a part that is translated."""

    @model_serializer(mode="wrap")
    def _without_what_is_to_come(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Return what the part says: a key that is to come later is left out, not empty."""
        said: dict[str, Any] = handler(self)
        for name in later_keys(type(self)):
            if name in said and not said[name]:
                del said[name]
        return said


def key_of(name: str, field: FieldInfo) -> str:
    """Return what a field is called in a file: `for` is a word of Python, and no name there."""
    return field.alias or name


@cache
def later_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a part that are needed only when a practice is proven."""
    return tuple(name for name, field in model.model_fields.items() if LATER in field.metadata)


def _single_line(text: str) -> str:
    if len(text.splitlines()) > 1:  # every line break that Unicode knows, not only \n
        raise ValueError("expected one line, found a line break")
    return text


def _day(found: object) -> object:
    """Refuse what pydantic would take for a date: seconds since 1970, and times of day."""
    date = isinstance(found, datetime.date) and not isinstance(found, datetime.datetime)
    written = isinstance(found, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found)
    if not date and not written:
        raise PydanticCustomError("date_type", "expected a date")
    return found


@dataclass(frozen=True)
class Known:
    """What a practice is read against: the words and the kinds that its library knows."""

    vocabulary: Vocabulary = SHIPPED
    kinds: frozenset[str] | None = None
    """The ids of the kinds that references may name; None if any may stand there."""


def _known(info: ValidationInfo) -> Known:
    return info.context if isinstance(info.context, Known) else Known()


def _of_a_known_kind(reference: str, info: ValidationInfo) -> str:
    kinds = _known(info).kinds
    if kinds is not None and reference.partition("/")[0] not in kinds:
        raise PydanticCustomError(UNKNOWN_KIND, "expected a practice of a known kind")
    return reference


def _word_of(name: str) -> Any:
    """Return the type of a word of an open vocabulary."""

    def must_be_known(found: object, info: ValidationInfo) -> object:
        words = _known(info).vocabulary.of(name)
        if not isinstance(found, str) or found not in words:
            choices = {"choices": tuple(words)}
            raise PydanticCustomError(UNKNOWN_WORD, "expected a known word", choices)
        return found

    def look_up(found: str, info: ValidationInfo) -> Word:
        return _known(info).vocabulary.of(name)[found]

    return Annotated[
        str,
        BeforeValidator(must_be_known),
        AfterValidator(look_up),
        Field(json_schema_extra={VOCABULARY: name}),
    ]


UNKNOWN_KIND, UNKNOWN_WORD = "unknown_kind", "unknown_word"
"""What we call these two faults among pydantic's types of errors."""

VOCABULARY = "x-katabase-vocabulary"
"""Marks a word of an open vocabulary in a schema, until its words are put in."""

LONGEST_KEY = 40
"""Characters of a part's key."""

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
"""A practice's id: lower-case letters, digits and single hyphens."""

Version = Annotated[str, StringConstraints(pattern=SEMVER)]
"""A semantic version, ``major.minor.patch``, in quotes or not."""

Reference = Annotated[str, StringConstraints(pattern=REFERENCE), AfterValidator(_of_a_known_kind)]
"""A practice by kind and id, as in ``starter-kata/coaching-cycle``."""

Key = Annotated[str, StringConstraints(pattern=SLUG, max_length=LONGEST_KEY)]
"""The name of a part within its practice: lower-case letters, digits and single hyphens."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
"""A language tag (BCP 47), as in ``en`` or ``pt-BR``."""

Address = Annotated[str, StringConstraints(pattern=LINK, max_length=500)]
"""A link to another place: http, https or mailto."""

Day = Annotated[datetime.date, BeforeValidator(_day)]
"""A day, ``year-month-day``, in quotes or not."""

Number = Annotated[int, Strict()]
"""A whole number; ``yes`` and ``"20"`` are none."""

if TYPE_CHECKING:
    Role: TypeAlias = Word
    Workplace: TypeAlias = Word
    Goal: TypeAlias = Word
    Cadence: TypeAlias = Word
else:
    Role = _word_of("roles")
    Workplace = _word_of("workplaces")
    Goal = _word_of("goals")
    Cadence = _word_of("cadences")

INKED = r"\S"
ONE_LINE = r"^\s*\S[^\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]*\s*$"
"""What the schema says of texts and lines, so that editors refuse what the model refuses."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    Field(json_schema_extra={"pattern": INKED}),
    WORDS,
]
"""Text of one or more paragraphs; a blank line begins a new one."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(_single_line),
    Field(json_schema_extra={"pattern": ONE_LINE}),
    WORDS,
]
"""Text of one paragraph."""

FileName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(_single_line),
    Field(json_schema_extra={"pattern": ONE_LINE}),
]
"""The name of a file, with the folders that lead to it."""

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    AfterValidator(_single_line),
    Field(json_schema_extra={"pattern": ONE_LINE}),
    WORDS,
]
"""A short heading without emphasis or links."""


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


class Keyed(Part):
    """A part that others refer to: records, translations, layers, links into a page."""

    key: Key = Field(default="", json_schema_extra=_without_default)
    """Its name within the practice, for ever: small letters, digits and hyphens, as in
    `target-condition`. `katabase check --fix` writes one from the first words."""

    @property
    def wording(self) -> str:
        """The words by which people know the part."""
        raise NotImplementedError


class Titled(Keyed):
    """A part that is known by its title."""

    title: Title
    """The part in a few words."""

    @property
    def wording(self) -> str:
        """The title."""
        return self.title
