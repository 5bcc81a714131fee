"""``make screenshots``: the pictures of the README and the guides, from the built site."""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
from bench.card_designs.designs import side_by_side

from katabase.domain import layers, loading
from katabase.products.cards.settings import Settings
from katabase.products.cards.typeset.card import card_of
from tests.support import components, pictures, programs

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "assets" / "screenshots"
PHONE, DESKTOP = (360, 740), (1440, 900)


def look(browser: Browser, size: tuple[int, int], scheme: str, address: str) -> Page:
    """Open an address in a window of a size, in a colour scheme."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


def coach(page: Page) -> None:
    """Go on to the second question of a coaching cycle and note an answer."""
    for _ in range(2):
        page.locator(".kb-run__foot .kb-button--strong").click()
    page.get_by_label("Note").fill("14 of 20 within the time, counted from 6 to 8.")
    page.locator(".kb-sign[data-state=kept]").first.wait_for()


def walk(page: Page) -> None:
    """Go on to an item of a walk, say no, and see what is asked then."""
    while "Are all guards" not in page.locator("dialog h2").inner_text():
        page.locator(".kb-run__foot .kb-button--strong").click()
    page.get_by_role("button", name="No", exact=True).click()


def take(browser: Browser, root: str) -> None:
    """Take every picture."""
    shots = (
        (pictures.CYCLE, PHONE, "light", "practise/?practice=questions/five-questions", coach),
        (pictures.WALK, PHONE, "dark", "practise/?practice=checklist/safety-walk", walk),
        (pictures.HOME, DESKTOP, "light", "", None),
        (pictures.QUESTIONS, PHONE, "light", "questions/five-questions/#questions", None),
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, size, scheme, address, act in shots:
        page = look(browser, size, scheme, root + address)
        if act:
            act(page)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.context.close()
        print(FOLDER / f"{name}.png")


STEADY = 1600
"""For how many milliseconds most pictures of the film stand."""


def film(browser: Browser, root: str) -> None:
    """Make the silent film of a coaching cycle: an animated WebP, a picture for each step."""
    page = look(browser, PHONE, "light", f"{root}practise/?practice=questions/five-questions")
    frames: list[tuple[Image.Image, int]] = []

    def shoot(milliseconds: int = STEADY) -> None:
        page.locator(".kb-sign[data-state=kept]").first.wait_for()
        frames.append((Image.open(io.BytesIO(page.screenshot())), milliseconds))

    def write(label: str, *texts: str) -> None:
        for text in texts:
            page.get_by_label(label, exact=True).last.fill(text)
            shoot(700)

    on = page.locator(".kb-run__foot .kb-button--strong")
    page.wait_for_selector("dialog[open] h2")
    shoot()
    on.click()
    shoot()
    on.click()
    shoot(800)
    write("Note", "14 of 20 within", "14 of 20 within the time, counted from 6 to 8.")
    shoot()
    on.click()
    shoot(2400)  # the card is turned
    while "One row" not in page.locator("dialog h2").inner_text():
        on.click()
        shoot(500)
    write("Obstacle", "The crane is elsewhere")
    write("What will you do or find out?", "Call it 3 minutes earlier")
    write("What do you expect?", "It is there in 4 of 5")
    shoot()
    on.click()
    page.wait_for_selector("dialog", state="detached")
    page.locator(".kb-mine__list a").first.wait_for()
    shoot(2400)
    first, *others = (picture for picture, _ in frames)
    first.save(
        FOLDER / f"{pictures.FILM}.webp",
        save_all=True,
        append_images=others,
        duration=[milliseconds for _, milliseconds in frames],
        loop=0,
        quality=60,
        method=6,
        minimize_size=True,
    )
    page.context.close()
    print(FOLDER / f"{pictures.FILM}.webp")


def compare() -> None:
    """Make the pictures of one card of each kind in two designs, side by side."""
    found = loading.load(layers.resolve(["kata"], ROOT))
    settings = Settings(organisation="Example Works", base="https://kata.example.org/")
    for entry in map(found.entries.__getitem__, pictures.ONE_OF_EACH):
        path = FOLDER / f"{pictures.design(entry.ref)}.webp"
        side_by_side(card_of(entry), settings).save(path, quality=60, method=6)
        print(path)


SETTINGS = """\
site_name: Our practice
theme: {name: material, font: false}
plugins: [macros, katabase]
"""

PROPOSAL = (
    "new", "checklist", "our-first-walk", "--title", "Our first walk", "--summary",
    "Ten minutes at one board, before you say anything about it.", "--role", "team-leader",
    "--minutes", "10", "--cadence", "weekly", "--keyword", "board", "--set",
    "place=At a board of another team, with its team leader.", "--set",
    "groups[].title=At the board", "--set", "groups[].items[].look=Which number is from today?",
    "--set", "groups[].items[].look=What did the team expect when it wrote the number?",
    "--set", "groups[].items[].look=Who was asked about the difference?",
    "--set", "sources[].author=Our ward", "--set", "sources[].title=Our weekly round",
)  # fmt: skip
"""What the walk-through of the guide shows: a first proposal."""


def propose(browser: Browser, folder: Path) -> None:
    """Take the pictures of a first proposal: its page and its card."""
    (folder / "docs").mkdir(parents=True)
    (folder / "kata").mkdir()
    (folder / "docs/index.md").write_text("# Ours\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    katabase = Path(sys.executable).parent / "katabase"
    subprocess.run([katabase, *PROPOSAL], cwd=folder, check=True)
    path = folder / "kata/checklists/our-first-walk.yml"
    trial = path.read_text("utf-8").replace("status: draft", "status: trial")
    path.write_text(trial, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
    subprocess.run([katabase, "cards", "--png", "--out", "cards"], cwd=folder, check=True)
    handler = functools.partial(_Quiet, directory=f"{folder}/site")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/checklists/our-first-walk/#on-the-walk"
    page = look(browser, PHONE, "light", address)
    page.screenshot(path=FOLDER / f"{pictures.PAGE}.png")
    page.context.close()
    server.shutdown()
    shutil.copy(
        folder / "cards/checklists-our-first-walk-front.png", FOLDER / f"{pictures.CARD}.png"
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def main() -> None:
    """Build the site, serve it, take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--site-dir",
            f"{folder}/site",
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        handler = functools.partial(_Quiet, directory=f"{folder}/site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=programs.chromium(), args=["--no-sandbox"]
            )
            compare()
            propose(browser, Path(folder) / "proposal")
            take(browser, f"http://127.0.0.1:{server.server_port}/")
            print(*components.sheets(browser, f"http://127.0.0.1:{server.server_port}/", FOLDER))
            film(browser, f"http://127.0.0.1:{server.server_port}/")
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
