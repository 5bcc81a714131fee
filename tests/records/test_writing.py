"""What people get out: tables, texts, reminders. Nothing in them runs."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from tests.records.making import NASTY, PHASES, libraries

if TYPE_CHECKING:
    from playwright.sync_api import Page

lawful = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES
)


@lawful
@given(library=libraries("storyboard", "walk", "run"))
def test_a_table_says_what_was_written(tab: Page, library: list[dict[str, Any]]) -> None:
    text = tab.evaluate("library => kb.csv_of('experiments', library)", library)
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    wanted = [
        [board["title"], row["step"], row["result"]]
        for board in library
        if board["kind"] == "storyboard"
        for row in board["rows"]
    ]
    assert [[_plain(row[0]), _plain(row[3]), _plain(row[6])] for row in rows] == wanted
    assert {len(row) for row in rows} <= {len(head)}


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being run."""
    return cell[1:] if re.match(r"'[\s\0]*[=+\-@＝＋－＠]|'[\t\r\n]", cell) else cell


@pytest.mark.parametrize("words", NASTY)
def test_no_cell_is_a_formula(tab: Page, words: str) -> None:
    text = tab.evaluate("words => kb.csv([[words, 1, -2.5, null]])", words)
    [[cell, *others]] = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    assert not cell.strip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r", "\n"))
    assert others == ["1", "-2.5", ""]


@lawful
@given(library=libraries("storyboard", "walk", "run", "path", "anchor"))
def test_a_text_has_no_marks_but_ours(tab: Page, library: list[dict[str, Any]]) -> None:
    text = tab.evaluate("library => kb.markdown_of(library)", library)
    page = MarkdownIt("commonmark", {"html": True, "linkify": False}).render(text)
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "hr", "br"}


@pytest.mark.parametrize("words", [words for words in NASTY if words.strip(" \0")])
def test_a_text_says_what_was_written(tab: Page, words: str) -> None:
    text = tab.evaluate("words => kb.escaped(words)", words)
    page = MarkdownIt("commonmark", {"html": True}).render(text)
    shown = html.unescape(re.sub(r"</?p>|<br ?/?>", "", page))
    assert shown.split() == words.replace("\0", "\ufffd").split()


@pytest.mark.parametrize("title", [*NASTY, "Ünïcödé 日本語 " * 20])
def test_a_reminder_is_read_by_a_calendar(tab: Page, title: str) -> None:
    text = tab.evaluate(
        """title => kb.calendar_of(
            { ref: "questions/five-questions", title, minutes: 20,
              rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", address: "http://example.org/a,b;c" },
            { day: "2026-11-25", time: "09:30" }, new Date("2026-11-24T10:00:00.500Z"))""",
        title,
    )
    raw = text.encode()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    raw.replace(b"\r\n", b"\n").decode()  # no letter is torn by the end of a line
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    found = dict(line.split(":", 1) for line in lines)
    assert found["DTSTART"] == "20261125T093000"
    assert found["DTSTAMP"] == "20261124T100000Z"
    assert found["RRULE"] == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    said = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], found["SUMMARY"])
    assert said == title.replace("\r\n", "\n").replace("\r", "\n")


def test_a_day_is_that_of_the_device(tab: Page) -> None:
    clock = tab.context.new_cdp_session(tab)
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Berlin"})
    csv, text = tab.evaluate("""() => {
        const created = "2026-11-25T23:30:00.000Z";
        const action = { id: "a", text: "Mend the guard", owner: "", by: null, done: false };
        const walk = kb.begin("walk", { created, actions: [action] });
        return [kb.csv_of("actions", [walk]), kb.markdown_of([walk])];
    }""")
    clock.detach()
    assert "2026-11-26,,,Mend the guard" in csv
    assert "2026-11-26" in text
