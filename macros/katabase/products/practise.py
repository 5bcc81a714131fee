"""What the run modes of the site need of a practice: its prompts, in the order of the run.

How a kind is run stands in its room (``Kind.prompts``); the scripts know modes, not kinds.
A plan's texts are without marks: they are shown as they stand.
"""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from katabase.domain.kinds.checklist import CHECKLIST
from katabase.domain.kinds.kind import TRAIT_ID
from katabase.domain.kinds.path import PATH, Path
from katabase.domain.kinds.practice import Developing
from katabase.domain.kinds.questions import QuestionSet
from katabase.domain.kinds.starter_kata import STARTER_KATA
from katabase.domain.vocabulary import Side, Status
from katabase.products.inlines import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katabase.domain.kinds.kind import Prompt
    from katabase.domain.kinds.practice import Practice
    from katabase.domain.library import Entry, Library
    from katabase.domain.messages import Messages

FOLDER = "practise/plans"
SECOND_COACH = "second-coach"
"""The role that watches a coach and keeps silent."""


def files(library: Library, say: Messages) -> Iterator[tuple[str, str]]:
    """Yield the site path and the text of the plan of each practice that can be run."""
    for entry in library.ordered():
        if can_run(entry):
            text = json.dumps(plan(library, entry, say), ensure_ascii=False, separators=(",", ":"))
            yield f"{FOLDER}/{entry.ref}.json", f"{text}\n"


def can_run(entry: Entry) -> bool:
    """Say whether a practice is run step by step."""
    return next(iter(entry.kind.prompts(entry.practice)), None) is not None


def plan(library: Library, entry: Entry, say: Messages) -> dict[str, Any]:
    """Return all that the scripts need to run a practice."""
    practice = entry.practice
    checked = _checked(library, entry)
    return {
        "practice": _name(entry),
        "mode": mode(entry),
        "address": entry.address,
        "language": practice.language,
        "minutes": practice.minutes or 0,
        **_pace(str(practice.cadence or "")),
        "often": say(practice.cadence.label) if practice.cadence else "",
        "prompts": [
            _prompt(prompt) | _trained(checked.get(prompt.key))
            for prompt in entry.kind.prompts(practice)
        ],
        **{
            name: [plain(text) for text in getattr(practice, name, [])]
            for name in ("preparation", "ending")
        },
        "debrief": [_called(text) for text in getattr(practice, "debrief", [])],
        **_beside(practice, say),
        "leads": _leads(library, entry, say) if mode(entry) == "steps" else [],
        **_watching(library, entry),
        **_stages(library, entry),
    }


RULES = {
    "several-a-day": ("WEEKLY;BYDAY=MO,TU,WE,TH,FR", 20),
    "daily": ("WEEKLY;BYDAY=MO,TU,WE,TH,FR", 20),
    "several-a-week": ("WEEKLY;BYDAY=MO,WE,FR", 12),
    "weekly": ("WEEKLY", 4),
    "two-weekly": ("WEEKLY;INTERVAL=2", 2),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY;INTERVAL=3", 0),
    "yearly": ("YEARLY", 0),
}
"""How a cadence comes back in a calendar (RFC 5545), and its days within four weeks; those that
are missing are nobody's to plan."""


def _pace(cadence: str) -> dict[str, Any]:
    rule, asked = RULES.get(cadence, ("", 0))
    return {"rule": rule and f"FREQ={rule}", "asked": asked}


def _beside(practice: Practice, say: Messages) -> dict[str, Any]:
    """Return what is at hand during a run: when to stop, and how one sees one's skill."""
    if not isinstance(practice, Developing):
        return {}
    found: dict[str, Any] = {}
    if practice.stop_rule:
        found["stop_rule"] = plain(practice.stop_rule)
    if practice.anchors:
        found["anchors"] = [
            [key, say(label), plain(anchor)]
            for key, (label, anchor) in zip(
                type(practice.anchors).model_fields, practice.anchors.levels(), strict=True
            )
        ]
    return found


def _checked(library: Library, entry: Entry) -> dict[str, Entry]:
    """Return the trait that each question of a self-check is about, by the key of the question.

    A self-check is a set that people ask themselves, and whose questions name traits as what
    they train.
    """
    practice = entry.practice
    if not isinstance(practice, QuestionSet) or practice.asked_to:
        return {}
    traits = {
        other.practice.title.casefold(): other
        for ref in practice.related
        if (other := library.get(ref)) and str(other.kind) == TRAIT_ID
    }
    questions = (question for part in practice.parts for question in part.questions)
    found = (
        (question.key, traits.get((question.trains or "").casefold())) for question in questions
    )
    return {key: trait for key, trait in found if trait}


