"""``katabase serve``: opens a bundle or a built site on this machine."""

from __future__ import annotations

import webbrowser
import zipfile
from pathlib import Path

import click

from katabase.adapters.building import run_mkdocs
from katabase.domain.problems import KatabaseError, visible
from katabase.products.outputs.workspace import scratch
from katabase.products.publishing import serving
from katabase.products.publishing.bundle import is_bundle


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="any that is free",
    help="The port to listen on.",
)
@click.option("--browser/--no-browser", default=True, help="Whether to open the browser.")
def serve(bundle: Path, port: int, *, browser: bool) -> None:
    """Open a bundle, or the folder of a built site, on this machine.

    BUNDLE is the zip that `katabase bundle` wrote, or the folder into which it was unpacked.
    Only this machine reaches it, with the headers that the recipe for nginx sends. Ctrl-C
    ends it. Exit 0 ended, 2 if it could not begin.
    """
    with scratch() as temporary:
        site = bundle
        if bundle.is_file():
            site = temporary.new / "site"
            _unpack(bundle, site)
        name = run_mkdocs.info(site).get("name") or bundle.name
        try:
            made = serving.server(site, port)
        except OSError as error:
            said = error.strerror or error
            raise KatabaseError(f"port {port}: {said}; choose another one with --port") from error
        with made:
            address = serving.address_of(made)
            click.echo(f"{address} shows {visible(str(name))}; Ctrl-C ends it")
            if browser:
                webbrowser.open(address)
            try:
                made.serve_forever()
            except KeyboardInterrupt:
                click.echo("ended")


def _unpack(bundle: Path, site: Path) -> None:
    if not is_bundle(bundle.read_bytes()):
        raise KatabaseError(f"{bundle}: expected a bundle that katabase bundle wrote")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(site)
