"""P4: the conversation, and what it changes (regels 49-63)."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tests.processes.casework import Answers, Footprint
from tests.processes.stories import situatie_uitvragen as stories
from tests.processes.telling import within


def talked(before: Mapping[str, object], **answers: str) -> dict[str, object]:
    """Have the conversation in a case that knows this; tell what the case knows after it."""
    case = stories.talked(within("situatie-uitvragen", Footprint(), **before), **answers)
    return {name: case.value(name) for name in ("urgentie", "mo_sinds")}


def test_what_is_heard_makes_a_case_more_urgent() -> None:
    """Regel 35, D2: the table is asked again after the conversation."""
    assert talked({"urgentie": "3"}, ethos="1")["urgentie"] == "1"


def test_what_is_heard_makes_a_case_less_urgent() -> None:
    assert talked({"urgentie": "1"}, ethos="6", woonruimte="stabiel")["urgentie"] == "3"


def test_an_urgency_that_a_person_chose_is_only_raised() -> None:
    chosen = {"urgentie": "2", "urgentie_motivering": "Ik maak me zorgen"}
    assert talked(chosen, ethos="6", woonruimte="stabiel")["urgentie"] == "2"
    assert talked(chosen, ethos="1")["urgentie"] == "1"


def test_the_case_remembers_since_when_the_client_is_in_a_shelter() -> None:
    """Regel 8 and T27."""
    shelter = {
        "in_mo": "ja",
        "reden_mo": "anders",
        "mo_aanbieder": "De Haven",
        "gemeente_verblijf": "Utrecht",
    }
    assert f"{talked({}, **shelter)['mo_sinds']}" == "2026-03-02"
    assert talked({"mo_sinds": "lang"})["mo_sinds"] is None


def test_an_appointment_is_the_term_of_the_conversation() -> None:
    agreed = datetime(2026, 3, 20, 10, tzinfo=UTC)
    case = within("situatie-uitvragen", Footprint(), afspraak_op=agreed)
    assert case.task("gesprek-voeren").due_at == agreed


@pytest.mark.parametrize(("given", "asked"), [(None, True), ("ja", False), ("verlopen", True)])
def test_who_wants_to_share_outside_the_chain_asks_consent_first(
    given: str | None, *, asked: bool
) -> None:
    """Regel 11 and 161: and the case does not wait for it."""
    case = stories.talked(within("situatie-uitvragen", Footprint(), toestemming_gegeven=given))
    case.do("partijen-vaststellen", **{**stories.PARTIES, **stories.SHARED})
    assert ("toestemming-vragen" in {thrown.name for thrown in case.thrown}) is asked
    assert case.ended


@pytest.mark.parametrize(
    ("urgency", "group"),
    [("1", "zk-zorginhoudelijk"), ("2", "zk-zorginhoudelijk"), ("3", "zk-klantadviseur")],
)
def test_who_holds_the_conversation_depends_on_the_urgency(urgency: str, group: str) -> None:
    """Regel 57, UT11."""
    case = within("situatie-uitvragen", Footprint(), urgentie=urgency)
    assert case.task("gesprek-voeren").candidate_groups == (group,)


@pytest.mark.parametrize(("party", "asked"), [("dossierhouder", False), ("mo", True)])
def test_only_a_party_outside_the_chain_raises_the_question_of_sharing(
    party: str, *, asked: bool
) -> None:
    """Regel 11, D5: in the Wlz chain nobody has to ask."""
    case = stories.talked(within("situatie-uitvragen", Footprint()))
    fields = {f.key: f for f in case.page("partijen-vaststellen", {"partijen": [party]})}
    assert ("delen_toegestaan" in fields) is asked
    given: Answers = {"partijen": [party], "delen_toegestaan": "ja"}
    shown = {f.key: f for f in case.page("partijen-vaststellen", given)}
    assert ("delen_met" in shown) is asked
    assert not asked or [option.value for option in shown["delen_met"].options] == [party]
