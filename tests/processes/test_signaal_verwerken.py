"""P0: what becomes of a signal (regels 6, 18-35)."""

import pytest

from engine.domain.calendar import dutch_calendar
from engine.feel import Scope
from tests.processes.casework import MONDAY, Footprint, form, terms
from tests.processes.stories import signaal_verwerken


def test_a_new_signal_opens_a_case() -> None:
    case = signaal_verwerken.new_case(Footprint())
    assert case.ended
    assert [thrown.name for thrown in case.thrown] == ["casus-openen"]


def test_a_signal_about_an_open_case_joins_it() -> None:
    case = signaal_verwerken.joined_case(Footprint())
    assert [thrown.name for thrown in case.thrown] == ["signaal-koppelen"]


def test_the_table_proposes_to_join_when_a_case_is_open() -> None:
    assert (
        signaal_verwerken.signal(Footprint(), open_casus=True).value("voorstel_uitkomst")
        == "toevoegen"
    )


def test_an_unfounded_signal_disappears_only_after_a_second_look() -> None:
    case = signaal_verwerken.unfounded_after_second_look(Footprint())
    assert case.ended
    assert case.thrown == []


def texts(**known: object) -> str:
    scope = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())
    signal = {"signaalbron": "iwlz", "signaalsoort": "geen-toewijzing", "ethos": "9", **known}
    page = form("signaal-beoordelen").page(None, signal, {}, scope)
    return "\n".join(field.label for field in page.fields)


def warning(**known: object) -> bool:
    return "drempel" in texts(**known)


def test_a_signal_within_the_threshold_of_the_region_says_so() -> None:
    # Regel 27: de bron noemt een 'x periode'; wie dakloos is of zelf belt, wacht niet.
    assert warning(einddatum_zorg="2026-02-25")
    assert not warning(einddatum_zorg="2026-02-01")
    assert not warning(einddatum_zorg="2026-02-25", ethos="2")
    assert not warning(einddatum_zorg="2026-02-25", signaalbron="client")
    assert not warning()


def test_who_belongs_to_the_group_follows_the_care_profile() -> None:
    # Regels 1, 2 en 4: ggz wonen, ook VG met psychische problematiek; een ander telt toch mee.
    assert "Zorgprofiel 884, ggz wonen: ja." in texts(zzp_code="884")
    assert "alleen als er ook psychische problematiek is" in texts(zzp_code="810")
    assert "Gooi het signaal niet weg" in texts(zzp_code="123")
    assert "doelgroep" not in texts()


def test_the_second_look_is_by_somebody_else() -> None:
    case = signaal_verwerken.judged(
        signaal_verwerken.signal(Footprint()),
        "onterecht",
        reden_onterecht="dubbel",
        bewijsbron="iWlz",
        toelichting="Staat er al in onder een ander nummer",
    )
    assert case.task("onterecht-bevestigen").properties["vierogen"] == "signaal-beoordelen"


def test_a_signal_for_another_region_stays_until_they_confirm() -> None:
    assert signaal_verwerken.other_region(Footprint()).ended


def test_a_signal_that_the_other_region_refuses_comes_back() -> None:
    assert signaal_verwerken.other_region_gives_it_back(Footprint()).open == ["signaal-beoordelen"]


@pytest.mark.parametrize("known", [{"veiligheidsrisico": "acuut"}, {"ethos": "1"}, {"ethos": "2"}])
def test_acute_risk_or_the_street_is_judged_within_one_working_day(known: dict[str, str]) -> None:
    """T06: the urgent track is for acute risk, and for ETHOS 1 and 2."""
    calm = signaal_verwerken.signal(Footprint()).task("signaal-beoordelen")
    acute = signaal_verwerken.signal(Footprint(), **known).task("signaal-beoordelen")
    assert calm.due_at is not None
    assert acute.due_at is not None
    assert acute.due_at < calm.due_at
    assert acute.priority > calm.priority
