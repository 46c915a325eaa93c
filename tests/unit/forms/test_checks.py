"""What would be shown or checked wrongly is refused when a form is deployed."""

import pytest

from engine.errors import DefinitionRefused
from engine.feel.convert import Json
from engine.forms import check_form, parse_form
from tests.rows import every_row
from tests.unit.forms.builders import choice, component, source


@every_row(
    ("part", "rule", "said"),
    [
        (component("filepicker", "a", accept=".exe"), "form-bestand", "'.exe' is geen soort"),
        (component("filepicker", "a", accept="=soorten"), "form-bestand", "'=soorten'"),
        (component("filepicker", "a", multiple="=ja"), "form-bestand", "uitdrukking"),
        (component("filepicker", "taakbestanden"), "form-sleutel", "gereserveerd"),
        (component("dynamiclist", "a"), "form-onderdeel", "'dynamiclist'"),
        (component("datetime", "a", subtype="week"), "form-onderdeel", "'datetime'"),
        (component("textfield", "een key"), "form-sleutel", "kan geen sleutel zijn"),
        (component("textfield", "9a"), "form-sleutel", "kan geen sleutel zijn"),
        (component("textfield", "csrf_token"), "form-sleutel", "gereserveerd"),
        ({"type": "textfield", "label": "Zonder"}, "form-sleutel", "kan geen sleutel zijn"),
        ({"type": "textfield", "key": "a"}, "form-label", "geen label"),
        (component("radio", "a"), "form-opties", "precies één bron"),
        (choice("radio", "a", "x", valuesKey="y"), "form-opties", "precies één bron"),
        (choice("radio", "a", "x", "x"), "form-opties", "leeg of dubbel"),
        (component("textfield", "a", conditional={"hide": "=b ="}), "form-feel", "FEEL klopt niet"),
        (component("text", text="{{ 1 + }}"), "form-feel", "FEEL klopt niet"),
        (component("textfield", "a", validate={"pattern": "[0-9]"}), "form-patroon", "deel"),
        (component("textfield", "a", validate={"pattern": "^(a$"}), "form-patroon", "klopt niet"),
        (component("number", "a", validate={"min": 5, "max": 1}), "form-regel", "groter"),
        (component("number", "a", validate={"min": "=x"}), "form-regel", "geen getal"),
        (component("textfield", "a", properties={"soort": "iban"}), "form-regel", "bestaat niet"),
        (component("group", path="adres", components=[]), "form-pad", "pad"),
    ],
)
def test_a_fault_is_found_and_named(part: dict[str, Json], rule: str, said: str) -> None:
    findings = check_form(source(part))
    assert [(f.rule, said in f.message, bool(f.advice)) for f in findings] == [(rule, True, True)]
    assert findings[0].element_id


def test_a_key_that_comes_twice_is_found_also_in_groups() -> None:
    inside = component("group", components=[component("textfield", "a")])
    findings = check_form(source(component("textfield", "a"), inside))
    assert [finding.message for finding in findings] == ["'a' komt twee keer voor."]


def test_all_faults_are_found_at_once() -> None:
    parts = [component("iframe", "a"), component("textfield", "b c"), component("radio", "d")]
    assert len(check_form(source(*parts))) == 3


@every_row(
    "broken",
    [b"", b"{", b"[]", b"{}", b'{"components": 3}', b"[" * 100_000, b"\xff\xfe", b"null"],
)
def test_what_is_no_form_is_refused(broken: bytes) -> None:
    assert check_form(broken)[0].rule == "form-json"


def test_what_is_too_large_is_refused() -> None:
    many = [component("textfield", f"a{n}") for n in range(301)]
    nested: dict[str, Json] = component("textfield", "a")
    for _ in range(12):
        nested = component("group", components=[nested])
    for wide in (source(*many), source(nested), source(extra="x" * 1_000_001)):
        assert {finding.rule for finding in check_form(wide)} == {"form-te-groot"}


def test_a_form_needs_an_id() -> None:
    assert [f.rule for f in check_form(source(id=""))] == ["form-id"]


def test_a_form_with_faults_cannot_be_used() -> None:
    with pytest.raises(DefinitionRefused) as refused:
        parse_form(source(component("table", "a")))
    assert len(refused.value.findings) == 1


def test_a_broken_line_is_named() -> None:
    assert check_form(b'{\n"id": "x",\n"components": [,]}')[0].line == 3
