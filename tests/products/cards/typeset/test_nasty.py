"""Texts that nobody would write, and some that somebody will."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from katabase.products.cards.formats import CARD_FORMATS
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.runs import runs_of
from tests.support.cards.making import made_up
from tests.support.cards.oracle import Printed, clear_of_foot, outside, squeezed
from tests.support.cards.tagged import accessible

if TYPE_CHECKING:
    from katabase.products.cards.settings import Settings

LETTERS = st.sampled_from("aMgjWЖщλΩßéñŁçœ0189")
MARKUP = st.sampled_from(
    ["#", "[", "]", "$", "\\", "@", "<", ">", "*", "_", "`", "~", "//", "{{", "'", '"']
)
WORD = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.text(LETTERS, min_size=40, max_size=90),
    MARKUP,
    st.sampled_from(
        ["*so*", "**very**", "`code`", "[link](https://example.org)", '#read("x")', "10 %"]
    ),
)
LINE = st.lists(WORD, min_size=1, max_size=25).map(" ".join)
TITLE = st.text(LETTERS, min_size=1, max_size=60)


@budget(
    max_examples=40,
    deadline=None,
    # A counter-example as it was found says enough; to shrink it takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    title=TITLE,
    front=st.lists(LINE, min_size=1, max_size=12),
    back=st.lists(LINE, min_size=1, max_size=12),
    size=st.sampled_from(sorted(CARD_FORMATS)),
    style=st.sampled_from(["bullets", "numbered", "ticks", "lead"]),
    language=st.sampled_from(["en", "de", "ru", "el"]),
)
def test_a_card_is_printed_whole_or_refused(
    settings: Settings,
    title: str,
    front: list[str],
    back: list[str],
    size: str,
    style: str,
    language: str,
) -> None:
    card = made_up(title, front, back, style=style, language=language)
    made = next(set_cards([Job(card, size)], settings))
    if made.misfits:
        assert all(misfit.needs > misfit.has for misfit in made.misfits)
        return
    form = CARD_FORMATS[size]
    printed = Printed(made.files["pdf"])
    for page, face in enumerate(card.faces):
        glyphs = printed.glyphs(page)
        border = form.margin - 0.5
        box = (border, border, form.width - border, form.height - border)
        assert not outside(glyphs, *box)
        foot = f"Example Works made-up · 1.0.0 · 2026-11-22 · {card.digest}"
        assert clear_of_foot(glyphs, foot)
        text = printed.text(page)
        for line in face.variants[0].strings():
            assert squeezed(line) in text


def test_markup_is_printed_and_never_run(settings: Settings) -> None:
    lines = ['#panic("x")', "$ x^2 $", "= no heading", "@label <tag> \\ #{1 + 1}"]
    made = next(set_cards([Job(made_up("#title", lines, lines), "a6")], settings))
    text = Printed(made.files["pdf"]).text(0)
    for line in ["#title", *lines]:
        assert squeezed(line) in text


@pytest.mark.parametrize("size", sorted(CARD_FORMATS))
def test_a_word_that_is_wider_than_the_card_is_refused(size: str, settings: Settings) -> None:
    card = made_up("Title", ["W" * 90], ["ok"])
    [misfit] = next(set_cards([Job(card, size)], settings)).misfits
    assert (misfit.side, misfit.what) == ("front", "word")
    assert misfit.needs > misfit.has > 70


def test_too_many_lines_are_refused_with_both_measures(settings: Settings) -> None:
    card = made_up("Title", ["one two three " * 12] * 16, ["ok"])
    [misfit] = next(set_cards([Job(card, "3x5")], settings)).misfits
    assert (misfit.side, misfit.what) == ("front", "text")
    assert misfit.needs > misfit.has > 30


def test_a_title_that_cannot_be_broken_is_refused(settings: Settings) -> None:
    [front, back] = next(set_cards([Job(made_up("W" * 60, ["a"], ["b"]), "3x5")], settings)).misfits
    assert front.what == back.what == "title"


def test_german_is_hyphenated(settings: Settings) -> None:
    line = "Arbeitsunfähigkeitsbescheinigung und Geschwindigkeitsbegrenzung " * 4
    card = made_up("Titel", [line.strip()], ["ok"], language="de")
    pdf = next(set_cards([Job(card, "a6")], settings)).files["pdf"]
    raw = Printed(pdf).document[0].get_textpage().get_text_range()
    assert "\ufffe" in raw or "\x02" in raw
    assert squeezed(line) in Printed(pdf).text(0)


def test_arabic_reads_from_right_to_left(settings: Settings) -> None:
    lines = ["ما هي الحالة المستهدفة؟", "ما هي الحالة الفعلية الآن؟"]
    card = made_up("دورة التدريب", lines, lines, language="ar")
    assert settings.fonts.missing("".join(card.strings())) == []
    printed = Printed(next(set_cards([Job(card, "a6")], settings)).files["pdf"])
    letters = [glyph for glyph in printed.glyphs(0) if "\u0600" <= glyph.text <= "\u06ff"]
    assert not outside(printed.glyphs(0), 5.5, 5.5, 142.5, 99.5)
    assert max(glyph.right for glyph in letters) > 135  # begins at the right edge
    [code] = printed.codes(0)
    assert code.x < 40  # the whole card is mirrored
    label = [g for g in printed.glyphs(0) if g.bottom < min(letter.top for letter in letters)]
    assert sorted(glyph.text for glyph in label) == sorted("StarterkataThesteps")
    assert min(glyph.left for glyph in label) > 74  # kind and caption stand above the title
    assert max(glyph.right for glyph in label) > 135


@pytest.mark.parametrize("size", sorted(CARD_FORMATS))
def test_arabic_can_be_read_out_as_it_was_written(size: str, settings: Settings) -> None:
    """A screen reader and a search see the text of the PDF, not its picture."""
    lines = [
        "ما هي الحالة المستهدفة؟",
        "ما هي الحالة الفعلية الآن؟",
        "ماذا تعلمت من الخطوة؟",
    ]
    card = made_up("دورة التدريب", lines, lines[::-1], language="ar")
    made = next(set_cards([Job(card, size)], settings))
    accessible(made.files["pdf"])
    assert len(made.files["pdf"]) <= 40_000
    for page, face in enumerate(card.faces):
        text = Printed(made.files["pdf"]).text(page)
        for line in face.variants[0].strings():
            assert text.count(squeezed(line)) == 1, line


def test_marks_become_runs() -> None:
    assert runs_of("see *this* and **that**, `x` and [the page](path/x)") == (
        ("see ", ""),
        ("this", "em"),
        (" and ", ""),
        ("that", "strong"),
        (", x and the page", ""),
    )
