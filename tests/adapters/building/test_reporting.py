"""What a build says of itself while it runs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from katabase.adapters.building import reporting
from katabase.adapters.building.reporting import about, cards_being_set

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "10 s"),
        (14, "10 s"),
        (58, "1 min"),
        (84, "1 min 20 s"),
        (239, "4 min"),
        (301, "5 min"),
        (3599, "60 min"),
    ],
)
def test_a_time_is_no_more_exact_than_it_can_be(seconds: float, said: str) -> None:
    assert about(seconds) == said


def test_long_work_says_how_long_it_will_take(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A line each five seconds or so; none at the end, and none for what is quickly done."""
    times: Iterator[float] = iter([0, 100, 102, 106, 107, 112, 130])
    monkeypatch.setattr(reporting.time, "monotonic", lambda: next(times))
    caplog.set_level(logging.INFO, "mkdocs.plugins.katabase")
    say = cards_being_set()
    for done in (0, 250, 750, 1000, 1500, 3000):
        say(done, 3000)
    assert caplog.messages == [
        "Cards: 750 of 3,000 set, about 20 s left",
        "Cards: 1,500 of 3,000 set, about 10 s left",
    ]
