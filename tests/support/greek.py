"""Content in Greek letters: a Latin word beside it is a word of the interface."""

from __future__ import annotations

from typing import Any

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιξκλμνοπψρστυωωχυζ")
CONTENT = {"title", "summary", "do", "trains", "story", "ask", "listen_for", "follow_up", "look"}
CONTENT |= {"why", "when", "place", "purpose", "statement", "outcome", "focus", "how", "change"}
CONTENT |= {"pitfall", "coach_says", "imitation", "difference", "author", "keywords", "meaning"}
CONTENT |= {"coach_questions", "coach_watches", "natural_when", "at_the_gemba", "reflection"}
CONTENT |= {"observation", "preparation", "ending", "debrief", "move_on_when", "needs", "term"}
CONTENT |= {"stop_rule", "materials", "with_card", "alone", "under_pressure", "teaches"}
CONTENT |= {"team_leader", "group_leader", "manager", "senior_executive", "also", "japanese"}


def greek(value: Any, *, content: bool = False) -> Any:
    """Return data whose texts are written in Greek letters; what software reads stays."""
    if isinstance(value, dict):
        return {name: greek(item, content=name in CONTENT) for name, item in value.items()}
    if isinstance(value, list):
        return [greek(item, content=content) for item in value]
    return value.lower().translate(GREEK) if content and isinstance(value, str) else value
