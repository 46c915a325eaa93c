"""Codes know their labels, and are recognised however people write them."""

from engine.domain.case import CaseState, ClosingGround, Urgency
from engine.domain.labels import Labelled
from engine.domain.region import CARE_REGIONS, care_region
from engine.domain.signal import (
    Ethos,
    SafetyRisk,
    SignalKind,
    SignalSource,
    SignalStatus,
    SuppressionReason,
)
from tests.rows import every_row

EVERY = [
    *(CaseState, ClosingGround, Urgency, Ethos, SafetyRisk),
    *(SignalKind, SignalSource, SignalStatus, SuppressionReason),
]


@every_row("kind", EVERY)
def test_every_code_is_recognised_by_code_and_label(kind: type[Labelled]) -> None:
    for member in kind:
        assert kind.recognise(member.value.upper()) is member
        assert kind.recognise(f" {member.label.replace(' ', '-')} ") is member


def test_a_code_that_a_region_invented_is_its_own_label() -> None:
    assert CaseState.label_of("wacht-op-tafel") == "wacht-op-tafel"
    assert CaseState.label_of("bemiddelen") == "Bemiddelen"
    assert CaseState.recognise("bestaat niet") is None


def test_there_are_31_regions_and_friesland_has_two_codes() -> None:
    assert len({region.code for region in CARE_REGIONS}) == 31
    assert care_region("5533") is care_region("5502")
    assert care_region("5522") is None
