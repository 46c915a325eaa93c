"""Every row is taken, held back, doubled or wrong, with its reason."""

from datetime import date

from engine.domain.signal import Ethos, SafetyRisk, SuppressionReason
from engine.intake import Verdict, judge
from engine.intake.reading import Row, Sheet
from tests.rows import every_row
from tests.unit.intake.builders import REGION, RIGHT, TODAY, judged, sheet


def test_a_right_row_becomes_a_signal_with_its_client_and_facts() -> None:
    row = judged(
        voorvoegsel="van der",
        voornamen="Fatima",
        geboortedatum="14-02-1979",
        ethos="Leeft in de openbare ruimte",
        veiligheidsrisico="ACUUT",
        laatste_aanbieder_agb="1234567",
        laatste_aanbieder_naam="De Voorbeeldzorg",
        einddatum_zorg="2026-10-01",
        postcode="7600aa",
        geheim="ja",
    )
    assert row.verdict is Verdict.TAKEN
    assert row.signal is not None
    assert row.signal.client.name.full == "Fatima van der Berg"
    assert row.signal.client.birth_date == date(1979, 2, 14)
    assert row.signal.client.secret_address
    assert row.signal.client.address is not None
    assert row.signal.client.address.postcode == "7600 AA"
    assert (row.signal.ethos, row.signal.safety_risk) == (Ethos.PUBLIC_SPACE, SafetyRisk.ACUTE)
    assert row.signal.facts == {
        "aanbieder_agb": "01234567",
        "aanbieder_naam": "De Voorbeeldzorg",
        "aanbieder_bekend": "ja",
        "einddatum_zorg": "2026-10-01",
    }


@every_row(
    ("column", "cell", "said"),
    [
        ("bsn", "999990018", "voldoet niet aan de 11-proef."),
        ("bsn", "onbekend", "voldoet niet aan de 11-proef."),
        ("geslachtsnaam", "", "is leeg."),
        ("geslachtsnaam", "x" * 121, "is langer dan 120 tekens."),
        ("geslachtsnaam", "a\x07b", "bevat tekens die niet mogen."),
        ("signaalbron", "", "is leeg."),
        ("signaalbron", "buurman", "is geen van iwlz, aanbieder"),
        ("signaalsoort", "zomaar", "is geen van geen-toewijzing"),
        ("signaaldatum", "", "is leeg."),
        ("signaaldatum", "31-02-2026", "is geen datum als 31-12-2026."),
        ("signaaldatum", "23-11-2026", "ligt in de toekomst."),
        ("signaaldatum", "20-11-0206", "ligt voor 2015"),
        ("geboortedatum", "1-1-1890", "kan niet kloppen."),
        ("ethos", "8", "is geen van 0, 1"),
        ("veiligheidsrisico", "hoog", "is geen van geen, mogelijk, acuut of onbekend."),
        ("regio", "5515", "dit signaal hoort bij regio 5515."),
        ("laatste_aanbieder_agb", "x", "is geen AGB-code van 8 cijfers."),
        ("telefoon", "bel mij", "is geen telefoonnummer."),
        ("email", "a@b", "is geen e-mailadres."),
        ("postcode", "76AA", "is geen postcode als 1234 AB."),
        ("zzp_code", "VV5", "is geen code van 3 cijfers."),
        ("geheim", "misschien", "is geen ja of nee."),
        ("taal", "Nederlands", "is geen taal van twee letters."),
    ],
)
def test_a_wrong_cell_is_named_with_how_it_should_be(column: str, cell: str, said: str) -> None:
    row = judged(**{column: cell})
    assert row.verdict is Verdict.WRONG
    assert row.problems is not None
    assert row.problems[column].startswith(said)
    assert row.signal is None


def test_all_problems_of_a_row_are_named_at_once_and_quote_nothing() -> None:
    row = judged(bsn="123456789", signaaldatum="gisteren", email="fatima@")
    assert row.problems is not None
    assert set(row.problems) == {"bsn", "signaaldatum", "email"}
    assert not any(cell in row.why for cell in ("123456789", "gisteren", "fatima"))


def test_an_unknown_bsn_is_taken_with_a_flag() -> None:
    row = judged(bsn="")
    assert (row.verdict, row.notes) == (Verdict.TAKEN, ("BSN onbekend.",))
    assert row.signal is not None
    assert row.signal.client.bsn is None


@every_row("born", ["00-00-1970", "00-05-1970"])
def test_a_partly_known_birth_date_is_taken_with_a_flag(born: str) -> None:
    row = judged(geboortedatum=born)
    assert (row.verdict, row.notes) == (Verdict.TAKEN, ("Geboortedatum onvolledig.",))


@every_row(
    ("cells", "reason"),
    [
        ({"overleden": "ja"}, SuppressionReason.DECEASED),
        ({"pgb": "Ja"}, SuppressionReason.PERSONAL_BUDGET),
        ({"overgedragen": "x"}, SuppressionReason.TRANSFERRED),
        ({"indicatie_tot": "21-11-2026"}, SuppressionReason.INDICATION_LAPSED),
        ({"wachtstatus": "3", "ethos": "0"}, SuppressionReason.WAITS_AT_HOME),
        ({"overleden": "ja", "pgb": "ja"}, SuppressionReason.DECEASED),
    ],
)
def test_a_held_back_signal_keeps_its_reason(
    cells: dict[str, str], reason: SuppressionReason
) -> None:
    # Regel 17: het gaat om zorg in natura; een pgb blijft apart.
    row = judged(**cells)
    assert row.verdict is Verdict.HELD
    assert row.signal is not None
    assert row.signal.suppressed is reason
    assert row.why == f"{reason.label}."


@every_row(
    "cells",
    [{"wachtstatus": "3"}, {"wachtstatus": "3", "ethos": "2"}, {"indicatie_tot": "22-11-2026"}],
)
def test_doubt_does_not_hold_a_signal_back(cells: dict[str, str]) -> None:
    assert judged(**cells).verdict is Verdict.TAKEN


def test_a_row_that_repeats_an_earlier_one_is_doubled() -> None:
    rows = judge(sheet(RIGHT, RIGHT | {"signaalsoort": "detentie"}, RIGHT), REGION, TODAY)
    assert [row.verdict for row in rows] == [Verdict.TAKEN, Verdict.TAKEN, Verdict.DOUBLED]
    assert rows[2].why == "Hetzelfde signaal als rij 2."


def test_without_bsn_the_name_and_birth_date_tell_clients_apart() -> None:
    nameless = RIGHT | {"geboortedatum": "14-02-1979"}
    del nameless["bsn"]
    rows = judge(
        sheet(nameless, nameless, nameless | {"geboortedatum": "15-02-1979"}), REGION, TODAY
    )
    assert [row.verdict for row in rows] == [Verdict.TAKEN, Verdict.DOUBLED, Verdict.TAKEN]


def test_a_row_that_is_longer_than_the_heading_is_wrong() -> None:
    row = Row(number=2, cells=RIGHT, surplus=True)
    found = judge(Sheet(rows=(row,), encoding="", separator=";", ignored=()), REGION, TODAY)[0]
    assert found.why == "rij: heeft meer cellen dan de kop."


@every_row("verdict", Verdict)
def test_every_verdict_has_a_label(verdict: Verdict) -> None:
    assert verdict.label
