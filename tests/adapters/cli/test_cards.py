"""``katabase cards`` as a person types it, in a folder of their own."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from katabase.adapters.cli import main
from katabase.products.cards.formats import CARD_FORMATS, DEFAULT_FORMATS
from katabase.products.cards.typeset import batch
from tests.conftest import CASES
from tests.support.cards.oracle import Printed
from tests.support.commands import katabase

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CASES / "library", tmp_path / "kata")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    """Replace a text that stands once in the starter kata of the folder."""
    path = folder / "kata" / "starter-kata" / "starting-on-time.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def call(*arguments: str) -> Result:
    """Run a command; all that it says is in the result's output, on every version of click."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_deck_on_sheets(folder: Path) -> None:
    base = "https://kata.example.org"
    result = call("cards", "--size", "3x5", "--sheet", "a4", "--base", base, "--out", "deck.pdf")
    assert result.exit_code == 0, result.output
    printed = Printed((folder / "deck.pdf").read_bytes())
    assert len(printed) == 4  # five cards, four on a sheet, two sides
    assert printed.size(0) == pytest.approx((210, 297), abs=0.1)
    assert [len(printed.codes(page)) for page in range(4)] == [4, 4, 1, 1]


def test_cards_and_worksheets_speak_the_language_of_the_site(folder: Path) -> None:
    """A practice in its words, where the library has them; worksheets always."""
    words = CASES / "layers/german-plant/de/questions/three-questions.yml"
    place = folder / "kata/de/questions/three-questions.yml"
    place.parent.mkdir(parents=True)
    shutil.copy(words, place)
    (folder / "mkdocs.yml").write_text("theme: {name: material, language: de}\n", encoding="utf-8")
    assert call("cards", "three-questions", "starting-on-time", "--out", "de.pdf").exit_code == 0
    printed = Printed((folder / "de.pdf").read_bytes())
    assert "DreiFragen" in printed.text(0)
    assert "Startingontime" in printed.text(2)
    assert call("worksheets", "--out", "sheets").exit_code == 0
    sheet = Printed((folder / "sheets/storyboard-a4.pdf").read_bytes())
    assert "Zielzustand" in sheet.text(0)


def test_one_card_by_its_id_without_a_code(folder: Path) -> None:
    result = call("cards", "starting-on-time", "--out", "one.pdf")
    assert result.exit_code == 0, result.output
    assert "no QR code" in result.output
    printed = Printed((folder / "one.pdf").read_bytes())
    assert len(printed) == 2
    assert printed.codes(0) == []


def test_the_address_comes_from_the_settings_and_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mkdocs.yml").write_text('site_url: !ENV [SITE_URL, ""]\n', encoding="utf-8")
    monkeypatch.setenv("SITE_URL", "https://kata.example/team/")
    result = call("cards", "starting-on-time", "--out", "one.pdf")
    assert result.exit_code == 0, result.output
    assert "the codes lead to https://kata.example/team/" in result.output
    codes = Printed((folder / "one.pdf").read_bytes()).codes(0)
    assert len(codes) == 1
    assert "https://kata.example/team/" in str(codes[0])


