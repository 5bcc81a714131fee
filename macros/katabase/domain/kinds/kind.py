"""What a kind of practice must bring: all that the rest of the house asks a kind for.

Pages, cards, search, catalogue, JSON, schemas and the guide follow from it. A kind that
lacks a part cannot be made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from katabase.domain.fields import PEN, Keyed
from katabase.domain.kinds.figure import is_left_out
from katabase.domain.kinds.practice import Developing, Practice
from katabase.domain.links import Link, Relation
from katabase.domain.problems import KatabaseError
from katabase.domain.reading.model_fields import complete
from katabase.domain.slugs import is_slug
from katabase.domain.vocabulary import Answer, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from katabase.domain.kinds.figure import Figure
    from katabase.domain.messages import Messages

P = TypeVar("P", bound=Practice)

STOP, PICTURE, SKILL = "stop-at-once", "the-picture", "how-far-you-have-come"
"""Anchors of what pages of all kinds may have: when to stop, a picture, the levels of skill."""

COLOUR = r"#[0-9A-Fa-f]{6}"

STYLES = ("lead", "heading", "numbered", "bullets", "ticks", "stair", "board")
"""How rows of a card are set."""

TRAIT_ID = "trait"
"""The id of the kind that ``traits`` of other kinds refers to."""


class KindError(KatabaseError):
    """A kind that is not whole, or stands in the way of another."""


@dataclass(frozen=True)
class Section:
    """A part of a practice's page as the search finds it."""

    anchor: str
    """Where it stands on the page: the key of a part, or the anchor of a heading."""
    heading: str
    texts: tuple[str, ...]
    item: bool = False
    """Whether a result should lead right to it: a step, a question, an item, a stage."""


def section(anchor: str, title: str, texts: tuple[str, ...]) -> Iterator[Section]:
    """Yield a section if anything stands in it: a page has no heading over nothing."""
    if texts:
        yield Section(anchor, title, texts)


def written(*texts: str) -> tuple[str, ...]:
    """Return the texts that are not left for later."""
    return tuple(text for text in texts if text)


def shown(part: Any) -> tuple[str, ...]:
    """Return the texts of the picture of a practice or of a part of it, if it has one."""
    return part.picture.told() if part.picture else ()


@dataclass(frozen=True)
class Prompt:
    """One thing that a person is told or asked while the practice is run step by step."""

    key: str
    """The key of the part in the practice."""
    text: str
    """What is done, asked or looked for."""
    help: tuple[str, ...] = ()
    """What is shown on demand: what to listen for, why it matters."""
    answer: Answer = Answer.NOTE
    """How it is answered."""
    group: str = ""
    """The heading under which it stands."""
    side: Side = Side.FRONT
    """The side of the card on which it stands: after the front the card is turned over."""
    cue: str = ""
    """What is done at it and never read aloud."""
    if_no: str = ""
    """What is asked or done when the answer is no; empty if nothing in particular."""


@dataclass(frozen=True)
class Row:
    """A row of a card: words with the marks of a text, after words in strong type if any."""

    text: str
    strong: str = ""
    joint: str = " "
    """What stands between both."""
    answer: Answer | None = None
    """How it is answered, if it is something to look for: a box, a line, a ring stand before it."""


@dataclass(frozen=True)
class Stair:
    """Rows that rise like a stair, and others at its foot."""

    rises: int
    """How many rows rise, from the first on."""
    again: int | None = None
    """The row at which one begins again after the last, counted from 0."""


@dataclass(frozen=True)
class Fields:
    """Rows that are the fields of a board."""

    columns: tuple[int, ...]
    """The column of each field, from 1; 0 if it goes across the board."""
    numbers: tuple[str, ...]
    """The number of the step that fills each field; empty if none does."""


@dataclass(frozen=True)
class Bars:
    """Rows that take their time, each with its bar on one scale."""

    spans: tuple[tuple[int, int], ...]
    """The first and the last day, week or month of each."""


