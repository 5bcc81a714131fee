"""Changes between two states: what is said of each, which step it asks for, and laws."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from katabase.domain import loading
from katabase.domain.changes.alike import SAME, alike
from katabase.domain.changes.change import Sort
from katabase.domain.changes.compare import compare
from katabase.domain.changes.parts_by_key import longest_rising
from katabase.domain.changes.state import state_of
from katabase.domain.layers import Layer
from tests.support import changes, histories
from tests.support.commands import katabase

if TYPE_CHECKING:
    from katabase.domain.changes.state import State


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    return changes.outcomes()


def test_what_is_said_of_each_edit(outcomes: dict[str, str]) -> None:
    text = "".join(f"== {name}\n{printed}\n" for name, printed in outcomes.items())
    assert text == changes.EXPECTED.read_text(encoding="utf-8")


def test_a_comment_is_text_and_calls_nobody(outcomes: dict[str, str]) -> None:
    """Judged by a parser of CommonMark that lets HTML through: only our own marks come out."""
    for printed in outcomes.values():
        _, mark, comment = printed.partition("### ")
        html = MarkdownIt("commonmark", {"html": True}).render(mark + comment)
        assert set(re.findall(r"<(\w+)", html)) <= {"h3", "p", "strong", "code", "ul", "li"}
        assert not re.search(r"@\w", unescape(html))
    html = MarkdownIt().render(outcomes["text that would be markup in a comment"])
    said = "Tell the *team* <b>when</b> @\u200byou come; see [the walk](checklist/desk-walk)."
    assert said in unescape(html)


def state(library: histories.Living) -> State:
    library.write()
    return state_of(loading.load([Layer((library.folder / "kata").resolve(), "kata")]))


def test_the_step_is_the_one_that_whoever_changed_it_chose(tmp_path: Path) -> None:
    """A hundred changes, judged by the generator: it knows what it did and raises the version."""
    library = histories.begin(tmp_path, 4)
    before, seen = state(library), set()
    for _ in range(100):
        sort = library.step()
        now = state(library)
        for each in compare(before, now):
            if each.before and each.now and each.step:
                assert each.wanted == each.now, (sort, each)
                seen.add(sort)
        before = now
    assert seen >= {"reword", "add", "remove", "move"}


def test_nothing_has_changed_between_a_state_and_itself(tmp_path: Path) -> None:
    library = histories.begin(tmp_path, 5)
    one, other = state(library), state(library)
    assert list(compare(one, other, card=lambda held: held.ref)) == []


def test_a_way_back_names_the_same_places(tmp_path: Path) -> None:
    """What is new in one direction is gone in the other."""
    library = histories.begin(tmp_path, 6)
    before = state(library)
    for _ in range(40):
        library.step()
    now = state(library)
    new = {each.ref for each in compare(before, now) if each.before is None}
    assert new <= {each.ref for each in compare(now, before) if each.now is None}
    assert new


def test_all_sorts_are_said(outcomes: dict[str, str], tmp_path: Path) -> None:
    """Each sort of change is met in the edits, or in what becomes of a library."""
    library = histories.begin(tmp_path, 7)
    before = state(library)
    for _ in range(60):
        library.step()
    now = state(library)
    both = [*compare(before, now), *compare(now, before)]
    found = {change.sort for each in both for change in each.changes}
    told = "".join(outcomes.values())
    for sort in Sort:
        fixed = max(re.split(r"\{\w+\}", sort.said), key=len).strip(" .:,“”")
        assert sort in found or fixed in told, sort


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Count the parts.", "Count the parts twice.", True),
        ("Count the parts.", "Thank whoever stayed late.", False),
        ("なぜその時間を予想しましたか。", "なぜその時間を予想したのですか。", True),
        ("なぜその時間を予想しましたか。", "部品を三回数えてください。", False),
        ("Сколько деталей вы ожидали?", "Сколько деталей вы ждали сегодня?", True),
        ("", "", True),
        ("—", "…", True),
        ("", "Count the parts.", False),
    ],
)
def test_what_is_alike_in_any_script(one: str, other: str, *, same: bool) -> None:
    assert (alike(one, other) >= SAME) is same
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


def diff(*words: str) -> tuple[int, str, str]:
    result = katabase("diff", *words)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> histories.Living:
    """A library with the version v1.0 and one item more since; we stand in its folder."""
    library = histories.begin(tmp_path / "project", 8)
    histories.git(library.folder, "tag", "v1.0")
    library.practices[0].items.append(library.item())
    library.practices[0].change(1, "One more")
    library.commit("one more")
    monkeypatch.chdir(library.folder)
    return library


def test_every_way_to_name_a_state(project: histories.Living) -> None:
    """A version with or without v, a commit, a folder, the library as it stands, a package."""
    expected = diff("v1.0")
    assert expected[0] == 0
    assert "minor  New " in expected[1]
    assert expected[2].startswith("1 practice changed, 0 new, 0 gone; ")
    assert diff("1.0", "HEAD") == diff("HEAD~1", "main") == expected
    assert diff("HEAD~1", "kata") == diff("HEAD~1", ".") == expected
    assert diff("HEAD") == (0, "", "0 practices changed, 0 new, 0 gone; 0 cards to print again\n")
    assert " new, 8 gone" in diff(".", "katabase")[2]


def test_for_programs(project: histories.Living) -> None:
    code, printed, _ = diff("v1.0", "--format", "json")
    found = json.loads(printed)
    assert (code, found["step"]) == (0, "minor")
    [practice] = found["practices"]
    assert practice["asks_for"] == practice["now"] == "1.1.0"
    assert practice["said"]
    assert practice["print_again"]
    [change] = practice["changes"]
    assert change["sort"] == "part-added"
    assert change["key"] == project.practices[0].items[-1].key


def test_what_is_nothing_to_compare_is_said(project: histories.Living, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words, said in (
        (["9.9"], '"9.9" is no folder and no installed package with a library; git knows no'),
        (["v1.0", str(tmp_path / "empty")], "expected a library, found no practice in it"),
        (["-x"], "No such option"),
        ([""], "expected a version, a folder or a package, found nothing"),
        (["v1.0", ""], "expected a version, a folder or a package, found nothing"),
    ):
        code, printed, found = diff(*words)
        assert (code, printed) == (2, "")
        assert said in found
    (Path("kata") / project.practices[0].place).write_text("title: [", encoding="utf-8")
    code, printed, found = diff("v1.0")
    assert (code, printed) == (0, "")  # what cannot be read is neither gone nor changed
    assert f"here: cannot be read, and left out: {project.practices[0].ref}" in found


@given(st.permutations(range(7)))
@settings(max_examples=60, deadline=None)
def test_as_few_parts_as_can_be_have_moved(order: list[int]) -> None:
    """Judged by trying all: what has stayed stands in its old order, and no more could stay."""
    keys = [str(number) for number in order]
    kept = longest_rising(keys, {key: int(key) for key in keys})
    rows = (row for size in range(8) for row in combinations(order, size))
    longest = max(len(row) for row in rows if list(row) == sorted(row))
    stayed = [number for number in order if str(number) in kept]
    assert stayed == sorted(stayed)
    assert len(stayed) == len(kept) == longest
