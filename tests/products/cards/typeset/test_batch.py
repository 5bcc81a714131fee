"""Many cards are set by several processes; those that a dead one leaves are set all the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from katabase.products.cards.typeset import batch
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import card_of

if TYPE_CHECKING:
    import pytest

    from katabase.domain.library import Library
    from katabase.products.cards.settings import Settings
    from katabase.products.outputs.kept import Files

OURS = "KATABASE_TEST_PROCESS"
"""Names the process of the test to the workers, which inherit the environment."""


def ends_in_a_worker(jobs: list[Job], settings: Settings) -> list[Files]:
    """Set the cards here; end a worker that is asked to, as the system does without memory."""
    if os.environ[OURS] != str(os.getpid()):
        os._exit(9)
    return [batch.set_card(job, settings) for job in jobs]


def test_cards_are_set_also_if_every_worker_dies(
    shipped: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [Job(card_of(entry), "a6") for entry in shipped.ordered()[:4]]
    alone = [made.files for made in set_cards(jobs, settings)]
    monkeypatch.setenv(OURS, str(os.getpid()))
    monkeypatch.setattr(batch, "MANY", 1)
    monkeypatch.setattr(batch, "SHARE", 1)
    monkeypatch.setattr(batch, "_work", ends_in_a_worker)
    told: list[tuple[int, int]] = []
    made = set_cards(jobs, settings, progress=lambda done, of: told.append((done, of)))
    assert [one.files for one in made] == alone
    assert told[-1] == (4, 4)
