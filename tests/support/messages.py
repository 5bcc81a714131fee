"""Write the template of all catalogues from the code, and bring the catalogues up to it.

    python tests/support/messages.py

What a catalogue no longer needs is dropped, what is new stands there without a translation.
Dates and line numbers are left out: the same words give the same files.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from katabase.domain.kinds.registry import kinds
from katabase.domain.messages import KEY
from katabase.products.proposing import facts, form

MACROS = Path(__file__).parent.parent.parent / "macros"
LOCALE = MACROS / "katabase" / "locale"
FORM = "katabase/products/proposing/form.py"
SENTENCES = "katabase/domain/reading/sentences.py"
KEYWORDS = {"N_": None, "say": None, "_": None, "plural": (1, 2), "ngettext": (1, 2)}
"""What marks a text: in Python and scripts ``say`` and ``plural``, in templates gettext's own."""


def template() -> Catalog:
    """Return all words of the interface, each with the files in which it stands."""
    with (MACROS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog(project="katabase", charset="utf-8", fuzzy=False)
    found = extract_from_dir(MACROS, methods, options, KEYWORDS, comment_tags=("Translators:",))
    for name, _, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        if "/vendor/" not in name and not _empty(message):
            catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    _add_of_forms(catalog)
    return catalog


def _add_of_forms(catalog: Catalog) -> None:
    """Add what the form of a kind says of its keys and of their values."""
    own = [kind for kind in kinds() if kind.model.__module__.startswith("katabase.")]
    keys = {each for kind in own for each in form.keys_of(kind.model)}
    for key, name, hint in sorted(keys):
        catalog.add(name, None, [(FORM, 0)], context=KEY)
        if hint:
            catalog.add(hint, None, [(FORM, 0)], auto_comments=[f"Below the field {key}."])
    for text in sorted(set(filter(None, facts.texts()))):
        catalog.add(text, None, [(SENTENCES, 0)])


def _empty(message: str | tuple[str, ...]) -> bool:
    return not (message if isinstance(message, str) else message[0]).strip()


def as_text(catalog: Catalog) -> str:
    """Return a catalogue as the text of its file."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, omit_header=True, include_lineno=False, sort_by_file=False)
    language = f'"Language: {catalog.locale}\\n"\n' if catalog.locale else ""
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n' if catalog.locale else ""
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f"{head}{language}{plural}\n{file.getvalue().decode().strip()}\n"


def main() -> None:
    """Write the files."""
    words = template()
    (LOCALE / "katabase.pot").write_text(as_text(words), encoding="utf-8")
    for path in sorted(LOCALE.glob("*/katabase.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.name.replace("-", "_"))
        catalog.update(words, no_fuzzy_matching=True, keep_user_comments=True)
        catalog.obsolete.clear()
        path.write_text(as_text(catalog), encoding="utf-8")


if __name__ == "__main__":
    main()
