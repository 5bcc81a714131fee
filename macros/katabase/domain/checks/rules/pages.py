"""What is wrong with the pages that a site has beside those of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katabase.domain.checks.rule import Rule, Scope, of_file
from katabase.domain.checks.rules import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from katabase.domain.library import Library
    from katabase.domain.problems import Problem

MACRO = Rule(
    id="macro",
    scope=Scope.PAGE,
    wrong="A macro is called with something that does not exist, or in a site without the plugin "
    "`macros`.",
    mend="The message names the page, the line and the nearest word. `link` and the others take "
    "the kind and the id of a practice. Without the plugin readers see the braces: add `macros` to "
    "`plugins` in `mkdocs.yml`.",
    firm="the page would have a hole",
)

TAKEN_ADDRESS = Rule(
    id="taken-address",
    scope=Scope.PAGE,
    wrong="A page of the site's own stands at the address of a practice.",
    mend="The address of a practice is its own for ever, those that it had formerly included: "
    "printed codes lead there. Give the page's file another name. If it is meant to take the place "
    "of the practice's page, write `replaces: true` at its head, between two lines `---`.",
    firm="one of the two pages would be lost",
)


def foreign_names(own: Iterable[str]) -> Iterator[Problem]:
    """Yield the files, as people see them, whose names are no text: no address leads there."""
    for name in own:
        if any("\ud800" <= char <= "\udfff" for char in name):
            message = "expected a name in UTF-8, found one in another encoding"
            hint = "rename the file; plain letters, digits and hyphens hold everywhere"
            yield files.NOT_UTF_8.problem(of_file(name, message, hint))


def taken_addresses(library: Library, own: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the site's own pages that stand where a practice is, or once was.

    ``own`` holds their files, as people see them, by the address of the page.
    """
    for entry in library.ordered():
        page = own.get(entry.address)
        if page:
            message = f"stands at the address of {entry.filename}, and would be lost"
            yield TAKEN_ADDRESS.problem(of_file(page, message, "rename one of the two"))
        for old in entry.practice.formerly:
            page = own.get(f"{entry.kind.folder}/{old}/")
            if page:
                message = f'stands at the former address "{old}" of {entry.filename}'
                yield TAKEN_ADDRESS.problem(of_file(page, message, "rename the page"))