def _trained(trait: Entry | None) -> dict[str, Any]:
    return {"trait": _name(trait)} if trait else {}


def _name(entry: Entry) -> dict[str, str]:
    """Return what a record names a practice by."""
    practice = entry.practice
    return {"ref": entry.ref, "title": plain(practice.title), "version": practice.version}


def _leads(library: Library, entry: Entry, say: Messages) -> list[dict[str, str]]:
    """Return what may be practised afterwards: what it develops, then what is related.

    Behind each trait of a self-check stands the kata that develops it; both name the trait,
    so that a run can put first what somebody is weakest in.
    """
    practice = entry.practice
    traits = [f"{TRAIT_ID}/{trait}" for trait in getattr(practice, "traits", [])]
    about: dict[str, str] = {}
    for trait in _checked(library, entry).values():
        about.setdefault(trait.ref, trait.ref)
        kata = (kata for kata in _developing(library, trait) if kata.ref not in about)
        about |= {kata.ref: trait.ref for kata in islice(kata, 1)}
    found = (library.get(ref) for ref in dict.fromkeys((*traits, *about, *practice.related)))
    return [
        {
            "title": plain(other.practice.title),
            "kind": say(other.kind.label),
            "address": other.address,
            **({"trait": about[other.ref]} if other.ref in about else {}),
        }
        for other in found
        if other and other.practice.status != Status.RETIRED
    ]


def _developing(library: Library, trait: Entry) -> Iterator[Entry]:
    """Yield the kata that develop a trait, those that it names first."""
    named = [found for ref in trait.practice.related if (found := library.get(ref))]
    for other in dict.fromkeys((*named, *library.ordered())):
        if other.kind is STARTER_KATA and trait.id in getattr(other.practice, "traits", []):
            yield other


def _stages(library: Library, entry: Entry) -> dict[str, Any]:
    """Return what is practised at each stage of a path, and the signs for moving on."""
    if not isinstance(entry.practice, Path):
        return {}
    return {
        "stages": {
            stage.key: {
                "practices": [
                    {"ref": found.ref, "title": plain(found.practice.title), "how": plain(used.how)}
                    for used in stage.practices
                    if (found := library.get(used.practice))
                ],
                "signs": [_called(sign) for sign in stage.move_on_when],
            }
            for stage in entry.practice.stages
        }
    }


def _called(text: str) -> dict[str, str]:
    """Return a text that has no key, called after its words.

    What was ticked or answered stays with it when others come and go.
    """
    return {"id": hashlib.sha256(text.encode()).hexdigest()[:12], "text": plain(text)}


def _watching(library: Library, entry: Entry) -> dict[str, str]:
    """Return the set with which a second coach watches a coaching cycle, or the cycle of one."""
    related = [found for ref in entry.practice.related if (found := library.get(ref))]
    if mode(entry) == "cycle":
        watched = [other.ref for other in related if _watches(other)]
        return {"watched_by": watched[0]} if watched else {}
    cycles = [other.ref for other in related if mode(other) == "cycle"] if _watches(entry) else []
    return {"watches": cycles[0]} if cycles else {}


def _watches(entry: Entry) -> bool:
    practice = entry.practice
    return isinstance(practice, QuestionSet) and practice.asked_by == SECOND_COACH


def mode(entry: Entry) -> str:
    """Return how it is run: as a `walk`, a `path`, a `cycle` (the card is turned), or `steps`."""
    if entry.kind is CHECKLIST:
        return "walk"
    if entry.kind is PATH:
        return "path"
    sides = [prompt.side for prompt in entry.kind.prompts(entry.practice)]
    turned = Side.BACK in sides and sides[-1] is Side.FRONT
    return "cycle" if turned else "steps"


def _prompt(prompt: Prompt) -> dict[str, Any]:
    return {
        "key": prompt.key,
        "text": plain(prompt.text),
        "help": [plain(text) for text in prompt.help],
        "answer": str(prompt.answer),
        "group": plain(prompt.group),
        "side": str(prompt.side),
        **({"cue": plain(prompt.cue)} if prompt.cue else {}),
        "if_no": plain(prompt.if_no),
    }
