"""What is found while the cards are set."""

from __future__ import annotations

from katabase.domain.checks.rule import Rule, Scope

CARD_TOO_LONG = Rule(
    id="card-too-long",
    scope=Scope.CARD,
    wrong="At the smallest type a face does not hold its text, a word or the title.",
    mend="The message gives millimetres and the size of the card. Shorten what stands there, or "
    "give the card words of its own under `card`: the page keeps the long ones.",
    firm="the card could not be printed",
)
CARD_GLYPH = Rule(
    id="card-glyph",
    scope=Scope.CARD,
    wrong="No font of the cards has a character.",
    mend="Write the sign that the message names: it is the nearest one that prints. Or name a font "
    "that has the character in `mkdocs.yml` under `plugins: katabase: cards: fonts`; the first "
    "font that has a character prints it. In the folder of a site this is checked without "
    "`--cards` too.",
    firm="the card could not be printed",
)
CARD_TOO_LARGE = Rule(
    id="card-too-large",
    scope=Scope.CARD,
    wrong="A finished PDF has more than 40,000 bytes, and 300 for each letter that is not ASCII.",
    mend="Cards are downloaded by phone, where the signal is weak. Nearly always the logo is to "
    "blame: best is an SVG of few shapes.",
)
