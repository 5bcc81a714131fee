"""``python -m bench [SIZE]``: the full build beside plain Material over the same pages."""

from __future__ import annotations

import gzip
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
    (folder / "docs" / "catalogue.md").write_text(
        "# Catalogue\n\n{{ catalogue() }}\n", encoding="utf-8"
    )
    generate(folder / "kata", size)


def build(folder: Path) -> float:
    """Build a project and return the seconds it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def weigh(site: Path) -> None:
    """Print what pages weigh."""
    pages = sorted(site.glob("*/*/index.html"), key=lambda path: -path.stat().st_size)
    largest = pages[0].stat().st_size
    print(f"practice pages: largest {largest / 1024:.1f} KiB of HTML (aim: 30)")
    for name in ("index.html", "catalogue/index.html", str(pages[0].relative_to(site))):
        html = (site / name).read_text(encoding="utf-8")
        print(
            f"first visit of {name}: {first_visit(site, site / name, html) / 1024:.0f} KiB compressed (aim: 250)"
        )


def first_visit(site: Path, page: Path, html: str) -> int:
    """Return the compressed size of a page and of all that it loads, in bytes."""
    import re

    total = len(gzip.compress(html.encode()))
    for link in set(re.findall(r'(?:src|href)="([^"#?]+\.(?:js|css|svg|png))"', html)):
        path = (page.parent / link).resolve()
        if path.exists() and site in path.parents:
            total += len(gzip.compress(path.read_bytes()))
    return total


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
        ratios = [one / other for one, other in pairs]
        print(f"{size} practices; first build with an empty card cache: {first:.1f} s")
        for (one, other), ratio in zip(pairs, ratios, strict=True):
            print(f"katabase {one:.1f} s, plain Material {other:.1f} s, ratio {ratio:.2f}")
        print(f"median ratio {statistics.median(ratios):.2f} (aim: at most 1)")
        weigh((ours / "site").resolve())


if __name__ == "__main__":
    main()
