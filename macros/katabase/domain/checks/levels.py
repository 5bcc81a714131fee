"""How bad a rule is in one site: an organisation's choice over that of the rules.

In mkdocs.yml: ``plugins: katabase: checks: {rule-id: off | warning | error}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from katabase.domain.checks.registry import registry
from katabase.domain.problems import Level, OptionError, Problem, nearest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

OFF = "off"
CHOICES: dict[object, Level | None] = {
    OFF: None,
    False: None,  # YAML reads the word off without quotes like this
    **{str(level): level for level in Level},
}


class LevelsError(OptionError):
    """A setting of the checks that cannot be used."""


@dataclass(frozen=True)
class Levels:
    """The levels that a site has chosen, by the id of the rule; None turns a rule off."""

    chosen: Mapping[str, Level | None] = field(default_factory=dict)

    def of(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems as bad as the site has them, without those turned off."""
        found = [(self.chosen.get(problem.rule, problem.level), problem) for problem in problems]
        return [replace(problem, level=level) for level, problem in found if level is not None]


def levels_from(options: object) -> Levels:
    """Return the levels of ``plugins: katabase: checks:``.

    Raises LevelsError with the rule, what was expected and what was found.
    """
    if options is None:
        return Levels()
    if not isinstance(options, Mapping):
        raise _error("", 'rules with a level, as in "no-source: off"', options)
    return Levels({_known(rule): _level(str(rule), value) for rule, value in options.items()})


def _error(rule: str, expected: str, found: object, hint: str = "") -> LevelsError:
    loc = ("plugins", "katabase", "checks", *([rule] if rule else []))
    said = visible(str(found))[:80]
    return LevelsError(loc, f"expected {expected}, found {said!r}{f'; {hint}' if hint else ''}")


def _known(rule: object) -> str:
    if isinstance(rule, str) and rule in registry():
        return rule
    near = nearest(str(rule), registry())
    hint = f'did you mean "{near}"?' if near else "each message ends with the id of its rule"
    raise _error("", "the id of a rule", rule, hint)


def _level(rule: str, value: object) -> Level | None:
    if not isinstance(value, str | bool) or value not in CHOICES:
        raise _error(rule, "off, warning or error", value)
    level = CHOICES[value]
    if registry()[rule].firm and level is not Level.ERROR:
        reason = registry()[rule].firm
        raise _error(rule, f"error, because {reason}", OFF if level is None else level)
    return level