Drawn: TypeAlias = Stair | Fields | Bars
"""How rows are drawn: a picture whose words are theirs."""


@dataclass(frozen=True)
class Block:
    """Rows that belong together: `lead`, `heading`, `numbered`, `bullets` or `ticks`.

    Those of a `stair` or a `board` are a picture, and are drawn as it says.
    """

    style: str
    rows: tuple[Row, ...]
    start: int = 1
    """The number of the first row, if the rows are numbered."""
    drawn: Drawn | None = None
    """How they are drawn; those that are no picture are legible without it."""

    def __post_init__(self) -> None:
        """Refuse a style that nobody sets. Raises KindError."""
        if self.style not in STYLES:
            expected = f"expected one of {', '.join(STYLES)}"
            raise KindError(f'rows of a card: {expected}, found "{self.style}"')


Blocks = tuple[Block, ...]
"""One wording of a side of a card."""


def rows(style: str, texts: Iterable[str], start: int = 1) -> Block:
    """Return a block of texts."""
    return Block(style, tuple(Row(text) for text in texts), start)


def lead(practice: Developing, *texts: str) -> Blocks:
    """Return what a card says before all else: when to stop at once, then texts of its own."""
    first = [practice.stop_rule] if practice.stop_rule else []
    return (rows("lead", said),) if (said := [*first, *texts]) else ()


def heading(text: str) -> Block:
    """Return a heading within a card; marks in it are shown as they stand."""
    return Block("heading", (Row(text),))


@dataclass(frozen=True)
class CardSides(Generic[P]):
    """What stands on the two sides of a kind's card unless an author writes it.

    Each side has one or more wordings, the fullest first: what is optional is dropped in
    that order until the rest fits, and what the last one holds is never dropped. Words that
    are no author's are said in the language that is given.
    """

    front: Callable[[P, Messages], list[Blocks]]
    back: Callable[[P, Messages], list[Blocks]]
    captions: Callable[[P, Messages], tuple[str, str]]
    """What the front and the back are called."""
    style: Callable[[P, Side, int], str]
    """How an author's own lines on a side are set, by their number: `ticks`, `bullets` or
    `numbered` (only if they are the steps or questions one by one)."""
    answers: Callable[[P, Sequence[str]], list[Answer]] | None = None
    """How an author's own lines that are `ticks` are answered, one for each of them."""


@dataclass(frozen=True)
class Accent:
    """The colour of a kind: each legible on the ground of its scheme and in grey print."""

    light: str
    """On white, and on paper: a contrast of at least 6:1 to white."""
    dark: str
    """On the ground of the dark scheme."""


