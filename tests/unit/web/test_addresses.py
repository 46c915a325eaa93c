"""A page never sends somebody to another site."""

from engine.web.display import safe_back
from tests.rows import every_row


@every_row("address", ["/", "/zoeken?zoek=berg", "/taken/1#overdragen"])
def test_an_address_on_this_site_is_kept(address: str) -> None:
    assert safe_back(address) == address


@every_row(
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
