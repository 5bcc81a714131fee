"""The words that practices share.

Some vocabularies are closed, since the software acts on each word: statuses, answers, the
sides of a card. Others differ from one organisation to the next (roles, workplaces, goals,
cadences): these come with the words below, and a library may add its own in
``vocabulary.yml``. The terms are the field's own (Rother 2018; Liker & Convis 2012;
Mann 2014).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from katabase.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Labelled(StrEnum):
    """A word of a closed vocabulary: its value stands in YAML, its label is what readers see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        """Make a word of its value and its label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class Status(Labelled):
    """How far a practice has come. Drafts never reach a published site."""

    DRAFT = ("draft", N_("Draft"))
    TRIAL = ("trial", N_("On trial"))
    PROVEN = ("proven", N_("Proven"))
    RETIRED = ("retired", N_("Retired"))


class Skill(Labelled):
    """How much practice somebody needs to have had before."""

    BEGINNER = ("beginner", N_("For beginners"))
    PRACTISED = ("practised", N_("For the practised"))
    EXPERIENCED = ("experienced", N_("For the experienced"))


class Answer(Labelled):
    """How a checklist item is answered."""

    YES_NO = ("yes-no", N_("Yes or no"))
    NOTE = ("note", N_("A note"))
    COUNT = ("count", N_("A count"))
    SCALE = ("scale", N_("Scale 1 to 5"))


class Side(Labelled):
    """The side of a card."""

    FRONT = ("front", N_("Front"))
    BACK = ("back", N_("Back"))


class Span(Labelled):
    """The unit in which a path counts its stages."""

    DAY = ("day", N_("Day"))
    WEEK = ("week", N_("Week"))
    MONTH = ("month", N_("Month"))


class Drawing(StrEnum):
    """How the picture of a practice is drawn."""

    LINE = "line"
    STAIR = "stair"
    BOARD = "board"
    NONE = "none"


class Worksheet(Labelled):
    """A blank printable form that belongs to a practice."""

    STORYBOARD = ("storyboard", N_("Learner's storyboard"))
    EXPERIMENTING_RECORD = ("experimenting-record", N_("Experimenting record"))
    OBSTACLE_PARKING_LOT = ("obstacle-parking-lot", N_("Obstacle parking lot"))
    GEMBA_WALK_NOTES = ("gemba-walk-notes", N_("Gemba walk notes"))
    COACHING_OBSERVATION = ("coaching-observation", N_("Coaching observation"))
    TARGET_CONDITION = ("target-condition", N_("Target condition form"))
    A3 = ("a3", N_("A3 story"))


class FieldType(StrEnum):
    """What stands in a field that a site adds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    CHOICE = "choice"


@dataclass(frozen=True)
class ExtraField:
    """A field that a site adds to its practices."""

    id: str
    label: str
    type: FieldType
    choices: tuple[tuple[str, str], ...] = ()
    """What may stand there, each with its label, if it is a choice."""
    facet: bool = False
    """Whether practices are filtered by it."""
    page: bool = True
    """Whether the page shows it."""
    card: bool = False
    """Whether it stands at the foot of the card."""
    language: str = ""
    """The language in which a translation calls it so; empty if none does."""
    before: ExtraField | None = None
    """The field as it was called before that."""

    def in_language(self, language: str) -> ExtraField:
        """Return the field with the names that it has beside words in a language."""
        return self.before if self.before and _foreign(self.language, language) else self

    @property
    def attribute(self) -> str:
        """What it is called in the program."""
        return f"own_{self.id.replace('-', '_')}"

    def text(self, value: object) -> str:
        """Return a value as readers see it."""
        return dict(self.choices).get(str(value), str(value))


class Word(str):
    """A word of an open vocabulary: the text that stands in YAML, and what readers see."""

    __slots__ = ("before", "icon", "introduction", "label", "language", "plural")

    label: str
    """The word as readers see it."""
    plural: str
    """Several of it."""
    introduction: str
    """What the word's own page says first; empty if it says nothing."""
    icon: str
    """Its sign, if it is a role: an SVG path for a pen of 2 on 24 by 24."""
    language: str
    """The language in which a translation calls it so; empty if none does."""
    before: Word | None
    """The word as it was called before that."""

    def __new__(
        cls,
        value: str,
        label: str,
        plural: str = "",
        introduction: str = "",
        icon: str = "",
        language: str = "",
        before: Word | None = None,
    ) -> Word:
        """Make a word; its plural is the label with an s unless it is given."""
        word = super().__new__(cls, value)
        word.label = label
        word.plural = plural or f"{label}s"
        word.introduction = introduction
        word.icon = icon or SOMEBODY
        word.language = language
        word.before = before
        return word

    def __reduce__(self) -> tuple[type[Word], tuple[str | Word | None, ...]]:
        """Let a word go to another process with all that it says."""
        said = (str(self), self.label, self.plural, self.introduction, self.icon)
        return Word, (*said, self.language, self.before)

    def in_language(self, language: str) -> Word:
        """Return the word with the names that it has beside words in a language.

        What a translation calls it, it is called in that language only.
        """
        return self.before if self.before and _foreign(self.language, language) else self


def _foreign(language: str, other: str) -> bool:
    """Say whether two tags name two languages, whatever the regions."""
    return language.partition("-")[0] != other.partition("-")[0]


SOMEBODY = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-5 3.5-7 8-7s8 2 8 7"
"""The sign of a role that has none of its own: a person."""


Words = dict[str, Word]
"""The words of one vocabulary by their values, in the order of display."""