@dataclass(frozen=True, eq=False, repr=False)
class Kind(Generic[P]):
    """What sort of practice an entry is. Its text is its id, as it stands in ``kind/id``."""

    id: str
    """What stands in references, for ever."""
    folder: str
    """The folder under the library that holds it, and the first part of its addresses."""
    label: str
    """What one practice of the kind is called."""
    plural: str
    """What several are called."""
    introduction: str
    """What the page of the kind says first."""
    accent: Accent
    role_place: int
    """Its place on the page of a role, where what to do comes before what it develops."""
    developed_by: str | None
    """The heading over practices of this kind on the page of a trait that they develop; None
    for a kind that develops none."""
    model: type[P]
    """What a file of the kind says."""
    sections: Callable[[P, Messages], Iterator[Section]]
    """The sections of its page in order, for the search."""
    prompts: Callable[[P], Iterator[Prompt]]
    """How it is run, one step after another; nothing if it is not run."""
    card: CardSides[P]
    links: Callable[[P], Iterator[Link]] = field(default=lambda _: iter(()))
    """The links that its own keys hold, beside those that all kinds have."""
    figure: Callable[[P, Messages], Figure | None] = field(default=lambda _, __: None)
    """What the picture of its pages shows; None where a picture would show nothing."""
    headings: tuple[str, ...] = ()
    """Anchors of further headings on its page, which no part may be called."""
    place: int = 0
    """Its place wherever all kinds are listed; those of installed packages come after ours."""
    icon: str = "M6 3h9l4 4v14H6zM9 12h7M9 16h7"
    """Its sign where practices stand together: an SVG path for a pen of 2 on 24 by 24."""
    package: str = "katabase"
    """The package whose ``templates/pages/<id>.html.j2`` is the kind's page."""

    def __post_init__(self) -> None:
        """Refuse a kind that is not whole. Raises KindError."""
        for name in ("id", "folder"):
            found = getattr(self, name)
            if not is_slug(found):
                expected = "lower-case letters, digits and single hyphens"
                raise KindError(f'kind "{self.id}": {name}: expected {expected}, found "{found}"')
        empty = [each.name for each in fields(self) if getattr(self, each.name) == ""]
        if empty:
            raise KindError(f'kind "{self.id}": {empty[0]} is empty')
        colours = {"accent.light": self.accent.light, "accent.dark": self.accent.dark}
        for name, found, form, expected in (
            *((name, found, COLOUR, "a colour as in #5b4a00") for name, found in colours.items()),
            ("icon", self.icon, PEN, "an SVG path, as in M4 4h16v16H4z"),
        ):
            if not re.fullmatch(form, found):
                raise KindError(f'kind "{self.id}": {name}: expected {expected}, found "{found}"')
        if not issubclass(self.model, Practice):
            raise KindError(f'kind "{self.id}": model: expected a Practice, found {self.model}')
        if issubclass(self.model, Developing) and not self.developed_by:
            raise KindError(f'kind "{self.id}": developed_by: a kind with traits needs a heading')
        try:
            models = complete(self.model)
        except NameError as error:
            said = str(error).partition("\n")[0]  # pydantic adds an address of its guide
            raise KindError(f'kind "{self.id}": model: {said}') from error
        for each in models:
            if issubclass(each, Keyed) and each.wording is Keyed.wording:
                expected = "expected the property wording, or a base like Titled that has it"
                raise KindError(f'kind "{self.id}": {each.__name__} has a key: {expected}')

    def __str__(self) -> str:
        """Return the id."""
        return self.id

    def __repr__(self) -> str:
        """Return the kind by its id."""
        return f"<Kind {self.id}>"

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        """Let a kind go to another process by its id."""
        from katabase.domain.kinds.registry import kind_named

        return kind_named, (self.id,)

    def sections_of(self, practice: P, say: Messages) -> Iterator[Section]:
        """Yield the sections of a practice's page: those of all kinds, and the kind's own."""
        told = practice if isinstance(practice, Developing) else None
        if told and told.stop_rule:
            yield Section(STOP, say("Stop at once"), (told.stop_rule,))
        yield from section(PICTURE, say("Picture"), shown(practice))
        yield from self.sections(practice, say)
        if told and told.anchors:
            anchors = tuple(text for _, text in told.anchors.levels())
            yield Section(SKILL, say("How far you have come"), anchors)

    def figure_of(self, practice: P, say: Messages) -> Figure | None:
        """Return what the picture of a practice shows; None if its author wants none."""
        if isinstance(practice, Developing) and is_left_out(practice.diagram):
            return None
        return self.figure(practice, say)

    def links_of(self, practice: P) -> Iterator[Link]:
        """Yield the links that the keys of a practice hold (those within texts do not count)."""
        for index, target in enumerate(practice.related):
            yield Link(target, Relation.RELATED, ("related", index))
        for index, target in enumerate(practice.before):
            yield Link(target, Relation.BEFORE, ("before", index))
        for index, target in enumerate(practice.practise_next):
            yield Link(target, Relation.NEXT, ("practise_next", index))
        if practice.successor:
            yield Link(practice.successor, Relation.SUCCESSOR, ("successor",))
        if isinstance(practice, Developing):
            for index, trait in enumerate(practice.traits):
                yield Link(f"{TRAIT_ID}/{trait}", Relation.DEVELOPS, ("traits", index))
        yield from self.links(practice)
