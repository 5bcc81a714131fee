"""What a real nginx answers with the shipped configuration."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.client
import re
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support import programs
from tests.support.webserver import DEPLOY, configure

if TYPE_CHECKING:
    from pathlib import Path

NEVER = "public, max-age=31536000, immutable"


class Answer:
    """Status, headers and body of one request, nothing decoded."""

    def __init__(self, url: str, **headers: str) -> None:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "GET", target, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        connection.close()


def asset(site: Path, pattern: str) -> str:
    return next(site.glob(pattern)).relative_to(site).as_posix()


TYPES = {
    "index.html": "text/html; charset=utf-8",
    "assets/katabase/*/katabase.js": "application/javascript; charset=utf-8",
    "assets/katabase/*/css/katabase.css": "text/css; charset=utf-8",
    "api/v1/practices.json": "application/json; charset=utf-8",
    "feed.xml": "application/atom+xml; charset=utf-8",
    "cards/calibration-a4.pdf": "application/pdf",
    "search/whole.kbi": "application/octet-stream",
}


@pytest.mark.parametrize("pattern", TYPES)
def test_types(at_root: str, site: Path, pattern: str) -> None:
    answer = Answer(at_root + asset(site, pattern))
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[pattern])


@pytest.mark.parametrize(
    "pattern",
    [
        "assets/katabase/*/katabase.js",
        "assets/katabase/*/elements/kb-search.js",
        "assets/javascripts/bundle.*.min.js",
        "assets/stylesheets/main.*.min.css",
        "search/*/words-0.json",
        "catalogue/*/facts.json",
    ],
)
def test_hashed_files_are_kept_for_ever(at_root: str, site: Path, pattern: str) -> None:
    name = asset(site, pattern)
    assert Answer(at_root + name).headers["Cache-Control"] == NEVER
    missing = re.sub(r"[^/]+$", "missing.js", name)
    assert Answer(at_root + missing).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["", "catalogue/", "search/head.json", "search/whole.kbi", "api/v1/site.json"]
)
def test_pages_are_asked_for_again(at_root: str, name: str) -> None:
    first = Answer(at_root + name)
    assert first.headers["Cache-Control"] == "no-cache"
    again = Answer(at_root + name, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_text_is_compressed_on_the_way(at_root: str) -> None:
    answer = Answer(at_root + "catalogue/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert b"<html" in gzip.decompress(answer.body)
    assert "Content-Encoding" not in Answer(at_root + "catalogue/").headers


def test_compressed_copies_are_sent_as_they_are(below_a_path: str, versions: Path) -> None:
    packed = (versions / "any/sub/path/1.1/catalogue/index.html.gz").read_bytes()
    answer = Answer(below_a_path + "1.1/catalogue/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.body == packed


def test_former_addresses_move_for_good(below_a_path: str) -> None:
    for version in ("1.0", "1.1", "latest"):
        for slash in ("", "/"):
            url = f"{below_a_path}{version}/checklists/early-walk{slash}?card=1.0.0"
            answer = Answer(url)
            assert answer.status == 301
            assert (
                answer.headers["Location"]
                == f"/any/sub/path/{version}/checklists/morning-walk/?card=1.0.0"
            )


@pytest.mark.parametrize("path", ["", "/any/sub/path"])
def test_nginx_has_nothing_to_say_about_its_settings(path: str, tmp_path: Path) -> None:
    program = programs.nginx()
    assert program
    main = configure(tmp_path, tmp_path, 8080, path)
    command = [program, "-t", "-c", str(main), "-p", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert "[" not in said


def test_the_first_address_leads_to_the_latest_version(below_a_path: str, versions: Path) -> None:
    """Without the page that lies there: that of mike leads on by a script in it."""
    answer = Answer(f"{below_a_path}?card=1")
    assert (answer.status, answer.headers["Location"]) == (302, "/any/sub/path/latest/?card=1")


def test_a_former_address_only_moves_where_it_is_one(below_a_path: str) -> None:
    assert Answer(below_a_path + "1.0/checklists/evening-look-back/").status == 200
    assert Answer(below_a_path + "1.1/checklists/evening-look-back/").status == 301


def test_folders_without_slash_stay_on_the_host(below_a_path: str) -> None:
    answer = Answer(below_a_path + "1.0/catalogue")
    assert (answer.status, answer.headers["Location"]) == (301, "/any/sub/path/1.0/catalogue/")


def test_each_version_has_its_own_page_for_what_is_missing(
    below_a_path: str, versions: Path
) -> None:
    folder = versions / "any/sub/path"
    for version in ("1.0", "1.1", "latest"):
        answer = Answer(f"{below_a_path}{version}/traits/no/such/page")
        assert answer.status == 404
        assert answer.body == (folder / version / "404.html").read_bytes()
    assert Answer(below_a_path + "3.0/").body == (folder / "404.html").read_bytes()


def test_a_missing_file_gets_no_page(at_root: str) -> None:
    answer = Answer(at_root + "assets/none.css")
    assert (answer.status, answer.body) == (404, b"not found\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("name", [".katabase-0123abcd/new/1.2/", ".katabase-lock", ".git/config"])
def test_hidden_files_are_not_there(below_a_path: str, versions: Path, name: str) -> None:
    path = versions / "any/sub/path" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        (path / "index.html" if name.endswith("/") else path).parent.mkdir(exist_ok=True)
        (path / "index.html" if name.endswith("/") else path).write_text("x", encoding="utf-8")
    assert Answer(below_a_path + name).status == 404


def test_an_authority_of_certificates_finds_its_proof(below_a_path: str, versions: Path) -> None:
    proof = versions / ".well-known/acme-challenge/token"
    proof.parent.mkdir(parents=True)
    proof.write_text("proof", encoding="utf-8")
    host = below_a_path.removesuffix("any/sub/path/")
    answer = Answer(f"{host}.well-known/acme-challenge/token")
    assert (answer.status, answer.body) == (200, b"proof")


@pytest.mark.parametrize("name", ["", "catalogue/", "nowhere", "assets/none.css", "feed.xml"])
def test_every_answer_carries_the_security_headers(at_root: str, name: str) -> None:
    headers = Answer(at_root + name).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Server"] == "nginx"


def test_the_one_script_in_a_page_is_allowed_by_its_hash(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    script = re.search(r"<script data-home=[^>]*>(.*?)</script>", html, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    headers = (DEPLOY / "katabase-headers.conf").read_text(encoding="utf-8")
    assert f"'sha256-{digest}'" in headers


def test_no_other_page_has_a_script_or_style_in_it(site: Path) -> None:
    inline = re.compile(
        r"<script(?![^>]*\b(?:src|data-src|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=\""
    )
    found = {
        path.relative_to(site).as_posix(): match[0]
        for path in site.rglob("*.html")
        if (match := inline.search(path.read_text(encoding="utf-8")))
    }
    assert found == {"404.html": "<script"}
