"""P6: is refusing a conscious choice? (regels 89-110)."""

from datetime import date

import pytest

from engine.domain.calendar import AMSTERDAM, dutch_calendar
from engine.domain.sharing import Agreed, Category, Recipient, choices
from engine.feel import Scope, Value, to_feel
from engine.forms.known import SHARING
from tests.processes.casework import MONDAY, Casework, Footprint, form, terms
from tests.processes.stories import zorgweigering_toetsen as told
from tests.processes.telling import INVOLVED, Story

SCOPE = Scope(now=MONDAY, terms=terms().get, calendar=dutch_calendar())


def day(case: Casework) -> str:
    return f"{case.now.astimezone(AMSTERDAM):%Y-%m-%d}"


def agreed(*recipients: Recipient) -> Value:
    """What may be shared when the client agreed to share with these."""
    consent = Agreed(
        recipients=frozenset(recipients),
        categories=frozenset(Category),
        from_day=date.min,
        to_day=date.max,
    )
    return to_feel(choices([consent], MONDAY.date(), None))


def escalations(case: Casework) -> list[object]:
    return [m.variables["aanleiding"] for m in case.thrown if m.name == "opschalen-gevraagd"]


@pytest.mark.parametrize(
    ("tell", "next_step", "watched_for"),
    [
        (told.refusal_with_net, "bewaken", "bewuste-keuze"),
        (told.refusal_without_net, "bewaken", "bewuste-keuze"),
        (told.municipality_refuses, "bewaken", "bewuste-keuze"),
        (told.municipality_stays_silent, "bewaken", "bewuste-keuze"),
        (told.serious_harm, "bewaken", "twijfel"),
        (told.doubt, "bewaken", "twijfel"),
        (told.wants_care_after_all, "bemiddelen", None),
        (told.not_spoken_in_person, "bereiken", None),
    ],
)
def test_each_outcome_names_the_next_step_of_the_case(
    tell: Story, next_step: str, watched_for: str | None
) -> None:
    case = tell(Footprint())
    assert case.ended
    assert (case.value("vervolg"), case.value("bewaken_om")) == (next_step, watched_for)


def test_a_conscious_choice_is_confirmed_by_somebody_else() -> None:
    case = told.checked(Footprint())
    assert case.task("keuze-bevestigen").properties["vierogen"] == "keuze-toetsen"


def test_a_conscious_choice_is_checked_again_after_a_year() -> None:
    """T08: every year the check starts anew, four eyes included."""
    assert f"{told.refusal_with_net(Footprint()).value('herbeoordeling_op')}" == "2027-03-02"


@pytest.mark.parametrize(
    ("net", "when"), [("woning-en-mantelzorg", "2026-09-02"), ("geen", "2026-03-30")]
)
def test_the_next_contact_follows_the_safety_net(net: str, when: str) -> None:
    case = told.checked(Footprint(), vangnet=net).do("keuze-bevestigen", akkoord="ja")
    assert f"{case.value('volgend_contact_op')}" == when


def test_the_next_contact_comes_on_the_day_that_stands_in_the_letter() -> None:
    case = told.checked(Footprint())
    case.do("keuze-bevestigen", akkoord="ja", volgend_contact_op="2026-04-15")
    case.do("bevestigingsbrief-controleren", adres="Dorpsstraat 1")
    assert f"{case.value('hercontact_op')}" == "2026-04-15"


def test_a_contact_that_is_overdue_by_then_comes_the_next_working_day() -> None:
    """T08: waiting for the municipality does not put the contact off again."""
    case = told.municipality_stays_silent(Footprint())
    assert (day(case), f"{case.value('hercontact_op')}") == ("2026-04-17", "2026-04-20")


def test_nobody_may_put_the_next_contact_off_beyond_six_months() -> None:
    case = told.checked(Footprint())
    with pytest.raises(AssertionError, match="volgend_contact_op"):
        case.do("keuze-bevestigen", akkoord="ja", volgend_contact_op="2026-09-03")


def test_without_a_safety_net_the_municipality_is_asked_for_help() -> None:
    case = told.help_asked(Footprint())
    assert [letter.kind for letter in case.letters] == [
        "bevestiging-bewuste-keuze",
        "bemoeizorgverzoek",
    ]


