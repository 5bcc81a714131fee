"""Who wins where two layers claim one id: the upper one, and the check says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from katabase.domain.problems import Level, Problem, Spot, place_of

if TYPE_CHECKING:
    from katabase.domain.library import Entry

ID_CLASH = "id-clash"
"""The id of the rule for an id that two layers claim without saying so."""


@dataclass(frozen=True, eq=False)
class Collision:
    """Two layers claim one id, and nobody has said that this is meant."""

    ref: str
    """The reference that both claim."""
    winner: Entry
    """The practice of the upper layer, to which the reference and printed codes lead."""
    spot: Spot
    """Where it claims the id."""
    loser: Entry
    """The practice of a layer below."""

    def problem(self) -> Problem:
        """Return the warning, with the ways out."""
        below = place_of(self.loser.filename, self.loser.document.spot(()))
        _, _, name = self.ref.partition("/")
        if self.winner.ref == self.ref:
            message = f'the id "{self.ref}" stands in {below} as well; yours is shown'
            hint = (
                '"replaces: true" if it takes the place of that one; '
                f'"adapts: {self.loser.practice.version}" and only what differs if it is the same; '
                f'another file name and "formerly: [{name}]" if it is something else'
            )
        else:
            message = (
                f'the former id "{name}" is that of {below} as well; printed codes lead to yours, '
                "and that one is left out"
            )
            hint = (
                f"hide that one in hidden.yml: practices: [{self.ref}], if you do not need it; "
                'remove "formerly" if no card of yours has this id; or "adapts" it and retire yours'
            )
        return Problem(self.winner.filename, self.spot, ID_CLASH, message, hint, Level.WARNING)


def claims_of(entry: Entry) -> dict[str, int]:
    """Return the former references of a practice, each with the layer that claims it."""
    inherited = claims_of(entry.origin.base) if entry.origin else {}
    refs = (f"{entry.kind}/{old}" for old in entry.practice.formerly)
    return {ref: inherited.get(ref, entry.layer) for ref in refs}


def settled(entries: dict[str, Entry]) -> tuple[dict[str, Entry], list[Collision]]:
    """Return the entries without what upper layers claim, and what the upper ones took.

    A present id of an upper layer wins over a former one of a layer below without a word:
    nothing is lost by it but a way to a practice that has an address of its own.
    """
    claims: dict[str, tuple[int, Entry]] = {}
    for entry in entries.values():
        for ref, layer in claims_of(entry).items():
            if layer > claims.get(ref, (-1, entry))[0]:
                claims[ref] = (layer, entry)
    collisions = []
    kept = dict(entries)
    for ref, (layer, winner) in claims.items():
        loser = entries.get(ref)
        if loser is not None and loser is not winner and loser.layer < layer:
            place = ("formerly", winner.practice.formerly.index(ref.partition("/")[2]))
            collisions.append(Collision(ref, winner, winner.document.spot(place), loser))
            del kept[ref]
    return {ref: _without_lost(entry, kept, claims) for ref, entry in kept.items()}, collisions


def _without_lost(
    entry: Entry, entries: dict[str, Entry], claims: dict[str, tuple[int, Entry]]
) -> Entry:
    """Return an entry without the former ids that an upper layer has."""
    lost = {
        ref
        for ref, layer in claims_of(entry).items()
        if claims[ref][0] > layer or (ref in entries and entries[ref].layer > layer)
    }
    if not lost:
        return entry
    kept = [old for old in entry.practice.formerly if f"{entry.kind}/{old}" not in lost]
    return replace(entry, practice=entry.practice.model_copy(update={"formerly": kept}))
