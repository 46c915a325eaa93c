"""A file field is answered with the ids of files that were kept for the task."""

from engine.feel import to_feel
from engine.feel.convert import Json
from engine.forms import Kind
from engine.forms.files import GONE
from engine.forms.known import TASK_FILES
from tests.unit.forms.builders import SCOPE, component, form

FIRST: dict[str, Json] = {"id": "1", "naam": "brief.pdf", "soort": "pdf", "grootte": 12}
SECOND: dict[str, Json] = {"id": "2", "naam": "foto.png", "soort": "png", "grootte": 34}
KEPT = {
    TASK_FILES: to_feel(
        [{"veld": "a", **FIRST}, {"veld": "a", **SECOND}, {"veld": "b", **FIRST, "id": "3"}]
    )
}
ONE = component("filepicker", "a")
SEVERAL = component("filepicker", "a", multiple=True)


def test_the_answer_is_a_small_reference() -> None:
    submission = form(ONE).submit({"a": ["1"]}, KEPT, {}, SCOPE)
    assert submission.values == {"a": to_feel(FIRST)}


def test_a_new_file_comes_in_the_place_of_the_one_before() -> None:
    assert form(ONE).submit({"a": ["1", "2"]}, KEPT, {}, SCOPE).values == {"a": to_feel(SECOND)}


def test_a_field_for_several_files_gives_a_list_in_which_each_stands_once() -> None:
    submission = form(SEVERAL).submit({"a": ["2", "1", "2"]}, KEPT, {}, SCOPE)
    assert submission.values == {"a": to_feel([SECOND, FIRST])}


def test_left_open_it_is_null_or_an_empty_list() -> None:
    assert form(ONE).submit({}, KEPT, {}, SCOPE).values == {"a": None}
    assert form(SEVERAL).submit({"a": [" "]}, KEPT, {}, SCOPE).values == {"a": []}


def test_a_required_file_must_be_there_only_when_it_is_asked() -> None:
    asked = component("filepicker", "a", validate={"required": True})
    hidden = asked | {"conditional": {"hide": "=nee"}}
    problems = form(asked).submit({}, KEPT, {}, SCOPE).problems
    assert problems == {"a": ("Kies een bestand bij 'A'.",)}
    assert form(hidden).submit({}, {"nee": True}, {}, SCOPE).is_right


def test_a_file_of_another_field_or_that_is_gone_must_be_chosen_again() -> None:
    for key in ("3", "99", "<script>"):
        assert form(ONE).submit({"a": [key]}, KEPT, {}, SCOPE).problems == {"a": (GONE,)}


def test_the_page_shows_what_was_chosen_and_offers_what_was_kept() -> None:
    page = form(ONE).page({"a": ["2"]}, KEPT, {}, SCOPE)
    (field,) = page.answers()
    assert page.takes_files
    assert field.kind is Kind.FILES
    assert [file.name for file in field.files] == ["foto.png"]
    assert [(o.value, o.chosen) for o in field.options] == [("1", False), ("2", True)]


def test_a_file_is_chosen_anew_whatever_the_variable_holds() -> None:
    page = form(ONE).page(None, {**KEPT, "a": to_feel(FIRST)}, {}, SCOPE)
    assert page.answers()[0].files == ()


def test_a_field_that_only_shows_shows_the_file_that_the_process_knows() -> None:
    shown = form(ONE | {"readonly": True})
    context = {**KEPT, "a": to_feel(FIRST)}
    assert [f.name for f in shown.page(None, context, {}, SCOPE).answers()[0].files] == [
        "brief.pdf"
    ]
    assert shown.submit({"a": ["2"]}, context, {}, SCOPE).values == {}


def test_a_condition_can_look_at_a_file() -> None:
    made = form(ONE, component("textfield", "b", conditional={"hide": '=a.soort != "png"'}))
    assert made.page({"a": ["2"]}, KEPT, {}, SCOPE).keys == ("a", "b")
    assert made.page({"a": ["1"]}, KEPT, {}, SCOPE).keys == ("a",)
    assert made.page({"a": ["2"]}, KEPT, {}, SCOPE).answers()[0].refreshes


def test_a_text_can_name_a_file() -> None:
    made = form(ONE, component("text", text="Ontvangen: {{ a.naam }}"))
    assert made.page({"a": ["1"]}, KEPT, {}, SCOPE).fields[1].label == "Ontvangen: brief.pdf"


def test_a_draft_and_a_look_ahead_keep_the_choice() -> None:
    made = form(SEVERAL)
    assert made.draft({"a": ["1"], "x": ["2"]}) == {"a": ["1"]}
    assert made.readable({"a": ["1"]}, KEPT, SCOPE) == {"a": to_feel([FIRST])}
