"""``python -m bench [SIZE]``: the full build beside plain Material over the same pages."""

from __future__ import annotations

import gzip
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import plain
from bench.generate import ROOT, generate
from katabase.domain.layers import Layer
from katabase.domain.library import load

RUNS = 3


def project(folder: Path, size: int) -> None:
    """Write a Katabase project over a generated library."""
    (folder / "docs").mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[0]
    nav = "\nnav:\n  - Home: index.md\n  - Catalogue: catalogue.md\n"
    (folder / "mkdocs.yml").write_text(config + nav, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    generate(folder / "kata", size)


def build(folder: Path) -> tuple[float, float]:
    """Build a project; return the seconds on the clock and those of the processors."""
    start, used = time.perf_counter(), processor_seconds()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start, processor_seconds() - used


def processor_seconds() -> float:
    """Return what all finished child processes have used, on all cores."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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


def show(took: tuple[float, float]) -> str:
    """Return a measurement in words."""
    return f"{took[0]:.1f} s ({took[1]:.1f} s of the processors)"


def main() -> None:
    """Run the comparison."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        ours, hand = Path(name).resolve() / "ours", Path(name).resolve() / "hand"
        project(ours, size)
        plain.write(load([Layer(ours / "kata", "kata")]), hand)
        first = build(ours)  # makes every card; later builds take them from the cache
        build(hand)
        pairs = [(build(ours), build(hand)) for _ in range(RUNS)]
        print(f"{size} practices; first build, with no card made yet: {show(first)}")
        for ours_took, hand_took in pairs:
            print(f"katabase {show(ours_took)}; plain Material {show(hand_took)}")
        for index, name in enumerate(("on the clock", "of the processors")):
            ratio = statistics.median(one[index] / other[index] for one, other in pairs)
            print(f"median ratio {name}: {ratio:.2f} (aim: at most 1)")
        weigh((ours / "site").resolve())


if __name__ == "__main__":
    main()
