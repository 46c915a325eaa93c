"""Every municipality of 2025 lies in one zorgkantoorregio, and D11 follows it (rules 31 and 33)."""

from engine.domain.municipality import municipalities_in, region_of
from engine.domain.region import CARE_REGIONS


def test_each_of_the_342_municipalities_lies_in_one_region() -> None:
    named = [name for region in CARE_REGIONS for name in municipalities_in(region.code)]
    assert len(named) == 342
    assert len({name.lower() for name in named}) == 342


def test_a_municipality_lies_in_its_region_however_it_is_written() -> None:
    assert region_of("Hengelo") == "5505"
    assert region_of(" súdwest-fryslân ") == "5502"
    assert region_of("Meerdam") is None


def test_a_merged_municipality_lies_where_the_map_of_2025_says() -> None:
    assert region_of("Vijfheerenlanden") == "5524"
    assert region_of("Haarlemmermeer") == "5516"
    assert region_of("Vianen") is None


def test_the_former_nieuwe_waterweg_noord_lies_in_westland_schieland_delfland() -> None:
    assert {region_of(name) for name in ("Vlaardingen", "Schiedam", "Maassluis")} == {"5519"}
