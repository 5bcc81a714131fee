"""Pictures of practices: what they show, that nothing leaves them, and that all have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katabase.domain.kinds.figure import (
    Board,
    Field,
    Flow,
    Phase,
    Route,
    Stop,
    Stretch,
    Timeline,
)
from katabase.domain.kinds.practice import Developing
from katabase.domain.messages import messages
from katabase.domain.vocabulary import Answer
from katabase.products.diagrams.drawing import FILES, NARROW, WIDE, drawn_of
from katabase.products.diagrams.measure import width, wrap
from tests.support.diagrams import FIGURES, GOLDEN, SVG, drawn, faults

if TYPE_CHECKING:
    from katabase.domain.kinds.figure import Figure
    from katabase.domain.library import Library


@pytest.mark.parametrize("wide", FILES)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_each_sort_is_drawn_as_before(name: str, wide: int) -> None:
    """After a change of drawing: python -m tests.support.diagrams, and look at the files."""
    golden = (GOLDEN / f"{name}-{wide}.svg").read_text(encoding="utf-8")
    assert drawn(FIGURES[name], wide) == golden
    assert faults(golden) == []


LONG = ("Experimentierprotokoll", "Verantwortungsübernahmebereitschaft", "x" * 60, "W" * 40)
OTHER = ("現状を把握する", "改善", "الهدف", "ملاحظة", "Hindernis-Parkplatz")
WORDS = st.sampled_from(("go", "look", "and", *LONG, *OTHER))
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: " ".join(words)[:60])
NONE_OR_TITLE = st.one_of(st.just(""), TITLES)
LANGUAGES = st.sampled_from(["en", "de", "ja", "ar"])


@st.composite
def flows(draw: Any) -> Flow:
    bare, stair = draw(st.booleans()), draw(st.booleans())
    phases, number = [], 0
    for _ in range(draw(st.integers(1, 6))):
        stops = []
        for _ in range(draw(st.integers(1, 20 if number == 0 else 5))):
            number += 1
            stops.append(Stop(f"s{number}", str(number), "" if bare else draw(TITLES)))
        side = draw(st.sampled_from(["", "Back"]))
        phases.append(Phase(draw(TITLES if bare else NONE_OR_TITLE), tuple(stops), side))
    again = None
    if draw(st.booleans()):
        at = draw(st.integers(0, len(phases) - 1))
        again = at, draw(st.integers(0, len(phases[at].stops) - 1))
    who = tuple(draw(st.lists(st.sampled_from(["Coach", "Learner"]), max_size=2)))
    return Flow(tuple(phases), "told", stair and not bare, again, draw(TITLES), who)


boards = st.builds(
    Field, TITLES, st.sampled_from(["", "1", "12"]), st.sampled_from([None, 1, 2, 3, 4])
)
spans = st.tuples(TITLES, st.integers(1, 30), st.lists(st.sampled_from(["trait", "path"])))


@st.composite
def timelines(draw: Any) -> Timeline:
    stages, at = [], draw(st.integers(1, 40))
    for title, long, found in draw(st.lists(spans, min_size=2, max_size=9)):
        name = f"Weeks {at}–{at + long - 1}"
        stages.append(Stretch(title, name, at, at + long - 1, tuple(found)))
        at += long
    return Timeline(tuple(stages), "told")


@st.composite
def routes(draw: Any) -> Route:
    items = st.lists(st.sampled_from(Answer), min_size=1, max_size=20)
    stops = tuple(
        Phase(draw(TITLES), tuple(Stop("", answer=each) for each in draw(items)))
        for _ in range(draw(st.integers(1, 9)))
    )
    after = tuple(draw(st.lists(st.just("Debrief with the coach"), max_size=2)))
    answers = tuple((each, each.label) for each in Answer)
    return Route(draw(st.sampled_from(["", "Before you go"])), stops, after, answers, "told")


ANY = st.one_of(
    flows(),
    st.lists(boards, min_size=1, max_size=9).map(lambda fields: Board(tuple(fields), "told")),
    timelines(),
    routes(),
)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(figure=ANY, wide=st.sampled_from(list(FILES)), language=LANGUAGES)
def test_nothing_leaves_a_picture_and_no_words_lie_on_others(
    figure: Figure, wide: int, language: str
) -> None:
    assert faults(drawn(figure, wide, language)) == []


@settings(max_examples=100, deadline=None)
@given(text=TITLES, room=st.integers(20, 300), bold=st.booleans())
def test_lines_fit_and_keep_every_letter(text: str, room: int, bold: bool) -> None:
    lines = wrap(text, room, 13, bold=bold)
    assert all(width(line, 13, bold=bold) <= room or len(line) <= 2 for line in lines)
    kept = "".join(lines).replace("-", "").replace(" ", "")
    assert kept == "".join(text.split()).replace("-", "")


def test_every_practice_that_is_run_has_a_picture_and_says_it_in_words(shipped: Library) -> None:
    """Traits are read and not run: a picture would show nothing of them."""
    for entry in shipped.ordered():
        picture = drawn_of(entry, messages())
        assert (picture is not None) == isinstance(entry.practice, Developing), entry.ref
        for each in (picture.narrow, picture.wide) if picture else ():
            root = Xml.fromstring(each.svg)
            assert faults(each.svg) == [], (entry.ref, each.name)
            assert root.get("role") == "img"
            labels = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
            ids = [label.get("id") for label in labels if label is not None and label.text]
            assert root.get("aria-labelledby") == " ".join(map(str, ids)) == "t d"
            assert len(each.svg) < 8_000, entry.ref
        if picture:
            assert (picture.narrow.width, picture.wide.width) == (NARROW, WIDE)
            assert 10 < len(picture.told) < 400, (entry.ref, picture.told)


def test_the_five_questions_turn_the_card_and_come_back(shipped: Library) -> None:
    picture = drawn_of(shipped.entries["questions/five-questions"], messages())
    assert picture
    assert picture.told == (
        "The five questions: 1 to 2. Reflection on the last step: 1 to 4. "
        "The five questions: 3 to 5. Daily."
    )


@pytest.mark.parametrize("name", ["achieve-by-date-review", "stuck-learners"])
def test_panels_of_several_rows_stand_in_columns(name: str, shipped: Library) -> None:
    """On a phone a set of questions has two panels a row, and rows begin and end alike."""
    picture = drawn_of(shipped.entries[f"questions/{name}"], messages())
    assert picture
    panels = Xml.fromstring(picture.narrow.svg).iter(f"{SVG}rect")
    wides = [each.get("width") for each in panels if each.get("class") in ("p", "o")]
    assert len(wides) > 4
    assert len(set(wides)) == 1


def test_an_author_may_leave_a_picture_out(shipped: Library) -> None:
    entry = shipped.entries["starter-kata/improvement-kata"]
    practice = entry.practice
    assert isinstance(practice, Developing)
    without = practice.model_copy(update={"diagram": type(practice.diagram)(sort="none")})
    assert entry.kind.figure_of(without, messages()) is None
    plain = practice.model_copy(update={"diagram": None})
    figure = entry.kind.figure_of(plain, messages())
    assert isinstance(figure, Flow)
    assert (figure.again, figure.label, figure.stair) == ((0, 0), "Daily", False)