@dataclass(frozen=True)
class Vocabulary:
    """The open vocabularies of one library."""

    roles: Words
    workplaces: Words
    goals: Words
    cadences: Words
    fields: tuple[ExtraField, ...] = ()
    """What a site adds to its practices."""

    def with_fields(self, added: Iterable[ExtraField], language: str = "") -> Vocabulary:
        """Return the vocabularies with further fields; one of the same id is declared anew.

        ``language`` is the one into which they translate those that are there.
        """
        fields = {field.id: field for field in self.fields}
        for field in added:
            before = _untranslated(fields.get(field.id), language)
            fields[field.id] = replace(field, language=language, before=before)
        return replace(self, fields=tuple(fields.values()))

    def of(self, name: str) -> Words:
        """Return one of the vocabularies by its name, as in ``roles``."""
        return {
            "roles": self.roles,
            "workplaces": self.workplaces,
            "goals": self.goals,
            "cadences": self.cadences,
        }[name]

    def with_words(self, added: Mapping[str, Iterable[Word]], language: str = "") -> Vocabulary:
        """Return the vocabularies with further words behind them.

        A word that is there already keeps its place and takes on the new label: a site may
        call its team leaders what it calls them. Their sign stays unless it brings one.
        ``language`` is the one into which the words translate those that are there.
        """
        found: dict[str, Any] = {
            name: {
                **self.of(name),
                **{str(word): _over(self.of(name).get(word), word, language) for word in words},
            }
            for name, words in added.items()
        }
        return replace(self, **found)


def _over(known: Word | None, word: Word, language: str) -> Word:
    """Return a word in the place of the one that is known by now, with the sign of that."""
    icon = known.icon if known and word.icon == SOMEBODY else word.icon
    said = (str(word), word.label, word.plural, word.introduction, icon)
    return Word(*said, language, _untranslated(known, language))


_Called = TypeVar("_Called", Word, ExtraField)


def _untranslated(known: _Called | None, language: str) -> _Called | None:
    """Return what stands behind all translations into a language; None if nothing does."""
    if not language or known is None:
        return None
    return known.before if known.language else known


OPEN = ("roles", "workplaces", "goals", "cadences")
"""The names of the open vocabularies."""


def _words(*words: Word) -> Words:
    return {str(word): word for word in words}


SHIPPED = Vocabulary(
    roles=_words(
        Word(
            "learner",
            N_("Learner"),
            N_("Learners"),
            introduction=N_(
                "You work on a real problem of your own process and practise a "
                "scientific way of thinking while you do it."
            ),
            icon="M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
        ),
        Word(
            "coach",
            N_("Coach"),
            N_("Coaches"),
            introduction=N_(
                "You ask questions, keep to the pattern and see to it that the learner learns."
            ),
            icon="M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7"
            "M2.5 20c0-4 2.5-6 6-6s6 2 6 6M15 5h7v6h-4l-2.5 2.5V11",
        ),
        Word(
            "second-coach",
            N_("Second coach"),
            N_("Second coaches"),
            introduction=N_(
                "You watch the coaching, not the problem, and coach the coach afterwards."
            ),
            icon="M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7z"
            "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
        ),
        Word(
            "team-leader",
            N_("Team leader"),
            N_("Team leaders"),
            introduction=N_(
                "You are beside the work every hour: you see problems first and help "
                "people to solve them."
            ),
            icon="M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7"
            "M6 20c0-4 2.5-6 6-6s6 2 6 6M4 6v4M2 8h4M20 6v4M18 8h4",
        ),
        Word(
            "manager",
            N_("Manager"),
            N_("Managers"),
            introduction=N_(
                "You connect the direction of the organisation with the work, and "
                "develop the people who lead it."
            ),
            icon="M4 4v16h17M8.5 16v-4M13 16V8M17.5 16v-6",
        ),
        Word(
            "senior-leader",
            N_("Senior leader"),
            N_("Senior leaders"),
            introduction=N_(
                "You set hard goals, go and see, and practise in public what you ask of others."
            ),
            icon="M6 21V3M6 4h13l-3.5 4 3.5 4H6",
        ),
    ),
    workplaces=_words(
        Word("factory", N_("Factory"), N_("Factories")),
        Word("ward", N_("Hospital ward"), N_("Hospital wards")),
        Word("warehouse", N_("Warehouse"), N_("Warehouses")),
        Word("office", N_("Office"), N_("Offices")),
        Word("software-team", N_("Software team"), N_("Software teams")),
        Word("service", N_("Service desk or shop"), N_("Service desks and shops")),
        Word("laboratory", N_("Laboratory"), N_("Laboratories")),
        Word("home", N_("At home"), N_("At home")),
    ),
    goals=_words(
        Word("quality", N_("Quality"), N_("Quality")),
        Word("cost", N_("Cost"), N_("Cost")),
        Word("delivery", N_("Delivery"), N_("Delivery")),
        Word("safety", N_("Safety"), N_("Safety")),
        Word("morale", N_("Morale"), N_("Morale")),
        Word("environment", N_("Environment"), N_("Environment")),
    ),
    cadences=_words(
        Word("several-a-day", N_("Several times a day"), N_("Several times a day")),
        Word("daily", N_("Daily"), N_("Daily")),
        Word("several-a-week", N_("Several times a week"), N_("Several times a week")),
        Word("weekly", N_("Weekly"), N_("Weekly")),
        Word("two-weekly", N_("Every two weeks"), N_("Every two weeks")),
        Word("monthly", N_("Monthly"), N_("Monthly")),
        Word("quarterly", N_("Every quarter"), N_("Every quarter")),
        Word("yearly", N_("Once a year"), N_("Once a year")),
        Word("as-needed", N_("When it is needed"), N_("When it is needed")),
        Word("once", N_("Once"), N_("Once")),
    ),
)
"""The words that come with the software. The goals are those that Toyota's leaders work at
with the same energy (Liker 2021)."""
