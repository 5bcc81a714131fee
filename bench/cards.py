"""How long 1,000 cards take: a first build, a second one, and the memory of both.

Run: python bench/cards.py [COUNT] [SIZE…]. The cards are those of the shipped library
under other ids, so that none is in the cache. The default is the default size alone.
"""

from __future__ import annotations

import dataclasses
import resource
import sys
import tempfile
import time
from pathlib import Path

from katabase.domain import layers, loading
from katabase.products.cards.ready_decks import carded
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.batch import Job, set_cards
from katabase.products.cards.typeset.card import Card, card_of
from katabase.products.outputs.kept import Cache

ROOT = Path(__file__).parent.parent


def many(count: int) -> list[Card]:
    """Return so many different cards."""
    found = loading.load(layers.resolve(["kata"], ROOT))
    cards = [card_of(entry) for entry in carded(found)]
    return [
        dataclasses.replace(card, id=f"{card.id}-{turn}", ref=f"{card.ref}-{turn}")
        for turn in range(count // len(cards) + 1)
        for card in cards
    ][:count]


def processor() -> float:
    """Return the processor time of this process and of the workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Print seconds and megabytes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sizes = tuple(sys.argv[2:]) or ("a6",)
    settings = Settings(organisation="Bench", base="https://kata.example.org/", sizes=sizes)
    jobs = [Job(card, size, pictures=size == sizes[0]) for card in many(count) for size in sizes]
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        for name in ("first build", "nothing changed"):
            start, busy = time.perf_counter(), processor()
            made = [
                sum(map(len, found.files.values())) for found in set_cards(jobs, settings, cache)
            ]
            seconds = time.perf_counter() - start
            used = processor() - busy
            size = sum(made) / 1e6
            print(f"{name}: {len(made)} cards, {seconds:.1f} s, {used:.1f} s of processor time")
            print(f"{name}: {size:.1f} MB of files")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory: {own:.0f} MB here, {worker:.0f} MB in the largest worker")


if __name__ == "__main__":
    main()
