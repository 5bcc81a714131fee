"""``python -m bench [SIZE …]``: what a build takes, beside others over the same practices.

Every figure is of this run. A row names what was measured, seconds on the clock and of the
processors, the largest process, and what the clock and the processors are a multiple of. The
table is written as JSON too, and the next run says beside its figures what they were then.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import programs

from bench import phone, plain
from bench.generate import ROOT, generate
from bench.serving import until_shown
from katabase.domain.kinds.registry import kinds
from katabase.domain.layers import Layer
from katabase.domain.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 3
SIZES = (100, 1000)
LAST = ROOT / ".cache" / "bench.json"
PEERS = Path(sys.prefix) / "peers" / "bin"
"""Programs of others that need an environment of their own; `make bench` installs them."""


@dataclass(frozen=True)
class Row:
    """What was measured: medians, and of ratios the median of pairs."""

    what: str
    clock: float
    """Seconds on the clock."""
    processor: float
    """Seconds of all processors."""
    memory: float = 0
    """Megabytes of the largest process."""
    against: str = ""
    """What the ratios are a multiple of."""
    of_clock: float = 0
    of_processor: float = 0
    aim: float = 0
    """At most so much should both ratios be; 0 if there is no such aim."""

    def said(self, last: Row | None) -> str:
        """Return the row as a line."""
        line = f"{self.what:42} {self.clock:7.1f} s {self.processor:7.1f} s {self.memory:6.0f} MB"
        if self.against:
            line += f"  {self.of_clock:5.2f} {self.of_processor:5.2f} of {self.against}"
        if self.aim:
            line += f" (aim: {self.aim:g})"
        return line + (f"  was {last.clock:.1f} s, {last.processor:.1f} s" if last else "")


@dataclass(frozen=True)
class Took:
    """What one run of a command took."""

    clock: float
    processor: float
    memory: float


def project(folder: Path, size: int) -> None:
    """Write a Katabase project over a generated library."""
    (folder / "docs").mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[0]
    nav = "\nnav:\n  - Home: index.md\n  - Catalogue: catalogue.md\n"
    (folder / "mkdocs.yml").write_text(config + nav, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    generate(folder / "kata", size)


def run(folder: Path, name: str, *arguments: str) -> Took:
    """Run a program of this environment in a folder; what it compiles is kept beside that."""
    own = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "own"), "NO_MKDOCS_2_WARNING": "1"}
    beside = PEERS / name
    command = [str(beside if beside.exists() else Path(sys.executable).parent / name), *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=own, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)  # with all that it has started and waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} {' '.join(arguments)}: ended with {process.returncode}")
    clock = time.perf_counter() - start
    return Took(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def build(folder: Path) -> Took:
    """Build a project."""
    return run(folder, "mkdocs", "build", "--quiet")


def forget_all_but_cards(folder: Path) -> None:
    """Forget what a build has kept, so that the next one makes everything but its cards."""
    shutil.rmtree(folder / ".cache" / "katabase" / "search", ignore_errors=True)
    shutil.rmtree(folder.parent / "own", ignore_errors=True)


def full(folder: Path) -> Took:
    """Build a project with nothing kept but its cards."""
    forget_all_but_cards(folder)
    return build(folder)


def row(
    what: str, taken: list[Took], than: list[Took] | None = None, against: str = "", aim: float = 0
) -> Row:
    """Return the medians of some runs, and those of the ratios to other runs, in pairs."""
    middle = statistics.median
    pairs = list(zip(taken, than or taken, strict=True))
    return Row(
        what,
        middle(one.clock for one in taken),
        middle(one.processor for one in taken),
        max(one.memory for one in taken),
        against,
        middle(one.clock / other.clock for one, other in pairs),
        middle(one.processor / other.processor if other.processor else 0 for one, other in pairs),
        aim,
    )


def measured(base: Path, size: int) -> list[Row]:
    """Measure everything at one size."""
    ours, hand = base / "ours" / "site", base / "hand" / "site"
    project(ours, size)
    plain.write(load([Layer(ours / "kata", "kata")]), hand)
    first = build(ours)
    build(hand)
    pairs = [(full(ours), build(hand)) for _ in range(RUNS)]
    again = [build(ours) for _ in range(RUNS)]
    whole, by_hand = [one for one, _ in pairs], [other for _, other in pairs]
    rows = [
        row(f"{size}: plain Material, written by hand", by_hand),
        row(f"{size}: first build, which sets all cards", [first]),
        row(f"{size}: full build, cards kept", whole, by_hand, "plain Material", 0.6),
        row(f"{size}: nothing changed", again, [first] * RUNS, "the first build", 0.3),
    ]
    if find_spec("zensical"):
        run(ours, "katabase", "export", str(base / "export"))
        taken = [run(base / "export", "zensical", "build") for _ in range(RUNS)]
        rows.append(row(f"{size}: Zensical over the export", taken, by_hand, "plain Material"))
    if (PEERS / "hugo").exists():
        plain.write_for_hugo(hand)
        command = ("hugo", "--quiet", "--destination", str(base / "hugo"))
        taken = [run(hand, *command) for _ in range(RUNS)]
        rows.append(row(f"{size}: Hugo, bare template", taken, by_hand, "plain Material"))
    rows += checked(ours, size)
    shown = [Took(until_shown(ours), 0, 0) for _ in range(RUNS)]
    rows.append(row(f"{size}: edited under serve, until shown", shown))
    weigh((ours / "site").resolve())
    if programs.chromium() and programs.nginx():
        phone.tell(ours / "site")
    return rows


def checked(ours: Path, size: int) -> list[Row]:
    """Measure the check of a library beside the linters that people know."""
    rows, fastest = [], None
    for name, commands in (
        ("yamllint", [["yamllint", "--no-warnings", "-d", "relaxed", "kata"]]),
        ("check-jsonschema", list(_by_schema(ours))),
    ):
        if (PEERS / name).exists():
            taken = [_together([run(ours, *each) for each in commands]) for _ in range(RUNS)]
            rows.append(row(f"{size}: {name}", taken))
            if fastest is None or rows[-1].clock < row("", fastest).clock:
                fastest = taken
    ours_taken = [run(ours, "katabase", "check", "--no-cards") for _ in range(RUNS)]
    against = "the faster linter" if fastest else ""
    return [*rows, row(f"{size}: katabase check", ours_taken, fastest, against, 0.5)]


def _by_schema(ours: Path) -> Iterator[list[str]]:
    for kind in kinds():
        files = sorted(map(str, (ours / "kata" / kind.folder).glob("*.yml")))
        if files:
            schema = ROOT / "kata" / ".schemas" / f"{kind}.json"
            yield ["check-jsonschema", "--schemafile", str(schema), *files]


def _together(taken: list[Took]) -> Took:
    """Return what several runs took one after another."""
    clock, processor = (
        sum(getattr(each, name) for each in taken) for name in ("clock", "processor")
    )
    return Took(clock, processor, max(each.memory for each in taken))


def growth(rows: list[Row]) -> Iterator[str]:
    """Yield how much longer the largest library takes than the one before it, and its memory."""
    found = [each for each in rows if each.what.endswith("full build, cards kept")]
    for one, ten in itertools.pairwise(found):
        times = f"{ten.clock / one.clock:.1f} times"
        yield f"{ten.what} against {one.what}: {times}, {ten.memory:.0f} MB (aim: 11, 1000)"


def weigh(site: Path) -> None:
    """Print what pages weigh."""
    kinds = ("starter-kata", "traits", "questions", "checklists", "paths")
    found = [path for kind in kinds for path in site.glob(f"{kind}/*/index.html")]
    pages = sorted(found, key=lambda path: -path.stat().st_size)
    largest = pages[0].stat().st_size
    print(f"practice pages: largest {largest / 1024:.1f} KiB of HTML (aim: 30)")
    for name in (
        "index.html",
        "catalogue/index.html",
        "roles/coach/index.html",
        str(pages[0].relative_to(site)),
    ):
        html = (site / name).read_text(encoding="utf-8")
        weight = first_visit(site, site / name, html) / 1024
        print(f"first visit of {name}: {weight:.0f} KiB compressed (aim: 250)")


def first_visit(site: Path, page: Path, html: str) -> int:
    """Return the compressed size of a page and of all that it loads, in bytes."""
    total = len(gzip.compress(html.encode()))
    for link in set(re.findall(r'(?:src|href)="([^"#?]+\.(?:js|css|svg|png))"', html)):
        path = (page.parent / link).resolve()
        if path.exists() and site in path.parents:
            total += len(gzip.compress(path.read_bytes()))
    return total


def last_rows() -> dict[str, Row]:
    """Return the table of the run before, by what was measured; none if there is no such file."""
    try:
        return {each["what"]: Row(**each) for each in json.loads(LAST.read_text("utf-8"))}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def main() -> None:
    """Measure, print the table, and keep it."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    last = last_rows()
    rows: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            found = measured(Path(name).resolve(), size)
        for each in found:
            print(each.said(last.get(each.what)), flush=True)
        rows += found
    print(*growth(rows), sep="\n")
    print(f"load of the machine at the end: {', '.join(f'{x:.1f}' for x in os.getloadavg())}")
    LAST.parent.mkdir(exist_ok=True)
    kept = {**last, **{each.what: each for each in rows}}
    LAST.write_text(json.dumps([asdict(each) for each in kept.values()], indent=1), "utf-8")


if __name__ == "__main__":
    main()
