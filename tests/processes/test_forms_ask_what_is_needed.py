"""Forms ask whether the client takes part, and free texts ask for no more than is needed.

Every form is either a decision about the client, which then asks how she is involved (rule 7), or
stands here with the reason why it does not ask.
"""

import re
from collections.abc import Iterator
from typing import cast

import pytest

from tests.processes.test_forms_stay_small import Part, forms

INVOLVED = "client_betrokken"
WHY = "client_betrokken_toelichting"
NO_DECISION = {
    "contact with the client herself": (
        "contactpoging gesprek herhaalcontact nazorgcontact reactie-op-brief"
        " toestemming-vragen toestemming-vastleggen bevestigingsbrief brief-laatst-bekend-adres"
    ),
    "the client is not reached, or cannot be asked": (
        "contactgegevens-verzamelen onbereikbaar-vervolg hulp-vragen terugkoppeling-van-buiten"
        " overlijden-bevestigen crisis-afhandelen crisis-opvangen vandaag-onderdak"
    ),
    "somebody writes down what another said or did": (
        "aanbieder-afwachten aanbieder-antwoord aanbieder-benaderen aanvang-navragen"
        " dreiging-voortgang einddatum-navragen gemeente-informeren inkoper-vraagt-na"
        " onvrijwillige-zorg overbrugging-afronden overbrugging-voortgang overdracht-afwachten"
        " overdracht-bevestigen overleg-afspraak partijen-herzien plaatsingsvraag plan-nagaan"
        " reactie-aanbieder tafelactie terugkoppeling-gemeente toewijzing zorgvuldigheid-toetsen"
        " indicatie-vervallen-bevestigen"
    ),
    "the second pair of eyes on a decision that asked it": (
        "afsluiten-bevestigen bewuste-keuze-bevestigen onterecht-bevestigen noodprocedure-nalezen"
    ),
    "between the care office and others, not about the client's course": (
        "aanbieder-aanspreken aanbieder-reageert-niet aanbod-in-de-regio contract-bespreken"
        " agenderen hoger-niveau-overwegen overdracht-niet-bevestigd overleg-op-gang-brengen"
        " overleg-voorbereiden"
    ),
    "whose work it is, and what comes in": (
        "casus-aannemen casus-herverdelen casus-zonder-vervolgstap klacht-behandelen"
        " nieuw-signaal-bekijken ongekoppeld-bericht signaal-beoordelen signaal-overdragen"
        " verhuizing-nagaan verantwoordelijkheid-beslissen"
    ),
}
REPORTS = "melden-"
SPARING = re.compile(r"[Aa]lleen .*(noodzakelijk|nodig)")
NAMES = re.compile(
    r"(^|_)(agb|naam|aanbieder|instelling|gemeente|telefoon|email|zorgkantoor|adres|wie|locatie)$"
    r"|(^|_)(dossierhouder|regiehouder|actiehouder|voorkeursaanbieder|zoekgebied|code|urgentie)$"
    r"|^contactpersoon(_\d)?$|^contact_reclassering$|^partij_[a-z]+$|^bevestigd_door$"
    r"|^verwachte_wachttijd$|^bemiddelingspecificatie$|^door_wie$|^gemeente_(brp|verblijf)$"
)
"""Short fields for a name, a place, a number or a code: those are no free texts."""


def keys(name: str) -> set[object]:
    return {part["key"] for part in forms()[name]}


def excused() -> dict[str, str]:
    return {name: why for why, names in NO_DECISION.items() for name in names.split()}


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_decision_about_the_client_asks_how_she_is_involved(name: str) -> None:
    # Regel 7: de cliënt is altijd betrokken; bij nee staat erbij waarom.
    asks = INVOLVED in keys(name)
    assert asks != (name in excused() or name.startswith(REPORTS)), excused().get(name)
    assert not asks or WHY in keys(name)


@pytest.mark.parametrize("name", sorted(n for n in forms() if INVOLVED in keys(n)))
def test_the_question_about_the_client_needs_an_answer(name: str) -> None:
    asked = {part["key"]: part for part in forms()[name] if part["key"] in {INVOLVED, WHY}}
    assert all(cast("Part", part["validate"])["required"] for part in asked.values())
    assert 'client_betrokken != "nee"' in str(asked[WHY]["conditional"])


def free_texts(name: str) -> Iterator[Part]:
    for part in forms()[name]:
        is_short = part["type"] == "textfield"
        is_named = NAMES.search(str(part["key"])) is not None
        if part["type"] == "textarea" or (is_short and not is_named):
            yield part


@pytest.mark.parametrize("name", sorted(forms()))
def test_every_free_text_asks_for_no_more_than_is_needed(name: str) -> None:
    # Regel 162: alleen wat nodig is voor passende zorg; geen behandelinhoud.
    hints = {str(part["key"]): str(part.get("description", "")) for part in free_texts(name)}
    silent = [key for key, hint in hints.items() if not SPARING.search(hint)]
    assert [key for key in silent if key != "adres"] == []
