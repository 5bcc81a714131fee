"""Cards made ready: checked, set, finished; by several workers if there are many; cached."""

from __future__ import annotations

import concurrent.futures
import json
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from katabase.products.cards.formats import FORMATS
from katabase.products.cards.typeset.cache import key_of
from katabase.products.cards.typeset.engine import Misfit, MisfitError, make
from katabase.products.cards.typeset.payload import page_data
from katabase.products.outputs.kept import Cache, Files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from katabase.products.cards.settings import Settings
    from katabase.products.cards.typeset.card import Card

MANY = 24
"""From so many cards on, starting a second process pays (it takes about a second)."""
WORKERS = 8
"""At most so many processes set cards, one on each processor; each takes some 150 MB."""
SHARE = 25
"""Cards that a worker is handed at a time."""

Progress = Callable[[int, int], object]
"""Is told how many of the cards that had to be set are set, and how many there are."""


@dataclass(frozen=True)
class Job:
    """A card in a size, with or without pictures of its faces."""

    card: Card
    size: str
    pictures: bool = False


@dataclass(frozen=True)
class Made:
    """What came of a job: files by ending (``pdf``, ``front.svg``, ``back.svg``), or misfits."""

    job: Job
    files: dict[str, bytes]
    misfits: tuple[Misfit, ...] = ()

    def must_fit(self) -> None:
        """Raise MisfitError if a face is too long."""
        if self.misfits:
            raise MisfitError(list(self.misfits))


def set_card(job: Job, settings: Settings) -> Files:
    """Set one card. What does not fit becomes the file ``misfits.json``."""
    from katabase.products.cards.typeset.output import ready_to_print, slim_svg

    card, form = job.card, FORMATS[job.size]
    data = page_data(card, form, settings)
    kinds = ("pdf", "svg") if job.pictures else ("pdf",)
    try:
        made = make("pages.typ", data, settings.fonts, kinds=kinds, date=card.updated)
    except MisfitError as error:
        return {"misfits.json": json.dumps([asdict(misfit) for misfit in error.misfits]).encode()}
    files = {"pdf": ready_to_print(made["pdf"][0], duplex=True)}
    for side, picture in zip(("front", "back"), made.get("svg", []), strict=False):
        files[f"{side}.svg"] = slim_svg(picture)
    return files


def _work(jobs: list[Job], settings: Settings) -> list[Files]:
    return [set_card(job, settings) for job in jobs]


def set_cards(
    jobs: Iterable[Job],
    settings: Settings,
    cache: Cache | None = None,
    *,
    seen: Callable[[int], object] = lambda _: None,
    progress: Progress = lambda _, __: None,
) -> Iterator[Made]:
    """Yield what comes of each job, in the order of the jobs.

    What the cache holds whole is not made again. ``seen`` is called with the number of jobs
    that have been dealt with since the last call, for a progress bar; ``progress`` speaks of
    those alone that are not kept.
    """
    store = cache or Cache(None)
    keyed = ((job, _key(job, settings)) for job in jobs)
    wanted: Share = []
    for job, key in keyed:  # mostly all are kept: each is read once, and let go of
        kept = store.get(key)
        if not kept:
            wanted = [(job, key), *keyed]
            break
        seen(1)
        yield _made(job, kept)
    fresh = [(job, key) for job, key in wanted if not store.has(key)]
    seen(len(wanted) - len(fresh))
    made: dict[str, Files] = {}
    done = 0
    if fresh:
        progress(done, len(fresh))
    for share, results in _set_all(fresh, settings):
        for (_, key), files in zip(share, results, strict=True):
            if not store.put(key, files):
                made[key] = files
        seen(len(share))
        done += len(share)
        progress(done, len(fresh))
    for job, key in wanted:
        yield _made(job, made.get(key) or store.get(key) or set_card(job, settings))


def _key(job: Job, settings: Settings) -> str:
    return key_of(job.card, job.size, settings, pictures=job.pictures)


def _made(job: Job, files: Files) -> Made:
    misfits = tuple(Misfit(**item) for item in json.loads(files.pop("misfits.json", b"[]")))
    return Made(job, files, misfits)


Share = list[tuple[Job, str]]


def _set_all(fresh: Share, settings: Settings) -> Iterator[tuple[Share, list[Files]]]:
    if len(fresh) < MANY:
        for pair in fresh:
            yield [pair], [set_card(pair[0], settings)]
        return
    left = dict(enumerate(fresh[start : start + SHARE] for start in range(0, len(fresh), SHARE)))
    context = multiprocessing.get_context("spawn")
    workers = max(2, min(WORKERS, processors(), len(left)))
    try:
        with concurrent.futures.ProcessPoolExecutor(workers, mp_context=context) as pool:
            futures = {
                pool.submit(_work, [job for job, _ in share], settings): number
                for number, share in left.items()
            }
            for future in concurrent.futures.as_completed(futures):
                files = future.result()
                # Who keeps a future keeps its cards.
                yield left.pop(futures.pop(future)), files
    except concurrent.futures.BrokenExecutor:
        # Workers were ended from outside, mostly because memory ran short, or could not begin
        # where there is no file to begin with. What is left is set here: slower, with less memory.
        for share in left.values():
            yield share, _work([job for job, _ in share], settings)


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux says so
        return os.cpu_count() or 1
