"""The delivered centrumgemeenten: who speaks for which municipality, and where that is said."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from engine.delivered import folders
from engine.demo.population import Population
from engine.demo.staff import REGIONS
from engine.domain.municipality import municipalities_in, region_of

Entry = Mapping[str, str | list[str]]
LISTED: Mapping[str, Mapping[str, Entry]] = tomllib.loads(
    (folders()[0] / "centrumgemeenten.toml").read_text(encoding="utf-8")
)


def entries() -> Iterator[tuple[str, str, Entry]]:
    for region, named in LISTED.items():
        for name, entry in named.items():
            yield region, name, entry


@pytest.mark.parametrize("region", LISTED)
def test_each_municipality_of_a_region_has_one_centrumgemeente(region: str) -> None:
    # Regels 12 en 134: zij mandateren de toegang aan de centrumgemeente.
    spoken_for = [other for entry in LISTED[region].values() for other in entry["gemeenten"]]
    own = [name for name in LISTED[region] if region_of(name) == region]
    assert sorted([*spoken_for, *own]) == sorted(municipalities_in(region))


def test_a_centrumgemeente_lies_in_its_region_or_says_why_it_does_not() -> None:
    for region, name, entry in entries():
        assert region_of(name) is not None, name
        assert (region_of(name) == region) != bool(entry.get("buiten_regio")), name


def test_each_centrumgemeente_says_where_it_stands_and_whether_that_was_checked() -> None:
    for _region, name, entry in entries():
        assert entry["bron"], name
        assert entry["nagekeken"] in {"ja", "nee"}, name


def test_invented_clients_live_in_a_municipality_of_their_region() -> None:
    invented = Population(random.Random(1))  # noqa: S311 - invented people
    for region in REGIONS:
        clients = [invented.signal(region, date(2026, 6, 1)).client for _ in range(60)]
        places = {client.address.city for client in clients if client.address}
        assert {region_of(place) for place in places} == {region.code}
