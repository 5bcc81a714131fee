"""The address in the codes of cards holds the letters that every scanner knows."""

from __future__ import annotations

import pytest

from katabase.products.cards.settings import in_ascii


@pytest.mark.parametrize(
    ("address", "ascii_form"),
    [
        ("https://kata.example.org/handbook/", "https://kata.example.org/handbook/"),
        ("https://übung.example/", "https://xn--bung-zra.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://改善.example:8443/型/", "https://xn--30r787a.example:8443/%E5%9E%8B/"),
        ("http://ŁÓDŹ.example/a%20b/é/", "http://xn--d-uga0v4h.example/a%20b/%C3%A9/"),
        ("https://kata.example/übung/", "https://kata.example/%C3%BCbung/"),
    ],
)
def test_an_address_in_ascii(address: str, ascii_form: str) -> None:
    assert in_ascii(address) == ascii_form
    assert in_ascii(ascii_form) == ascii_form


@pytest.mark.parametrize("address", ["https://ü..example/", "https://\u200d.example/"])
def test_a_host_that_is_none(address: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        in_ascii(address)
