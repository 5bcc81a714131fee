"""What is found in the settings and the own pages of a site."""

from __future__ import annotations

from katabase.domain.checks.rule import Rule, Scope
from katabase.domain.problems import Level

WEAK_CONTRAST = Rule(
    id="weak-contrast",
    scope=Scope.PAGE,
    level=Level.WARNING,
    wrong="A colour of your own cannot be read on its ground.",
    mend="Words need a contrast of 4.5 to their ground, marks one of 3, or many people do not see "
    "them in the light of a hall. The message names the nearest colour of the same hue that does.",
)

FOREIGN_REQUEST = Rule(
    id="foreign-request",
    scope=Scope.PAGE,
    level=Level.WARNING,
    wrong="The site would ask another host for a font, a script, a style or a picture.",
    mend="On a closed network the page waits for it in vain, and elsewhere the other host learns "
    "who reads what. `font: false` below `theme` keeps the fonts of the device; other files lie in "
    "`docs/`. With Material's plugin `privacy` they are fetched once, when the site is built.",
)

BUILD = Rule(
    id="build",
    scope=Scope.PAGE,
    wrong="MkDocs would stop: for a setting, a plugin, a hook, or a page of the site's own.",
    mend="The words are those of MkDocs, of the plugin or of Jinja, and the place is where they "
    "mean. `katabase check` reads the settings and every page as `mkdocs build` does, when it "
    "looks at a whole site and not at single files; `--no-pages` leaves that out.",
    firm="there would be no site",
)

STRICT_BUILD = Rule(
    id="strict-build",
    scope=Scope.PAGE,
    level=Level.WARNING,
    wrong="MkDocs, or a plugin, would warn, and `mkdocs build --strict` would stop for it: a link "
    "or an anchor that leads nowhere, a page that no menu names, a setting that nobody knows.",
    mend="The message names the nearest page, anchor or setting, where one is near. What is meant "
    "as it is can be allowed in mkdocs.yml, below `validation` or with `not_in_nav`.",
)

NO_HOME = Rule(
    id="no-home",
    scope=Scope.PAGE,
    level=Level.WARNING,
    wrong="The site has no home page.",
    mend="Write `docs/index.md`: a sentence on who the site is for, and a link to the catalogue.",
)
