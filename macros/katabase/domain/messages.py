"""The words of the interface: every word that a reader sees and that is not content.

English is the source: it stands in the code, marked by ``_``, ``say`` or ``N_``. Other
languages are catalogues of gettext in ``locale/<language>/katabase.po``, read by Babel;
a word that a catalogue lacks stays English. ``make messages`` writes the template of all
catalogues, ``locale/katabase.pot``, from the code.

Dates and plurals follow the Unicode locale data that Babel brings.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from katabase.domain import pseudo
from katabase.domain.scripts import direction

if TYPE_CHECKING:
    import datetime
    from importlib.resources.abc import Traversable

SOURCE = "en"
"""The language in which the code speaks."""

CAPITALS = ("de", "lb")
"""Languages that write nouns with a capital letter wherever they stand."""

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language as a tag (BCP 47)."""

KEY = "key"
"""The context in which the catalogues say what keys of files are called."""

FROM_LEFT, ENDED = "\u2066", "\u2069"
"""What begins and ends a text that runs from the left (Unicode, UAX #9)."""

NAME = "katabase"
"""What a catalogue is called."""


def N_(text: str) -> str:  # noqa: N802 the name that every tool of gettext knows
    """Mark a text for the catalogues where it is written; where it is shown, it is said."""
    return text


class Isolated(gettext.NullTranslations):
    """English among words that run from the right.

    Each text is held together by characters of Unicode: without them, "15 min" is shown as
    "min 15", "1 of 2" as "of 2 1", and a full stop before its sentence.
    """

    def gettext(self, message: str) -> str:
        """Return a text of the interface, as it stands in the code, from the left."""
        return f"{FROM_LEFT}{message}{ENDED}" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that a number takes in English, from the left."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class Messages:
    """The words of the interface in one language."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations, locale: Locale) -> None:
        self.language = language
        """The tag of the language, as in ``de`` or ``pt-BR``."""
        self.catalogue = catalogue
        self.locale = locale

    def __call__(self, text: str, **values: object) -> str:
        """Return a text of the interface with values in the places of their names.

        The places are written as in ``%(name)s``, as gettext's tools know them.
        """
        said = self.catalogue.gettext(text)
        return said % values if values else said

    def key(self, name: str) -> str:
        """Return what a key of a file is called.

        A word may mean something else there than elsewhere: the ``start`` of a stage is a day,
        that of a measure a value. So keys have a context of their own in the catalogues; one
        that they do not know, as of an organisation's kind, is said as anywhere.
        """
        said = self.catalogue.pgettext(KEY, name)
        return self(name) if said == name else said

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the form that a number takes, with it in the place of ``%(num)s``."""
        return self.catalogue.ngettext(one, many, number) % {"num": number, **values}

    def within(self, label: str) -> str:
        """Return a label as it stands within a sentence: in small letters, but for languages
        that write their nouns with a capital.
        """
        return label if self.locale.language in CAPITALS else label.lower()

    def name_of(self, language: str) -> str:
        """Return what a language is called in this one, as in "German" for ``de``."""
        try:
            return Locale.parse(language, sep="-").get_display_name(self.locale) or language
        except (ValueError, UnknownLocaleError):
            return language

    def date(self, day: datetime.date) -> str:
        """Return a day with its month as a word, as in "22 November 2026"."""
        return format_date(day, "long", locale=self.locale)


@cache
def messages(language: str = SOURCE) -> Messages:
    """Return the words of the interface in a language.

    A language without a catalogue is answered in English, in one from the right held
    together (``Isolated``), one of a region (``de-AT``) by the language's own. Dates follow
    the language as far as Babel knows it.
    """
    if pseudo.is_pseudo(language):
        return Messages(language, pseudo.Catalogue(), Locale.parse("en_GB"))
    return Messages(language, _catalogue(language), _locale(language))


def of_scripts(say: Messages) -> dict[str, str | list[str]]:
    """Return what the scripts say in a language, by the English of it; nothing in English.

    A text that depends on a number has all its forms, in the order of the catalogue.
    """
    if type(say.catalogue) is gettext.NullTranslations:
        return {}
    with files("katabase").joinpath("locale", f"{NAME}.pot").open("rb") as file:
        template = read_po(file)
    found: dict[str, str | list[str]] = {}
    for message in template:
        if any("/assets/" in path for path, _ in message.locations):
            if not isinstance(message.id, str):
                one, many = message.id
                numbers = _one_number_of_each_form(say)
                found[one] = [say.catalogue.ngettext(one, many, number) for number in numbers]
            else:
                found[message.id] = say(message.id)
    return found


def _one_number_of_each_form(say: Messages) -> list[int]:
    """Return a number that takes each form of the language, in the order of Unicode's names."""
    named: dict[str, int] = {}
    for number in (1, 0, 2, 3, 11, 100, 5, 1_000_000):
        named.setdefault(say.locale.plural_form(number), number)
    order = ("zero", "one", "two", "few", "many", "other")
    return [named[name] for name in order if name in named]


def speaks(language: str) -> bool:
    """Say whether the interface speaks a language."""
    return is_source(language) or pseudo.is_pseudo(language) or _file(language) is not None


def languages() -> list[str]:
    """Return the tags of all languages that the interface speaks."""
    folders = [each.name for each in _folder().iterdir() if each.joinpath(f"{NAME}.po").is_file()]
    return [SOURCE, *sorted(folders)]


def is_source(language: str) -> bool:
    """Say whether a language is the one in which the code speaks, whatever its region."""
    return language.partition("-")[0].lower() == SOURCE and not pseudo.is_pseudo(language)


def own_name(language: str) -> str:
    """Return what a language is called in itself, as in "Deutsch", also one we do not speak."""
    try:
        said = Locale.parse(language, sep="-").get_display_name() or language
    except (ValueError, UnknownLocaleError):
        return language
    return said[:1].upper() + said[1:]


def is_language(tag: str) -> bool:
    """Say whether a name is the tag of a language that people speak, as in ``de`` or ``pt-BR``."""
    if not TAG.fullmatch(tag):
        return False
    return localedata.exists(tag.partition("-")[0])


def _folder() -> Traversable:
    return files("katabase") / "locale"


def _file(language: str) -> Traversable | None:
    for name in dict.fromkeys((language, language.partition("-")[0].lower())):
        path = _folder() / name / f"{NAME}.po"
        if path.is_file():
            return path
    return None


def _catalogue(language: str) -> gettext.NullTranslations:
    path = None if is_source(language) else _file(language)
    if path is None:
        return Isolated() if direction(language) == "rtl" else gettext.NullTranslations()
    packed = io.BytesIO()
    write_mo(packed, read_po(io.BytesIO(path.read_bytes())))
    packed.seek(0)
    return gettext.GNUTranslations(packed)


def _locale(language: str) -> Locale:
    """Return what Babel knows of a language; dates in plain English are written as in Britain."""
    tag = "en-GB" if language == SOURCE or not speaks(language) else language
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")
