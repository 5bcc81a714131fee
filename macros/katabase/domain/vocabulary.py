"""The words that practices share: kinds, roles, cadences, statuses, workplaces.

Each vocabulary is an enumeration whose value is what stands in YAML and whose
``label`` is what a reader sees. The terms are the field's own (Rother 2018;
Liker & Convis 2012; Mann 2014).
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A value of a closed vocabulary, with the label that readers see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        """Make a word of its value and its label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class Kind(Word):
    """What sort of practice an entry is. The value stands in references (``kind/id``)."""

    STARTER_KATA = ("starter-kata", "Starter kata")
    TRAIT = ("trait", "Trait")
    QUESTIONS = ("questions", "Question set")
    CHECKLIST = ("checklist", "Gemba checklist")
    PATH = ("path", "Path")

    @property
    def folder(self) -> str:
        """The folder under the library that holds the kind, and the first part of its address."""
        return FOLDERS[self]

    @property
    def plural(self) -> str:
        """The label of several practices of the kind."""
        return PLURALS[self]


FOLDERS = {
    Kind.STARTER_KATA: "starter-kata",
    Kind.TRAIT: "traits",
    Kind.QUESTIONS: "questions",
    Kind.CHECKLIST: "checklists",
    Kind.PATH: "paths",
}
PLURALS = {
    Kind.STARTER_KATA: "Starter kata",
    Kind.TRAIT: "Traits",
    Kind.QUESTIONS: "Question sets",
    Kind.CHECKLIST: "Gemba checklists",
    Kind.PATH: "Paths",
}
KIND_OF_FOLDER = {folder: kind for kind, folder in FOLDERS.items()}


class Role(Word):
    """Who takes part in a practice."""

    LEARNER = ("learner", "Learner")
    COACH = ("coach", "Coach")
    SECOND_COACH = ("second-coach", "Second coach")
    TEAM_LEADER = ("team-leader", "Team leader")
    MANAGER = ("manager", "Manager")
    SENIOR_LEADER = ("senior-leader", "Senior leader")


class Status(Word):
    """How far a practice has come. Drafts never reach a published site."""

    DRAFT = ("draft", "Draft")
    TRIAL = ("trial", "On trial")
    PROVEN = ("proven", "Proven")
    RETIRED = ("retired", "Retired")


class Cadence(Word):
    """How often a practice is run."""

    SEVERAL_A_DAY = ("several-a-day", "Several times a day")
    DAILY = ("daily", "Daily")
    SEVERAL_A_WEEK = ("several-a-week", "Several times a week")
    WEEKLY = ("weekly", "Weekly")
    TWO_WEEKLY = ("two-weekly", "Every two weeks")
    MONTHLY = ("monthly", "Monthly")
    QUARTERLY = ("quarterly", "Every quarter")
    YEARLY = ("yearly", "Once a year")
    AS_NEEDED = ("as-needed", "When it is needed")
    ONCE = ("once", "Once")


class Workplace(Word):
    """The kind of workplace that an example comes from."""

    FACTORY = ("factory", "Factory")
    WARD = ("ward", "Hospital ward")
    WAREHOUSE = ("warehouse", "Warehouse")
    OFFICE = ("office", "Office")
    SOFTWARE_TEAM = ("software-team", "Software team")
    SERVICE = ("service", "Service desk or shop")
    LABORATORY = ("laboratory", "Laboratory")
    HOME = ("home", "At home")


class Answer(Word):
    """How a checklist item is answered."""

    YES_NO = ("yes-no", "Yes or no")
    NOTE = ("note", "A note")
    COUNT = ("count", "A count")
    SCALE = ("scale", "Scale 1 to 5")


class Side(Word):
    """The side of a card."""

    FRONT = ("front", "Front")
    BACK = ("back", "Back")


class Span(Word):
    """The unit in which a path counts its stages."""

    DAY = ("day", "Day")
    WEEK = ("week", "Week")
    MONTH = ("month", "Month")


class Worksheet(Word):
    """A blank printable form that belongs to a practice."""

    STORYBOARD = ("storyboard", "Learner's storyboard")
    EXPERIMENTING_RECORD = ("experimenting-record", "Experimenting record")
    OBSTACLE_PARKING_LOT = ("obstacle-parking-lot", "Obstacle parking lot")
    GEMBA_WALK_NOTES = ("gemba-walk-notes", "Gemba walk notes")
    COACHING_OBSERVATION = ("coaching-observation", "Coaching observation")
