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
from typing import TYPE_CHECKING

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

    DRAFT = ("draft", "Draft")
    TRIAL = ("trial", "On trial")
    PROVEN = ("proven", "Proven")
    RETIRED = ("retired", "Retired")


class Answer(Labelled):
    """How a checklist item is answered."""

    YES_NO = ("yes-no", "Yes or no")
    NOTE = ("note", "A note")
    COUNT = ("count", "A count")
    SCALE = ("scale", "Scale 1 to 5")


class Side(Labelled):
    """The side of a card."""

    FRONT = ("front", "Front")
    BACK = ("back", "Back")


class Span(Labelled):
    """The unit in which a path counts its stages."""

    DAY = ("day", "Day")
    WEEK = ("week", "Week")
    MONTH = ("month", "Month")


class Worksheet(Labelled):
    """A blank printable form that belongs to a practice."""

    STORYBOARD = ("storyboard", "Learner's storyboard")
    EXPERIMENTING_RECORD = ("experimenting-record", "Experimenting record")
    OBSTACLE_PARKING_LOT = ("obstacle-parking-lot", "Obstacle parking lot")
    GEMBA_WALK_NOTES = ("gemba-walk-notes", "Gemba walk notes")
    COACHING_OBSERVATION = ("coaching-observation", "Coaching observation")


class Word(str):
    """A word of an open vocabulary: the text that stands in YAML, and what readers see."""

    __slots__ = ("introduction", "label", "plural")

    label: str
    """The word as readers see it."""
    plural: str
    """Several of it."""
    introduction: str
    """What the word's own page says first; empty if it says nothing."""

    def __new__(cls, value: str, label: str, plural: str = "", introduction: str = "") -> Word:
        """Make a word; its plural is the label with an s unless it is given."""
        word = super().__new__(cls, value)
        word.label = label
        word.plural = plural or f"{label}s"
        word.introduction = introduction
        return word

    def __reduce__(self) -> tuple[type[Word], tuple[str, str, str, str]]:
        """Let a word go to another process with all that it says."""
        return Word, (str(self), self.label, self.plural, self.introduction)


Words = dict[str, Word]
"""The words of one vocabulary by their values, in the order of display."""


@dataclass(frozen=True)
class Vocabulary:
    """The open vocabularies of one library."""

    roles: Words
    workplaces: Words
    goals: Words
    cadences: Words

    def of(self, name: str) -> Words:
        """Return one of the vocabularies by its name, as in ``roles``."""
        return {
            "roles": self.roles,
            "workplaces": self.workplaces,
            "goals": self.goals,
            "cadences": self.cadences,
        }[name]

    def with_words(self, added: Mapping[str, Iterable[Word]]) -> Vocabulary:
        """Return the vocabularies with further words behind them.

        A word that is there already keeps its place and takes on the new label: a site may
        call its team leaders what it calls them.
        """
        return replace(
            self,
            **{
                name: {**self.of(name), **{str(word): word for word in words}}
                for name, words in added.items()
            },
        )


OPEN = ("roles", "workplaces", "goals", "cadences")
"""The names of the open vocabularies."""


def _words(*words: Word) -> Words:
    return {str(word): word for word in words}


SHIPPED = Vocabulary(
    roles=_words(
        Word(
            "learner",
            "Learner",
            introduction="You work on a real problem of your own process and practise a "
            "scientific way of thinking while you do it.",
        ),
        Word(
            "coach",
            "Coach",
            "Coaches",
            introduction="You ask questions, keep to the pattern and see to it that the learner "
            "learns.",
        ),
        Word(
            "second-coach",
            "Second coach",
            "Second coaches",
            introduction="You watch the coaching, not the problem, and coach the coach afterwards.",
        ),
        Word(
            "team-leader",
            "Team leader",
            introduction="You are beside the work every hour: you see problems first and help "
            "people to solve them.",
        ),
        Word(
            "manager",
            "Manager",
            introduction="You connect the direction of the organisation with the work, and "
            "develop the people who lead it.",
        ),
        Word(
            "senior-leader",
            "Senior leader",
            introduction="You set hard goals, go and see, and practise in public what you ask "
            "of others.",
        ),
    ),
    workplaces=_words(
        Word("factory", "Factory", "Factories"),
        Word("ward", "Hospital ward"),
        Word("warehouse", "Warehouse"),
        Word("office", "Office"),
        Word("software-team", "Software team"),
        Word("service", "Service desk or shop", "Service desks and shops"),
        Word("laboratory", "Laboratory", "Laboratories"),
        Word("home", "At home", "At home"),
    ),
    goals=_words(
        Word("quality", "Quality", "Quality"),
        Word("cost", "Cost", "Cost"),
        Word("delivery", "Delivery", "Delivery"),
        Word("safety", "Safety", "Safety"),
        Word("morale", "Morale", "Morale"),
        Word("environment", "Environment", "Environment"),
    ),
    cadences=_words(
        Word("several-a-day", "Several times a day", "Several times a day"),
        Word("daily", "Daily", "Daily"),
        Word("several-a-week", "Several times a week", "Several times a week"),
        Word("weekly", "Weekly", "Weekly"),
        Word("two-weekly", "Every two weeks", "Every two weeks"),
        Word("monthly", "Monthly", "Monthly"),
        Word("quarterly", "Every quarter", "Every quarter"),
        Word("yearly", "Once a year", "Once a year"),
        Word("as-needed", "When it is needed", "When it is needed"),
        Word("once", "Once", "Once"),
    ),
)
"""The words that come with the software. The goals are those that Toyota's leaders work at
with the same energy (Liker 2021)."""
