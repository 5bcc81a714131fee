"""Characters that look like those that YAML needs are mended, and nothing else of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from katabase.domain.plain_characters import in_plain_characters
from katabase.domain.reading import source
from tests.support import cases

MENDED = {
    "title:\u00a0Walk\n": "title: Walk\n",
    "title\uff1a Walk\n": "title: Walk\n",
    "title: a\nsteps:\n\u00a0\u00a0- do: b\n": "title: a\nsteps:\n  - do: b\n",
    "steps:\n  -\u00a0do: b\n    title: c\n": "steps:\n  - do: b\n    title: c\n",
    "steps:\n  \u2013 do: b\n    title: c\n": "steps:\n  - do: b\n    title: c\n",
    "steps:\r\n\t- do: b\r\n": "steps:\r\n  - do: b\r\n",
    "a: |\n  \u2013 a dash\u200b of a text\n": "a: |\n  \u2013 a dash of a text\n",
    "title\uff1a Both\u200b\n": "title: Both\n",
    "title: This\u2028and that\n": "title: This and that\n",
    "\ufefftitle: Not\u200b yet\n# a\u00a0b\n": "\ufefftitle: Not yet\n# a\u00a0b\n",
}


@pytest.mark.parametrize("wrong", MENDED)
def test_what_was_meant_is_written(wrong: str) -> None:
    mended, changed = in_plain_characters(wrong.encode(), "kata/traits/a.yml")
    assert mended.decode() == MENDED[wrong]
    assert changed > 0


@pytest.mark.parametrize(
    "left",
    [
        "title: No\u00a0break\nsummary: |\n  a\n  \u00a0b\n",  # can be read as it stands
        "title: a\n- b\u200b\n",  # cannot be read afterwards either
        "title: [a\u200b\n",
        "title: A\x00number\n",
        "title: A\x1bnumber\n",
    ],
)
def test_a_file_stays_that_can_be_read_or_cannot_be_mended(left: str) -> None:
    assert in_plain_characters(left.encode(), "a.yml") == (left.encode(), 0)


def test_bytes_that_are_no_text_stay() -> None:
    for raw in (b"\xff\xfe", b"title: \xe4", b"a\0b"):
        assert in_plain_characters(raw, "a.yml") == (raw, 0)


def test_no_broken_file_gets_worse() -> None:
    """Whatever is mended could not be read before, and can be afterwards."""
    mended = set()
    for case in cases.PROBLEMS:
        for path in filter(Path.is_file, sorted(case.rglob("*.yml"))):
            raw = path.read_bytes()
            new, changed = in_plain_characters(raw, path.name)
            assert bool(changed) == (new != raw)
            if changed:
                assert source.parse(new, path.name)[0] is not None
                assert new.count(b"\n") == raw.count(b"\n")
                mended.add(case.name)
    assert mended == {"joiners", "lookalike-full-width-colon", "lookalike-no-break-space"}
