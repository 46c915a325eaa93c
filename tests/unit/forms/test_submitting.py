"""What people post is checked against what they could see, and stored as typed values."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from engine.feel.convert import Json
from tests.rows import every_row
from tests.unit.forms.builders import SCOPE, STAFF, choice, component, form

REQUIRED: Json = {"required": True}


def problems_of(part: dict[str, Json], *posted: str) -> str:
    submission = form(part).submit({"a": list(posted)}, {}, STAFF, SCOPE)
    return " ".join(text for found in submission.problems.values() for text in found)


@every_row(
    ("part", "posted", "stored"),
    [
        (component("textfield", "a"), "  Noor ", "Noor"),
        (component("textarea", "a"), "een\r\ntwee", "een\ntwee"),
        (component("number", "a"), "2,50", Decimal("2.50")),
        (component("number", "a"), "-3", Decimal(-3)),
        (component("datetime", "a", subtype="date"), "2026-11-22", date(2026, 11, 22)),
        (component("datetime", "a", subtype="date"), "22-11-2026", date(2026, 11, 22)),
        (component("datetime", "a", subtype="time"), "9.30", time(9, 30)),
        (
            component("datetime", "a", subtype="datetime"),
            "2026-07-01T09:30",
            datetime(2026, 7, 1, 7, 30, tzinfo=UTC),
        ),
        (
            component("datetime", "a", subtype="datetime"),
            "29-3-2026 2:30",
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),
        (component("checkbox", "a"), "true", True),
        (choice("radio", "a", "ja", "nee"), "ja", "ja"),
        (choice("select", "a", "ja", "nee"), "nee", "nee"),
        (component("select", "a", valuesKey="medewerkers"), "noor", "noor"),
        (component("select", "a", valuesExpression='=["x", "y"]'), "y", "y"),
    ],
)
def test_an_answer_is_stored_with_its_type(
    part: dict[str, Json], posted: str, stored: object
) -> None:
    submission = form(part).submit({"a": [posted]}, {}, STAFF, SCOPE)
    assert submission.problems == {}
    assert submission.values == {"a": stored}


@every_row("kind", ["checklist", "taglist"])
def test_several_choices_are_stored_as_a_list(kind: str) -> None:
    submission = form(choice(kind, "a", "x", "y", "z")).submit({"a": ["z", "x"]}, {}, {}, SCOPE)
    assert submission.values == {"a": ["z", "x"]}


@every_row(
    ("part", "open_value"),
    [
        (component("textfield", "a"), None),
        (component("number", "a"), None),
        (component("checkbox", "a"), False),
        (choice("checklist", "a", "x"), []),
        (choice("radio", "a", "x"), None),
    ],
)
def test_an_answer_left_open_is_stored_as_open(part: dict[str, Json], open_value: object) -> None:
    assert form(part).submit({"a": ["  "]}, {}, {}, SCOPE).values == {"a": open_value}
    assert form(part).submit({}, {}, {}, SCOPE).values == {"a": open_value}


@every_row(
    ("part", "said"),
    [
        (component("textfield", "a", "Toelichting", validate=REQUIRED), "Vul 'Toelichting' in."),
        (component("number", "a", "Aantal", validate=REQUIRED), "Vul 'Aantal' in."),
        (component("checkbox", "a", "Akkoord", validate=REQUIRED), "Vink 'Akkoord' aan."),
        (choice("radio", "a", "x", validate=REQUIRED), "Kies een antwoord bij 'A'."),
        (choice("checklist", "a", "x", validate=REQUIRED), "Kies bij 'A' ten minste één antwoord."),
    ],
)
def test_a_required_answer_that_is_missing_is_asked_for(part: dict[str, Json], said: str) -> None:
    assert problems_of(part) == said
    assert problems_of(part, " ") == said


@every_row(
    ("part", "posted", "said"),
    [
        (component("number", "a"), "veel", "een getal"),
        (component("number", "a"), "1e9", "een getal"),
        (component("number", "a"), "NaN", "een getal"),
        (component("number", "a", decimalDigits=0), "1,5", "heel getal"),
        (component("number", "a", validate={"min": 1, "max": 9}), "0", "ten minste 1"),
        (component("number", "a", validate={"min": 1, "max": 9}), "9.5", "hoogstens 9"),
        (component("textfield", "a", validate={"minLength": 20}), "kort", "ten minste 20 tekens"),
        (component("textfield", "a", validate={"maxLength": 3}), "lang", "hoogstens 3 tekens"),
        (component("textfield", "a"), "x" * 1_001, "hoogstens 1000 tekens"),
        (component("textfield", "a"), "nul\x00", "leesbare tekens"),
        (component("textfield", "a", validate={"pattern": "^[0-9]{8}$"}), "1", "juiste vorm"),
        (component("textfield", "a", validate={"validationType": "email"}), "a@b", "e-mailadres"),
        (
            component("textfield", "a", validate={"validationType": "phone"}),
            "bel",
            "telefoonnummer",
        ),
        (component("textfield", "a", properties={"soort": "bsn"}), "999990018", "11-proef"),
        (component("datetime", "a", subtype="date"), "31-2-2026", "bestaande datum"),
        (component("datetime", "a", subtype="time"), "25:00", "een tijd"),
        (component("datetime", "a", subtype="datetime"), "2026-11-22", "datum en tijd"),
        (
            component("datetime", "a", subtype="date", disallowPassedDates=True),
            "21-11-2026",
            "verleden",
        ),
        (
            component("datetime", "a", subtype="date", properties={"laatst": "=vandaag()"}),
            "23-11-2026",
            "na 22-11-2026",
        ),
        (
            component("datetime", "a", subtype="date", properties={"vroegst": "=vandaag()"}),
            "21-11-2026",
            "vóór 22-11-2026",
        ),
        (choice("radio", "a", "x", "y"), "z", "getoonde antwoorden"),
        (choice("checklist", "a", "x", "y"), "z", "getoonde antwoorden"),
        (component("select", "a", valuesKey="medewerkers"), "eva", "getoonde antwoorden"),
        (component("select", "a", valuesKey="onbekend"), "eva", "getoonde antwoorden"),
    ],
)
def test_a_wrong_answer_is_explained(part: dict[str, Json], posted: str, said: str) -> None:
    found = problems_of(part, posted)
    assert said in found
    assert "'A'" in found


def test_right_answers_pass_every_kind_of_check() -> None:
    parts = [
        component("textfield", "agb", validate={"pattern": "^[0-9]{8}$"}),
        component("textfield", "mail", validate={"validationType": "email"}),
        component("textfield", "tel", validate={"validationType": "phone"}),
        component("textfield", "bsn", properties={"soort": "bsn"}),
        component("datetime", "dag", subtype="date", properties={"vroegst": "=vandaag()"}),
    ]
    posted = {"agb": ["12345678"], "mail": ["a@b.nl"], "tel": ["06 - 12 34 56 78"]}
    posted |= {"bsn": ["9999.90.019"], "dag": ["22-11-2026"]}
    assert form(*parts).submit(posted, {}, {}, SCOPE).problems == {}


def test_problems_come_in_page_order() -> None:
    parts = [component("textfield", key, validate=REQUIRED) for key in "zayb"]
    assert list(form(*parts).submit({}, {}, {}, SCOPE).problems) == list("zayb")


def test_nothing_is_stored_when_something_is_wrong() -> None:
    parts = [component("textfield", "a"), component("textfield", "b", validate=REQUIRED)]
    assert form(*parts).submit({"a": ["x"]}, {}, {}, SCOPE).values == {}


def test_a_hidden_answer_is_neither_checked_nor_stored() -> None:
    reason = component(
        "textfield", "reden", validate=REQUIRED, conditional={"hide": '=akkoord = "ja"'}
    )
    made = form(choice("radio", "akkoord", "ja", "nee"), reason)
    hidden = made.submit({"akkoord": ["ja"], "reden": ["gesmokkeld"]}, {}, {}, SCOPE)
    assert hidden.values == {"akkoord": "ja"}
    assert list(made.submit({"akkoord": ["nee"]}, {}, {}, SCOPE).problems) == ["reden"]


def test_what_is_in_a_hidden_group_is_hidden() -> None:
    inside = component("textfield", "binnen", validate=REQUIRED)
    group = component("group", components=[inside], conditional={"hide": "=verberg"})
    made = form(group)
    assert made.submit({}, {"verberg": True}, {}, SCOPE).values == {}
    assert "binnen" in made.submit({}, {"verberg": False}, {}, SCOPE).problems


def test_an_answer_that_is_hidden_counts_as_null_for_the_next() -> None:
    parts = [
        choice("radio", "a", "ja", "nee"),
        choice("radio", "b", "ja", "nee", conditional={"hide": '=a = "nee"'}),
        component("textfield", "c", conditional={"hide": '=b != "ja"'}),
    ]
    posted = {"a": ["nee"], "b": ["ja"], "c": ["x"]}
    assert form(*parts).submit(posted, {}, {}, SCOPE).values == {"a": "nee"}


def test_a_read_only_answer_keeps_the_value_of_the_process() -> None:
    made = form(component("textfield", "profiel", readonly=True, validate=REQUIRED))
    assert made.submit({"profiel": ["anders"]}, {"profiel": "5GGZ"}, {}, SCOPE).values == {}


def test_unknown_names_are_ignored() -> None:
    submission = form(component("textfield", "a")).submit({"toestand": ["x"]}, {}, {}, SCOPE)
    assert submission.values == {"a": None}


def test_a_label_may_be_feel_also_in_a_message() -> None:
    part = component("textfield", "a", '="Poging " + string(nr)', validate=REQUIRED)
    submission = form(part).submit({}, {"nr": 3}, {}, SCOPE)
    assert submission.problems["a"] == ("Vul 'Poging 3' in.",)
