"""The names of all pictures in the docs that ``make screenshots`` makes."""

ONE_OF_EACH = (
    "starter-kata/coaching-cycle",
    "trait/mirror-and-window",
    "questions/tbp-coaching",
    "checklist/coaching-observation",
    "path/new-coach",
)
"""The practices whose cards are shown in two designs."""

SCHEMES = ("light", "dark")

CYCLE, WALK, HOME, QUESTIONS = "cycle-phone", "safety-walk-phone", "home-desktop", "questions-phone"
FILM = "cycle-film"
PAGE, CARD = "proposal-phone", "proposal-card"


def design(ref: str) -> str:
    """Return the name of the picture of a practice's card in two designs."""
    return f"design-{ref.partition('/')[0]}"


def components(scheme: str) -> str:
    """Return the name of the picture of all components in a colour scheme."""
    return f"components-{scheme}"


ALL = {
    *(CYCLE, WALK, HOME, QUESTIONS, FILM, PAGE, CARD),
    *map(design, ONE_OF_EACH),
    *map(components, SCHEMES),
}
