"""What a page shows of a form."""

from datetime import UTC, date, datetime
from decimal import Decimal

from engine.forms import Kind
from tests.unit.forms.builders import SCOPE, STAFF, choice, component, form


def test_a_field_starts_with_the_variable_of_the_same_name() -> None:
    context = {"a": "Almelo", "b": date(2026, 12, 1), "c": Decimal("2.5"), "d": ["x"]}
    parts = [
        component("textfield", "a"),
        component("datetime", "b", subtype="date"),
        component("number", "c"),
        choice("checklist", "d", "x", "y"),
        component("textfield", "e", defaultValue="zomaar"),
    ]
    page = form(*parts).page(None, context, {}, SCOPE)
    assert [field.value for field in page.fields] == ["Almelo", "2026-12-01", "2.5", "x", "zomaar"]
    assert [option.chosen for option in page.fields[3].options] == [True, False]


def test_an_expression_may_fill_in_a_field_or_keep_it_empty() -> None:
    parts = [
        component("datetime", "a", subtype="date", properties={"voorvullen": "=vandaag()"}),
        component("textfield", "b", properties={"voorvullen": "=null"}),
    ]
    page = form(*parts).page(None, {"b": "vorige keer"}, {}, SCOPE)
    assert [field.value for field in page.fields] == ["2026-11-22", ""]


def test_what_was_posted_is_shown_again_with_its_problems() -> None:
    made = form(component("number", "a"), component("textfield", "b"))
    posted = {"a": ["veel"], "b": ["<b>"]}
    problems = made.submit(posted, {}, {}, SCOPE).problems
    page = made.page(posted, {"a": 3}, {}, SCOPE, problems)
    assert page.fields[0].value == "veel"
    assert page.fields[1].value == "<b>"
    assert [key for key, _ in page.problems()] == ["a"]


def test_a_draft_keeps_what_was_posted_for_this_form_only() -> None:
    made = form(component("number", "a"), choice("checklist", "b", "x", "y"))
    draft = made.draft({"a": ["half"], "b": ["x", "y"], "csrf_token": ["geheim"]})
    assert draft == {"a": ["half"], "b": ["x", "y"]}
    assert made.page(draft, {}, {}, SCOPE).fields[0].value == "half"


def test_a_field_that_the_posted_page_did_not_have_starts_filled_in() -> None:
    parts = [
        choice("radio", "a", "ja", "nee"),
        component("textfield", "b", conditional={"hide": '=a != "ja"'}),
        component("textfield", "c"),
    ]
    made, context = form(*parts), {"b": "bekend", "c": "oud"}
    posted = made.begun({"a": ["ja"]}, {"a", "c"}, context, SCOPE)
    page = made.page(posted, context, {}, SCOPE)
    assert [field.value for field in page.fields] == ["ja", "bekend", ""]


def test_an_unticked_box_stays_unticked_in_a_draft() -> None:
    made = form(component("checkbox", "a"))
    assert made.page(None, {"a": True}, {}, SCOPE).fields[0].is_checked
    assert not made.page({}, {"a": True}, {}, SCOPE).fields[0].is_checked


def test_hidden_parts_are_not_on_the_page_and_what_shows_them_is_marked() -> None:
    parts = [
        choice("radio", "a", "ja", "nee"),
        component(
            "group", components=[component("textfield", "b")], conditional={"hide": '=a != "ja"'}
        ),
    ]
    made = form(*parts)
    first = made.page(None, {}, {}, SCOPE)
    assert [(field.key, field.refreshes) for field in first.fields] == [("a", True)]
    shown = made.page({"a": ["ja"]}, {}, {}, SCOPE)
    assert [field.key for field in shown.answers()] == ["a", "b"]
    assert not shown.answers()[1].refreshes


def test_texts_fill_in_variables_and_leave_a_gap_for_what_is_missing() -> None:
    parts = [
        component("text", text="Poging {{ nr }} op {{ dag }} aan {{ ontbreekt }}."),
        component("text", text='="Al " + string(nr) + " keer"'),
    ]
    context = {"nr": 2, "dag": datetime(2026, 7, 1, 7, tzinfo=UTC)}
    page = form(*parts).page(None, context, {}, SCOPE)
    assert [field.label for field in page.fields] == [
        "Poging 2 op 1-7-2026 9:00 aan .",
        "Al 2 keer",
    ]


def test_choices_may_come_from_the_region_or_from_the_process() -> None:
    parts = [
        component("select", "wie", valuesKey="medewerkers"),
        component("radio", "plek", valuesKey="plekken"),
    ]
    context = {"plekken": [{"value": "a1", "label": "De Haven"}, "b2"]}
    page = form(*parts).page(None, context, STAFF, SCOPE)
    assert [option.label for option in page.fields[0].options] == ["Noor de Wit", "Sem Bakker"]
    assert [option.label for option in page.fields[1].options] == ["De Haven", "b2"]


def test_a_page_needs_no_knowledge_of_form_js() -> None:
    part = component(
        "number",
        "a",
        "Aantal",
        description="Hoe vaak?",
        validate={"required": True, "min": 1},
        decimalDigits=0,
        appearance={"suffixAdorner": "keer"},
        readonly="=vast",
    )
    field = form(part).page(None, {"vast": True, "a": 4}, {}, SCOPE).fields[0]
    assert (field.kind, field.label, field.description) == (Kind.NUMBER, "Aantal", "Hoe vaak?")
    assert (field.required, field.minimum, field.decimals) == (True, Decimal(1), 0)
    assert (field.suffix, field.read_only, field.value) == ("keer", True, "4")


def test_shown_only_parts_have_no_key() -> None:
    parts = [component("separator"), component("spacer"), component("button", "ok")]
    page = form(*parts).page(None, {}, {}, SCOPE)
    assert [field.key for field in page.fields] == ["", "", ""]
    assert page.answers() == ()


def test_a_text_box_has_room_for_the_text_that_is_in_it() -> None:
    box = form(component("textarea", "tekst"))
    pages = [box.page({"tekst": [text]}, {}, {}, SCOPE) for text in ("kort", "regel\n" * 9)]
    assert [page.fields[0].rows for page in pages] == [4, 9]