def test_sites_share_what_they_have_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card that one site has set is not set by another one that names the same folder."""
    settings = "plugins: [{katabase: {cache: !ENV [SHARED, .cache/katabase]}}]\n"
    for name in ("one", "two"):
        shutil.copytree(folder / "kata", folder / name / "kata")
        (folder / name / "mkdocs.yml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("SHARED", "../shared")
    monkeypatch.chdir(folder / "one")
    assert call("cards", "starting-on-time", "--out", "one.pdf").exit_code == 0
    monkeypatch.setattr(batch, "set_card", lambda *_: pytest.fail("was set again"))
    monkeypatch.chdir(folder / "two")
    assert call("cards", "starting-on-time", "--out", "two.pdf").exit_code == 0
    assert (folder / "two/two.pdf").read_bytes() == (folder / "one/one.pdf").read_bytes()
    assert not list(folder.glob("*/.cache"))


def test_the_codes_of_a_site_with_versions_lead_to_the_latest(folder: Path) -> None:
    settings = "site_url: https://kata.example/team\nextra: {version: {default: latest}}\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert call("cards", "starting-on-time", "--out", "one.pdf").exit_code == 0
    codes = Printed((folder / "one.pdf").read_bytes()).codes(0)
    assert "https://kata.example/team/latest/" in str(codes[0])


@pytest.mark.parametrize(
    ("arguments", "pages", "size"),
    [
        (["--sheet", "poster-a3", "--copies", "2"], 4, (420, 297)),
        (["--sheet", "bleed", "--size", "3x5"], 2, (127 + 17, 76.2 + 17)),
    ],
)
def test_posters_and_print_shops(
    folder: Path, arguments: list[str], pages: int, size: tuple[float, float]
) -> None:
    result = call("cards", "starting-on-time", *arguments, "--out", "one.pdf")
    assert result.exit_code == 0, result.output
    printed = Printed((folder / "one.pdf").read_bytes())
    assert len(printed) == pages
    assert printed.size(0) == pytest.approx(size, abs=0.1)


def test_a_card_may_have_copies_of_its_own(folder: Path) -> None:
    """Also in a ready deck, whose other cards have as many as all of them."""
    arguments = ("starting-on-time:3", "--deck", "first-week", "--copies", "2")
    base = "https://kata.example.org"
    assert call("cards", *arguments, "--base", base, "--out", "deck.pdf").exit_code == 0
    printed = Printed((folder / "deck.pdf").read_bytes())
    found = Counter(code.text for page in range(len(printed)) for code in printed.codes(page))
    named = {address.partition("?")[0].split("/")[-2]: count for address, count in found.items()}
    assert named.pop("starting-on-time") == 2 * 3
    assert len(named) > 1
    assert set(named.values()) == {2 * 2}


def test_pictures(folder: Path) -> None:
    assert call("cards", "starting-on-time", "--png", "--out", "pictures").exit_code == 0
    names = sorted(path.name for path in (folder / "pictures").iterdir())
    assert [name.rpartition("-")[2] for name in names] == ["back.png", "front.png"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["starting-on-tme"], 'did you mean "starting-on-time"?'),
        (["--deck", "first-wek"], 'did you mean "first-week"?'),
        (["--since", "yesterday"], "expected a date as in"),
        (["--back-shift", "left"], "expected millimetres"),
        (["--base", "kata.example.org"], "https:// or http://"),
        (["--out", "kata"], "cannot be written"),
        (["--sides", "fold"], "--sides fold has an effect on sheets of cards only"),
        (["--front-shift", "1,0"], "--front-shift has an effect on sheets of cards only"),
        (["--back-shift", "0,-1"], "--back-shift has an effect on sheets of cards only"),
        (["--sheet", "bleed", "--sides", "fold"], "--sides fold has an effect on sheets of ca"),
        (["--png", "--copies", "6"], "expected one of them, found both"),
        (["--png", "starting-on-time:2"], "expected one of them, found both"),
        (["starting-on-time:0"], 'expected copies from 1 to 50 behind the colon, found "0"'),
        (["--png", "--sheet", "a4"], "expected one of them, found both"),
        (["--since", ""], "expected a day as in 2026-11-22 or a version, found nothing"),
        (["--deck", ""], "expected a path's id or a kind's folder such as traits, found nothing"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(folder: Path, arguments: list[str], words: str) -> None:
    result = call("cards", *arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_former_id_prints_the_card_that_it_became(folder: Path) -> None:
    for name in ("on-time", "starter-kata/on-time"):
        result = call("cards", name, "starting-on-time", "--out", "one.pdf")
        assert result.exit_code == 0, result.output
        assert "one.pdf: 1 card" in result.output
        assert "startingontime" in Printed((folder / "one.pdf").read_bytes()).text(0)


@pytest.mark.parametrize("name", ["on-time", "starting-on-time", "starter-kata/starting-on-time"])
@pytest.mark.parametrize(
    ("successor", "words"),
    [
        ("successor: checklist/desk-walk\n", "print checklist/desk-walk instead"),
        ("", "nothing has replaced it"),
    ],
)
def test_a_retired_practice_has_no_card(
    folder: Path, name: str, successor: str, words: str
) -> None:
    edit(folder, "status: proven\n", f"status: retired\n{successor}")
    result = call("cards", name, "--out", "one.pdf")
    assert result.exit_code == 2
    assert f"starter-kata/starting-on-time is retired and has no card any more; {words}" in (
        result.output
    )
    assert not (folder / "one.pdf").exists()


def test_since_the_day_of_a_change_takes_that_change(folder: Path) -> None:
    for day, said in (("2026-02-03", "1 card"), ("2026-02-04", "nothing to print")):
        assert said in call("cards", "on-time", "--since", day, "--out", "again.pdf").output
    assert "on that day or later" in " ".join(call("cards", "--help").output.split())


def test_since_a_date_takes_only_what_changed_from_it_on(folder: Path) -> None:
    assert "nothing to print" in call("cards", "--since", "2999-01-01").output
    result = call("cards", "--since", "2000-01-01", "--out", "again.pdf")
    assert "5 cards" in result.output


def test_a_card_that_is_too_long_is_an_error_of_check_and_of_cards(folder: Path) -> None:
    path = folder / "kata" / "starter-kata" / "starting-on-time.yml"
    lines = "".join(f'      - "{"many words on one line " * 12}"\n' for _ in range(14))
    path.write_text(path.read_text(encoding="utf-8") + f"card:\n  front:\n    lines:\n{lines}")
    checked = call("check", "--cards")
    assert checked.exit_code == 1
    [line] = [line for line in checked.output.splitlines() if "3 × 5" in line]
    assert "starter-kata/starting-on-time.yml:" in line
    assert "card front, 3 × 5 in: at the smallest type, 7 pt, the text is" in line
    assert "expected at most" in line
    assert call("check", "--no-cards").exit_code == 0
    assert call("cards", "--size", "3x5", "--out", "x.pdf").exit_code == 1
    assert not (folder / "x.pdf").exists()


def make_a_site(folder: Path) -> None:
    """Write what a build needs besides, so that the check finds nothing to say of it."""
    (folder / "mkdocs.yml").write_text("site_name: Ours\nplugins: [katabase]\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Ours\n", encoding="utf-8")


@pytest.mark.parametrize("arguments", [["check"], ["check", "--no-cards"]])
def test_a_character_without_a_glyph_is_named(folder: Path, arguments: list[str]) -> None:
    make_a_site(folder)
    edit(folder, "title: Write the minute", "title: Write 計画 ✔ → the minute ≥ ☎")
    result = katabase(*arguments)
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    assert sorted(line.partition("; ")[2] for line in said) == [
        "pip install noto-cjk-sans-jp-regular, and name it: mkdocs.yml, plugins: katabase: cards: "
        "fonts: [noto_cjk_sans_jp_regular] [card-glyph]",
        "pip install noto-cjk-sans-jp-regular, and name it: mkdocs.yml, plugins: katabase: cards: "
        "fonts: [noto_cjk_sans_jp_regular] [card-glyph]",
        'write "✓", which prints [card-glyph]',
        "write it in words, or name a font that has it: mkdocs.yml, plugins: katabase: cards: "
        "fonts [card-glyph]",
    ]
    path = folder / "kata/starter-kata/starting-on-time.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in said:
        _, row, column, _, words, *_ = line.split(":")
        assert lines[int(row) - 1][int(column) - 1] == words[words.index('"') + 1]


def test_many_characters_without_a_glyph_are_one_problem(folder: Path) -> None:
    make_a_site(folder)
    edit(folder, "title: Starting on time\n", "title: 時間どおりに始めるための型\n")
    result = katabase("check")
    [line] = result.stdout.splitlines()
    assert "starting-on-time.yml:1:" in line
    assert " and 4 more" in line
    assert "pip install noto-cjk-sans-jp-regular" in line


def test_without_a_site_nobody_knows_its_fonts(folder: Path) -> None:
    edit(folder, "title: Starting on time\n", "title: 時間\n")
    assert call("check").exit_code == 0


def test_a_word_that_is_too_wide_is_named_where_it_stands(folder: Path) -> None:
    word = "Donaudampfschifffahrts" * 8
    edit(folder, "title: Write the minute", f"title: Write {word[:40]}")
    path = folder / "kata/starter-kata/starting-on-time.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}card:\n  back:\n    lines: ["See *{word}* first"]\n', encoding="utf-8")
    result = call("check", "--cards")
    [said] = [line for line in result.stdout.splitlines() if "card back, A6" in line]
    assert f'"{word}" is' in said
    _, row, column, *_ = said.split(":")
    line = path.read_text(encoding="utf-8").splitlines()[int(row) - 1]
    assert line[int(column) - 1 :].startswith(word)


@pytest.mark.parametrize(
    ("card", "line", "hint"),
    [
        (
            "",
            1,
            "; shorten the title, or add a shorter one with its lines under card: front: title",
        ),
        ("card: {front: {lines: [Go]}}\n", 2, "; shorten the title, or add a shorter one"),
        (
            f"card: {{front: {{title: {'M' * 60}, lines: [Go]}}}}\n",
            1,
            "; shorten card: front: title",
        ),
    ],
)
def test_a_title_that_is_too_wide_is_named_where_it_stands(
    folder: Path, card: str, line: int, hint: str
) -> None:
    edit(folder, "title: Starting on time\n", f"{card}title: {'W' * 60}\n")
    result = call("check", "--cards")
    assert result.exit_code == 1
    [said] = [said for said in result.output.splitlines() if "card front, A6" in said]
    assert f"starting-on-time.yml:{line}:" in said
    assert f'"{"M" * 60 if "MM" in card else "W" * 60}" of the title is' in said
    assert "mm wide; expected at most" in said
    assert hint in said


def test_a_name_without_a_glyph_is_one_problem_of_the_settings(folder: Path) -> None:
    name = "plugins: [{katabase: {cards: {organisation: 現場 Works}}}]\n"
    (folder / "mkdocs.yml").write_text(name, encoding="utf-8")
    said = 'organisation: no font of the cards has "場" (U+5834), "現" (U+73FE) of "現場 Works"; '
    for arguments in (["check"], ["cards"], ["worksheets", "--out", "sheets"]):
        result = call(*arguments)
        assert result.exit_code == 1
        assert result.output.count("U+5834") == 1
        assert result.output.count(said) == 1
        assert "mkdocs.yml:1:1: error: plugins: katabase: cards: organisation" in result.output
    assert not (folder / "sheets").exists()


@pytest.mark.parametrize("sides", ["single", "fold"])
def test_a_size_that_does_not_fit_the_paper_is_a_sentence(folder: Path, sides: str) -> None:
    result = call("cards", "--size", "a5", "--sheet", "letter", "--sides", sides)
    assert result.exit_code == 2
    [line] = result.output.splitlines()
    assert line.startswith(f"katabase: A5 does not fit on US Letter with sides {sides}: ")
    assert not (folder / "cards.pdf").exists()


@pytest.mark.parametrize("size", sorted(CARD_FORMATS.keys() - set(DEFAULT_FORMATS)))
def test_every_size_can_be_asked_for(folder: Path, size: str) -> None:
    result = call("cards", "keeps-promises", "--size", size, "--sheet", "letter", "--out", "x.pdf")
    assert result.exit_code in (0, 1), result.output
    assert (result.exit_code == 0) == (folder / "x.pdf").exists()
    assert "Traceback" not in result.output


def drafted(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / "kata" / name
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = ["status: draft" if line.startswith("status:") else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_drafts_are_printed_only_if_they_are_named(folder: Path) -> None:
    """Neither among all cards nor in a deck: what is printed is what the site shows."""
    drafted(folder, "starter-kata/starting-on-time.yml", "traits/keeps-promises.yml")
    result = call("cards", "--base", "https://kata.example/", "--out", "all.pdf")
    assert result.exit_code == 0, result.output
    assert "left out: 2 drafts (starter-kata/starting-on-time, trait/keeps-promises)" in (
        result.output
    )
    printed = Printed((folder / "all.pdf").read_bytes())
    assert len(printed) == 2 * 3
    assert not any("Draft" in printed.text(page) for page in range(len(printed)))
    result = call("cards", "--deck", "first-week", "--out", "deck.pdf")
    assert result.exit_code == 0, result.output
    texts = Printed((folder / "deck.pdf").read_bytes())
    assert not any("Startingontime" in texts.text(page) for page in range(len(texts)))
    assert call("cards", "--deck", "starter-kata").exit_code == 2


def test_a_draft_says_so_on_both_sides_and_has_no_code(folder: Path) -> None:
    """A code would lead to a page that may never exist; the sign stands in its place."""
    drafted(folder, "starter-kata/starting-on-time.yml")
    base = "https://kata.example/"
    for more in ((), ("--base", base)):
        result = call("cards", "starting-on-time", "desk-walk", *more, "--out", "two.pdf")
        assert result.exit_code == 0, result.output
        printed = Printed((folder / "two.pdf").read_bytes())
        assert ["Draft" in printed.text(page) for page in range(4)] == [True, True, False, False]
        codes = 1 if more else 0
        assert [len(printed.codes(page)) for page in range(4)] == [0, 0, codes, codes]


def test_nothing_that_was_not_printed_here_is_replaced(folder: Path) -> None:
    """The default name, a named one, a picture, a worksheet: each is a letter of somebody's."""
    for name, arguments in {
        "cards.pdf": ("cards", "desk-walk"),
        "letter.pdf": ("cards", "desk-walk", "--out", "letter.pdf"),
        "pictures/checklists-desk-walk-back.png": (
            "cards",
            "desk-walk",
            "--png",
            "--out",
            "pictures",
        ),
        "worksheets/storyboard-a3.pdf": ("worksheets",),
    }.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"%PDF-1.7 a letter\n")
        result = call(*arguments)
        assert result.exit_code == 2, name
        assert f"{name} cannot be written: there is a file that Katabase did not write" in (
            result.output
        )
        assert place.read_bytes() == b"%PDF-1.7 a letter\n"
        assert len(list(place.parent.glob(f"*{place.suffix}"))) == 1
        place.unlink()
        assert call(*arguments).exit_code == 0
        assert call(*arguments).exit_code == 0  # our own are replaced
        shutil.rmtree(place.parent) if place.parent != folder else place.unlink()
