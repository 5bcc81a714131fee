"""What is measured is a library without errors, and the same one each time."""

from pathlib import Path

from bench.generate import generate, shipped

from katabase.domain.layers import Layer
from katabase.domain.loading import load


def test_a_generated_library_is_whole_and_the_same_each_time(tmp_path: Path) -> None:
    size = len(shipped().ordered()) + 1
    for name in ("one", "two"):
        generate(tmp_path / name, size)
    library = load([Layer(tmp_path / "one", "one")])
    assert not [found for found in library.problems if found.level == "error"]
    assert len(library.ordered()) == size
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