@pytest.mark.parametrize(
    ("recipients", "offered"),
    [
        ([], ["anoniem", "noodsituatie"]),
        ([Recipient.SHELTER], ["anoniem", "noodsituatie"]),
        ([Recipient.MUNICIPALITY], ["toestemming", "anoniem", "noodsituatie"]),
    ],
)
def test_without_consent_the_municipality_hears_no_names(
    recipients: list[Recipient], offered: list[str]
) -> None:
    """Regels 11 and 161: a basis that is not there is not offered."""
    consent = agreed(*recipients)
    page = form("bemoeizorg-vragen").page(None, {SHARING: consent}, {}, SCOPE)
    fields = {field.key: field for field in page.answers()}
    assert [choice.value for choice in fields["grondslag"].options] == offered


def test_the_municipality_is_reminded_and_after_three_times_a_table_follows() -> None:
    case = told.help_asked(Footprint())
    days = [day(case.fire("terugkoppeling-blijft-uit")) for _ in range(3)]
    assert days == ["2026-03-17", "2026-04-01", "2026-04-17"]
    assert [letter.kind for letter in case.letters].count("bemoeizorgverzoek") == 3
    assert escalations(case) == ["bemoeizorg"]


@pytest.mark.parametrize(
    ("tell", "reason", "contact"),
    [(told.doubt, "twijfel", "over-4-weken"), (told.serious_harm, "ernstig-nadeel", "over-1-week")],
)
def test_doubt_and_harm_go_to_a_table_while_contact_goes_on(
    tell: Story, reason: str, contact: str
) -> None:
    """D9: a table beside the contact; nobody waits for it."""
    case = tell(Footprint())
    assert (escalations(case), case.value("hercontact_wens")) == ([reason], contact)


@pytest.mark.parametrize(
    "missing", ["recht_uitgelegd", "gevolgen_uitgelegd", "oco_aangeboden", "persoonlijk_gesproken"]
)
def test_a_choice_is_not_conscious_while_something_was_not_explained(missing: str) -> None:
    case = told.checked(Footprint(), **{missing: "nee"})
    assert case.value("toets_uitkomst") == "niet-vast-te-stellen"


def test_an_unknown_representative_has_to_be_asked_about() -> None:
    """Regel 16: the representative counts as the client."""
    case = Casework("zorgweigering-toetsen", {"urgentie": "3", "vertegenwoordiging": "onbekend"})
    assert "vertegenwoordiger_geraadpleegd" in {f.key for f in case.page("keuze-toetsen", {})}


def test_the_letter_goes_to_the_municipality_that_was_chosen() -> None:
    """Regels 12, 132 and 134: the first that is known is filled in."""
    case = told.asking(Footprint(), centrumgemeente_brp="Enschede", gemeente="Borne")
    case.do(
        "bemoeizorg-aanvragen",
        gevraagd=["bemoeizorg"],
        grondslag="anoniem",
        gedeelde_velden="Alleen de leefsituatie",
        **INVOLVED,
    )
    assert case.letters[-1].recipient == "gemeente Enschede"


def read(name: str, **known: object) -> str:
    return " ".join(field.label for field in form(name).page(None, known, {}, SCOPE).fields)


def test_who_confirms_and_who_calls_next_see_whether_a_provider_keeps_contact() -> None:
    """Regel 105."""
    assert "Een aanbieder houdt ook contact" in read(
        "bewuste-keuze-bevestigen", aanbieder_houdt_contact="ja"
    )
    assert "Geen aanbieder houdt contact" in read(
        "bewuste-keuze-bevestigen", aanbieder_houdt_contact="nee"
    )
    assert "Vraag wat die ziet" in read(
        "herhaalcontact", aanbieder_houdt_contact="ja", bewaken_om="bewuste-keuze"
    )


def test_who_only_wants_a_bed_is_discussed_with_shelter_municipality_and_supporter() -> None:
    """Regel 99."""
    page = form("partijen").page(None, {"alleen_bed": "ja"}, {}, SCOPE)
    (proposed,) = [field.chosen for field in page.answers() if field.key == "partijen"]
    assert set(proposed) == {"mo", "gemeente", "oco"}
    assert "intensieve afstemming" in read("partijen", alleen_bed="ja")
