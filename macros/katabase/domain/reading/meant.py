"""What people mean by what they write: other words, other dates, other forms of an id.

A word that is only misspelt is found by its letters; ``every week`` for ``weekly`` is not.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from katabase.domain.fields import LANGUAGE
from katabase.domain.problems import nearest
from katabase.domain.slugs import ascii_slug, without_accents

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SAID = {
    "several-a-day": "hourly, every hour, many times a day, several times a day, each shift, "
    "every shift, twice a day, continuously",
    "daily": "every day, each day, once a day, each morning, every morning, day, per day, weekdays",
    "several-a-week": "several times a week, twice a week, every other day",
    "weekly": "every week, each week, once a week, week, per week",
    "two-weekly": "every two weeks, fortnightly, biweekly, bi-weekly, every other week, "
    "every 2 weeks, each sprint, every sprint",
    "monthly": "every month, each month, once a month, month, per month, every four weeks",
    "quarterly": "every quarter, each quarter, every three months, quarter",
    "yearly": "every year, each year, once a year, annually, annual, year",
    "as-needed": "when needed, if needed, when it is needed, when required, as required, ad hoc, "
    "on demand, any time, anytime, sometimes, irregular",
    "once": "one time, only once, single, at the start",
    "draft": "new, idea, proposed, proposal, work in progress, wip, unfinished",
    "trial": "on trial, test, testing, pilot, experimental, beta, trying",
    "proven": "active, published, approved, final, done, stable, ready, live",
    "retired": "old, deprecated, obsolete, archived, inactive, replaced",
    "yes-no": "yes, no, yes/no, yes or no, y/n, boolean, bool, check, checkbox, tick, true/false",
    "note": "text, free text, notes, comment, words, open",
    "count": "number, integer, quantity, how many, amount",
    "scale": "rating, 1-5, 1 to 5, score, stars, points",
    "ward": "hospital, hospital ward, clinic, nursing, healthcare",
    "factory": "plant, production, manufacturing, shop floor, line, assembly",
    "warehouse": "logistics, store, stores, depot, distribution",
    "office": "administration, back office, headquarters, finance",
    "software-team": "software, it, development, developers, programming",
    "service": "shop, service desk, retail, call centre, call center, hotline",
    "laboratory": "lab",
    "home": "household, family, kitchen, private",
    "learner": "trainee, student, coachee, apprentice, improver",
    "coach": "mentor, trainer, teacher, sensei",
    "second-coach": "2nd coach, second mentor, coach's coach",
    "team-leader": "supervisor, team lead, foreman, shift leader, teamleader",
    "manager": "group leader, department head, head of department, middle manager, site manager",
    "senior-leader": "executive, ceo, director, senior executive, top management, leadership",
    "front": "face, first, 1, top",
    "back": "reverse, rear, second, 2, behind",
    "day": "days, daily",
    "week": "weeks, weekly",
    "month": "months, monthly",
}
"""The word, and what is said for it, between commas."""

_MEANT = [(said, word) for word, listed in SAID.items() for said in listed.split(", ")]


KEYS = {
    "title": "name, heading, headline",
    "summary": "description, abstract, subtitle, intro, introduction, lead, about",
    "updated": "modified, last updated, last_updated, changed, date",
    "changes": "history, changelog, log, revisions, version_history",
    "status": "state, maturity, stage",
    "language": "lang, locale",
    "roles": "who, audience, people, participants, for",
    "minutes": "duration, time, length, duration_minutes",
    "cadence": "frequency, rhythm, interval, how_often, how often, schedule, repeat",
    "keywords": "tags, labels, topics, search, search_terms, categories, category",
    "related": "see_also, see also, links, similar",
    "sources": "references, literature, bibliography, credits, reference, based_on",
    "formerly": "aliases, alias, redirects, old_id, previous, redirect_from",
    "successor": "replaced_by, replacement, superseded_by",
    "purpose": "goal, aim, why, objective",
    "needs": "conditions, requirements, preconditions",
    "materials": "tools, equipment, supplies",
    "before": "prerequisites, prerequisite, requires, practise_before",
    "stop_rule": "safety, stop, stop_when, danger",
    "level": "difficulty, skill_level",
    "anchors": "skill_anchors, skill_levels, levels",
    "cue": "stage_direction, direction, aside",
    "do": "action, instruction, instructions, how, text, what",
    "trains": "thinking, learns, teaches, skill",
    "pitfalls": "mistakes, common_mistakes, problems, antipatterns",
    "examples": "example, stories, cases",
    "practise_next": "next, practice_next, next_steps, then",
    "ask": "question, text, q",
    "listen_for": "answer, look_for, expected, listen",
    "follow_up": "followup, next_question, probe, then",
    "look": "check, item, question, text, what, ask",
    "why": "reason, because, rationale",
    "term": "word, name, title",
    "meaning": "definition, explanation, description, text",
    "also": "synonyms, aliases",
    "author": "authors, by, writer",
    "year": "date, published",
    "link": "url, href, address, web",
    "change": "text, description, what, note, notes, message",
    "date": "day, when, updated",
}
"""The key, and what is written for it, between commas."""

_KEYS = [(said, key) for key, listed in KEYS.items() for said in listed.split(", ")]


def key_meant(written: str, keys: Collection[str]) -> str | None:
    """Return the key of a part that somebody meant, or None if none is near."""
    flat = written.casefold().strip()
    return nearest(written, keys) or next(
        (key for said, key in _KEYS if said == flat and key in keys), None
    )


def id_meant(written: str) -> str | None:
    """Return the id in what somebody wrote for one: a title, a file, a reference."""
    last = re.sub(r"\.ya?ml$", "", re.split(r"[/\\:]", written.strip().rstrip("/"))[-1])
    return ascii_slug(without_accents(last.casefold())) or None


def reference_meant(written: str, kinds: Collection[str], folders: Mapping[str, str]) -> str | None:
    """Return the reference in what somebody wrote for one: a path, an address, a folder.

    ``folders`` holds the kind by the name of its folder. None if no kind is in it.
    """
    *before, _ = re.split(r"[/\\:]", written.strip().rstrip("/"))
    name = id_meant(written)
    kind = before[-1].strip().casefold() if before else ""
    near = folders.get(kind) or nearest(kind, [*kinds, *folders]) if kind else None
    near = folders.get(near or "", near or "")
    return f"{near}/{name}" if near and name else None


def day_meant(written: str) -> str | None:
    """Return the day in what somebody wrote for one, as in 2026-11-22; None if it is not plain.

    With slashes and the year at the end nobody knows which number is the day.
    """
    for pattern, order in ((r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", (1, 2, 3)),
                           (r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", (3, 2, 1))):  # fmt: skip
        match = re.fullmatch(pattern, written.strip("\"' "))
        if match:
            with suppress(ValueError):
                return datetime.date(*(int(match[place]) for place in order)).isoformat()
    return None


def version_meant(written: str) -> str | None:
    """Return the version in what somebody wrote for one, as in 1.0.0."""
    match = re.fullmatch(r"v?(\d{1,9})(?:[.,](\d{1,9}))?(?:[.,](\d{1,9}))?", written.strip(), re.I)
    return ".".join(str(int(part or 0)) for part in match.groups()) if match else None


def number_meant(written: str) -> str | None:
    """Return the one whole number in what somebody wrote for one, without quotation marks."""
    match = re.fullmatch(r"[^\d.,:\-\"']*?(?<!\d)(\d{1,9})(?:\s*[^\W\d_]+\.?)?", written.strip())
    return str(int(match[1])) if match else None


def language_meant(written: str) -> str | None:
    """Return the tag of a language in what somebody wrote for one."""
    tag = written.strip().replace("_", "-")
    if re.fullmatch(LANGUAGE, tag):
        return tag
    return LANGUAGES.get(tag.casefold())


LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
    "czech": "cs", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
    "hungarian": "hu", "turkish": "tr", "greek": "el", "russian": "ru", "arabic": "ar",
    "hebrew": "he", "hindi": "hi", "japanese": "ja", "chinese": "zh", "korean": "ko",
}  # fmt: skip
"""What people call the languages in which practices were asked for."""


def meant(written: str, words: Collection[str]) -> str | None:
    """Return the word of a vocabulary that somebody meant, or None if none is near."""
    flat = " ".join(re.sub(r"[_\s]+", " ", written.casefold()).split())
    if flat.replace(" ", "-") in words:
        return flat.replace(" ", "-")
    said = next((word for other, word in _MEANT if other == flat and word in words), None)
    return said or nearest(written, words)
