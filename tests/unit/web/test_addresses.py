"""A page never sends somebody to another site."""

import pytest

from engine.web.display import safe_back


@pytest.mark.parametrize("address", ["/", "/zoeken?zoek=berg", "/taken/1#overdragen"])
def test_an_address_on_this_site_is_kept(address: str) -> None:
    assert safe_back(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://kwaad.nl",
        "//kwaad.nl",
        "/\\kwaad.nl",
        "javascript:alert(1)",
        "\t/x",
        "/\t/kwaad.nl",
    ],
)
def test_any_other_address_is_dropped(address: str | None) -> None:
    assert safe_back(address) is None
