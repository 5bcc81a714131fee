"""How much two texts have in common, in any script."""

from __future__ import annotations

from collections import Counter

from katabase.domain.scripts import words_of

RUN = 3
"""Letters of a run. In scripts without spaces a run of two says as much."""

SAME = 0.4
"""From here on two texts are wordings of one thing. Measured on the shipped library: of 3,525
pairs of different parts 97 in 100 lie below, of 21 rewordings in its history all lie above 0.58."""

CLEARLY = 0.6
"""From here on two parts with different keys are one, of which somebody has changed the key."""


def alike(one: str, other: str) -> float:
    """Return from 0 to 1 how many runs of letters two texts share (the Dice coefficient)."""
    if one == other:
        return 1.0
    plain = [f" {' '.join(words_of(text.casefold()))} " for text in (one, other)]
    run = min(map(_run, plain))
    first, second = (Counter(text[at : at + run] for at in range(len(text))) for text in plain)
    return 2 * (first & second).total() / (first.total() + second.total())


def _run(plain: str) -> int:
    spaced = plain.isascii() or plain.count(" ") > len(plain) // 12
    return RUN if spaced else RUN - 1
