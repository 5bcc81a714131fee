"""English words that say little: comparisons and the phrases of the search pass over them.

In other languages every word counts. Three neighbours are other things: the words that
``keys`` leaves out of a derived key stay as they are for ever, because a key is an address;
what the search weighs little (``products/search/small_words.py``) holds the words
that people ask with, which tell one question from another, and is graded with its ranking.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    "a an and are as at be by did do does for from in is it of on or so that the this to with".split()  # noqa: SIM905, E501
)
"""Words that join others. Two texts that differ in nothing else say the same."""
