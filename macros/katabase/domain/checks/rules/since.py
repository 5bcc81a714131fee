"""What became of practices since earlier versions of the library.

These rules say nothing if there is no earlier version to compare with. Each is a check of
``domain/changes/guard.py``, which publishing uses as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from katabase.domain.changes import guard
from katabase.domain.changes.state import state_of
from katabase.domain.checks.rule import Context, Finding, Rule, Scope, at, of_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katabase.domain.changes.guard import Breach
    from katabase.domain.changes.state import State
    from katabase.domain.problems import Problem


Check = Callable[["State", "State"], Iterator["Breach"]]

CHECKS: dict[str, tuple[Check, ...]] = {
    "lost-address": (guard.lost,),
    "back-to-draft": (guard.hidden,),
    "unsaid-change": (guard.unsaid, guard.unexplained),
    "lost-change": (guard.rewritten,),
    "reused-key": (guard.reused,),
}
"""What each rule holds two states to, by its id."""


def broken(before: Sequence[State], now: State) -> Iterator[Problem]:
    """Yield what breaks the rules where there are no files, as in a built site."""
    for rule in RULES:
        for find in CHECKS[rule.id]:
            for breach in guard.against(find, before, now):
                yield rule.problem(of_file(breach.filename, breach.message, breach.hint))


def _held_to(rule: str) -> Callable[[Context], Iterator[Finding]]:
    """Return the check of a rule: what it finds against each earlier state."""

    def check(context: Context) -> Iterator[Finding]:
        if not context.before:
            return
        now = context.now or state_of(context.library)
        for find in CHECKS[rule]:
            for breach in guard.against(find, context.before, now):
                entry = context.library.entries.get(breach.ref)
                if entry is not None and breach.loc:
                    yield at(entry, breach.loc, breach.message, breach.hint)
                else:
                    yield of_file(breach.filename, breach.message, breach.hint)

    return check


LOST_ADDRESS = Rule(
    id="lost-address",
    scope=Scope.SINCE,
    wrong="A practice was deleted, or was renamed and its former id is not kept.",
    mend="Printed codes and links lead to the address for ever. A renamed practice lists all its "
    "earlier ids in `formerly`. A practice that nobody should use any more gets `status: retired` "
    "and names its `successor`; so does one that has become a practice of another kind.",
    library=_held_to("lost-address"),
)

BACK_TO_DRAFT = Rule(
    id="back-to-draft",
    scope=Scope.SINCE,
    wrong="A practice that readers could see is a draft now, or a layer hides it.",
    mend="Its page would vanish, and with it every link and code. Say `trial` for what is being "
    "changed; retire what nobody should use.",
    library=_held_to("back-to-draft"),
)

UNSAID_CHANGE = Rule(
    id="unsaid-change",
    scope=Scope.SINCE,
    wrong="A practice says something else, and its version or its `changes` do not say so.",
    mend="Who practises reads in `changes` what is different, and who has printed the card learns "
    "that it is an old one. Wording raises the last number of `version`; something added, or left "
    "out beside the practice itself, the middle one; what makes people practise differently the "
    "first: a step that is gone or stands elsewhere, another rhythm, another role. Each new entry "
    "says something of its own. `katabase diff` shows what each change asks for.",
    library=_held_to("unsaid-change"),
)

LOST_CHANGE = Rule(
    id="lost-change",
    scope=Scope.SINCE,
    wrong="An entry of `changes` was taken away.",
    mend="A card of that version hangs on a wall somewhere, and its reader looks the version up. "
    "The words of an entry may be mended.",
    library=_held_to("lost-change"),
)

REUSED_KEY = Rule(
    id="reused-key",
    scope=Scope.SINCE,
    wrong="The `key` of a part names something else than it did.",
    mend="Links lead to a step, a question or an item by its key, and people's records hold their "
    "answers under it: what they wrote would stand under another question. A part keeps its key "
    "when it is reworded. What is new, or says something quite different, gets a key of its own.",
    library=_held_to("reused-key"),
)

RULES = (LOST_ADDRESS, BACK_TO_DRAFT, UNSAID_CHANGE, LOST_CHANGE, REUSED_KEY)
