import re
from pathlib import Path

from engine.bpmn.gate import World, inspect
from engine.bpmn.rules import catalogue
from engine.domain.definition import errors
from tests.drawing import diagram, end, flow, flows, rim, script, start, timer, user, xor
from tests.gate_examples import EXAMPLES, SOUND

MANUAL = Path("docs/manual/procesontwerper/poort.md")


def test_every_rule_has_an_example() -> None:
    assert {example.rule for example in EXAMPLES} == set(catalogue())


def test_every_rule_has_a_heading_in_the_manual() -> None:
    headings = re.findall(r"^### `([\w-]+)`", MANUAL.read_text(), flags=re.MULTILINE)

    assert sorted(headings) == sorted(catalogue())


def test_a_sound_diagram_has_no_errors() -> None:
    assert errors(inspect(SOUND)) == ()


def test_all_findings_come_in_one_go_and_errors_come_first() -> None:
    broken = diagram(
        start(),
        user("a", camunda_candidateGroups=""),
        xor("g"),
        flow("g", "b", "x ="),
        user("b"),
        end(),
        flows("begin > a > g > einde", "b > einde"),
    )

    findings = inspect(broken)

    assert {"gebruikerstaak-zonder-uitvoerder", "uitdrukking", "voorwaarde-ontbreekt"} <= {
        finding.rule for finding in errors(findings)
    }
    severities = [finding.is_error for finding in findings]
    assert severities == sorted(severities, reverse=True)


def test_what_the_world_offers_may_be_referred_to() -> None:
    drawn = diagram(
        start(),
        user("a", camunda_dueDate='termijn("reactie")'),
        end(),
        flows("begin > a > einde"),
    )
    world = World(forms=["formulier"], roles=["zk-klantadviseur"], terms=["reactie"])

    assert errors(inspect(drawn, world)) == ()


def test_a_branch_that_does_not_interrupt_may_share_the_end_event() -> None:
    drawn = diagram(
        start(),
        user("a"),
        rim("t", "a", timer("P3D"), interrupting=False),
        user("herinneren"),
        end(),
        flows("begin > a > einde", "t > herinneren > einde"),
    )

    assert errors(inspect(drawn)) == ()


def test_names_of_elements_are_cut_short_in_messages() -> None:
    drawn = diagram(start(), user("a", name="x" * 90_000), end(), flows("begin > a > einde"))

    assert all(len(finding.message) < 300 for finding in inspect(drawn))


def test_a_name_that_nothing_fills_in_comes_with_the_name_that_was_meant() -> None:
    drawn = diagram(
        start(),
        script("s", "ernst = urgntie + pogingen"),
        end(),
        flows("begin > s > einde"),
    )
    findings = inspect(drawn, World(variables=["urgentie", "pogingen"]))
    (found,) = (one for one in findings if one.rule == "onbekende-variabele")

    assert not errors(findings)
    assert "niets vult 'urgntie' in" in found.message
    assert found.message.endswith("Bedoeld is misschien 'urgentie'.")
