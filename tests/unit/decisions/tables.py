"""DMN files for tests, written as short tables."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from engine.decisions import DecisionModel, DecisionOutcome, parse_decisions
from engine.domain.calendar import dutch_calendar
from engine.feel import Scope

SCOPE = Scope(
    now=datetime(2026, 6, 1, 8, 30, tzinfo=UTC),
    terms=lambda _name: None,
    calendar=dutch_calendar(),
)
NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def definitions(body: str, namespace: str = NAMESPACE) -> bytes:
    """Wrap DRG elements in a file."""
    text = f'<definitions xmlns="{namespace}" id="d" name="d" namespace="test">{body}</definitions>'
    return text.encode()


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(name: str, logic: str, needs: Sequence[str] = ()) -> str:
    """A decision; `needs` are references such as `requiredInput #leeftijd`."""
    requirements = "".join(_requirement(*need.split(" ")) for need in needs)
    return (
        f'<decision id="{name}" name="{name}"><variable name="{name}"/>'
        f"{requirements}{logic}</decision>"
    )


def _requirement(kind: str, reference: str) -> str:
    outer = "knowledgeRequirement" if kind == "requiredKnowledge" else "informationRequirement"
    return f'<{outer}><{kind} href="{reference}"/></{outer}>'


def table(
    policy: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    *rules: Sequence[str],
    **columns: Mapping[str, str],
) -> str:
    """A decision table; each rule is a row of cells, inputs first.

    `allowed`, `default` and `types` give those of columns by name.
    """
    policy_name, _, aggregation = policy.partition("+")
    allowed, types = columns.get("allowed", {}), columns.get("types", {})
    heads = [_input(name, allowed, types) for name in inputs]
    heads += [_output(name, allowed, columns.get("default", {}), types) for name in outputs]
    rows = [_rule(number, len(inputs), cells) for number, cells in enumerate(rules, 1)]
    more = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable id="tabel" hitPolicy="{policy_name}"{more}>'
        f"{''.join(heads)}{''.join(rows)}</decisionTable>"
    )


def _type(name: str, types: Mapping[str, str]) -> str:
    return f' typeRef="{types[name]}"' if name in types else ""


def _input(name: str, allowed: Mapping[str, str], types: Mapping[str, str]) -> str:
    values = _texts("inputValues", allowed.get(name))
    return (
        f'<input label="{name}"><inputExpression{_type(name, types)}><text>{name}</text>'
        f"</inputExpression>{values}</input>"
    )


def _output(
    name: str, allowed: Mapping[str, str], default: Mapping[str, str], types: Mapping[str, str]
) -> str:
    values = _texts("outputValues", allowed.get(name))
    entry = _texts("defaultOutputEntry", default.get(name))
    return f'<output name="{name}"{_type(name, types)}>{values}{entry}</output>'


def _texts(tag: str, text: str | None) -> str:
    return f"<{tag}><text>{escape(text)}</text></{tag}>" if text else ""


def _rule(number: int, inputs: int, cells: Sequence[str]) -> str:
    texts = [
        _texts("inputEntry" if place < inputs else "outputEntry", cell or " ")
        for place, cell in enumerate(cells)
    ]
    return f'<rule id="regel-{number}">{"".join(texts)}</rule>'


def model(*elements: str) -> DecisionModel:
    return parse_decisions(definitions("".join(elements)))


def decide(logic: str, **variables: object) -> DecisionOutcome:
    """Make a decision of one piece of logic."""
    return model(decision("uitkomst", logic)).evaluate("uitkomst", variables, SCOPE)
