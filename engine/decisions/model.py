"""A DMN file as frozen values (DMN 1.5, clauses 6, 7 and 8): what was drawn, not yet compiled.

    Definitions ─┬─ ItemDefinition          types
                 ├─ InputNode               what comes from outside
                 ├─ Decision                logic, and what it needs
                 ├─ KnowledgeModel          a function for decisions
                 └─ DecisionService         several decisions behind one door

`Logic` is the family of boxed expressions (clause 10.2).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class HitPolicy(StrEnum):
    """What a decision table does with several rules that hit (clause 8.2.8)."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs; without one it is the list itself."""

    SUM = "SUM"
    COUNT = "COUNT"
    MIN = "MIN"
    MAX = "MAX"


@dataclass(frozen=True, kw_only=True)
class Text:
    """FEEL text and where it stands in the file."""

    text: str
    element_id: str | None = None
    line: int | None = None
    language: str | None = None

    @property
    def is_feel(self) -> bool:
        """Whether it is FEEL: the language when no other is named."""
        return self.language is None or "FEEL" in self.language.upper()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.text.strip()


@dataclass(frozen=True, kw_only=True)
class Logic:
    """A boxed expression; `type_ref` is the type its value must have."""

    type_ref: str | None = None


@dataclass(frozen=True, kw_only=True)
class LiteralLogic(Logic):
    """FEEL text."""

    expression: Text


@dataclass(frozen=True, kw_only=True)
class TableInput:
    """A column of conditions. `variable` is what Camunda lets its cells call the input."""

    expression: Text
    label: str
    variable: str | None = None
    type_ref: str | None = None
    allowed: Text | None = None


@dataclass(frozen=True, kw_only=True)
class TableOutput:
    """A column of results."""

    name: str | None
    label: str
    type_ref: str | None = None
    allowed: Text | None = None
    default: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A row: one test for every input, one expression for every output."""

    number: int
    tests: tuple[Text, ...]
    outputs: tuple[Text, ...]
    output_types: tuple[str | None, ...] = ()
    """The type of each output cell, where the cell has one of its own."""
    annotation: str = ""
    element_id: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionTable(Logic):
    """A decision table (clause 8)."""

    hit_policy: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rules: tuple[Rule, ...]
    element_id: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class ContextEntry:
    """A row of a boxed context; without a name it is the result."""

    name: str | None
    value: Logic
    type_ref: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContextLogic(Logic):
    """A boxed context."""

    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Binding:
    """An argument of a boxed call."""

    name: str
    value: Logic
    type_ref: str | None = None


@dataclass(frozen=True, kw_only=True)
class InvocationLogic(Logic):
    """A boxed call with named arguments."""

    callee: Logic
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, kw_only=True)
class ListLogic(Logic):
    """A boxed list."""

    items: tuple[Logic, ...]


@dataclass(frozen=True, kw_only=True)
class RelationLogic(Logic):
    """A list of contexts, drawn as a table."""

    columns: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[Logic, ...], ...]


@dataclass(frozen=True, kw_only=True)
class FunctionLogic(Logic):
    """A boxed function; kinds other than FEEL are not evaluated."""

    parameters: tuple[tuple[str, str | None], ...]
    body: Logic | None
    kind: str = "FEEL"


@dataclass(frozen=True, kw_only=True)
class ConditionalLogic(Logic):
    """A boxed if."""

    condition: Logic
    then: Logic
    otherwise: Logic


@dataclass(frozen=True, kw_only=True)
class FilterLogic(Logic):
    """A boxed filter."""

    source: Logic
    match: Logic


@dataclass(frozen=True, kw_only=True)
class IteratorLogic(Logic):
    """A boxed for, some or every."""

    kind: str
    variable: str
    source: Logic
    body: Logic


@dataclass(frozen=True, kw_only=True)
class ItemDefinition:
    """A type with a name: a base with allowed values, or components, or a function."""

    name: str
    type_ref: str | None = None
    allowed: Text | None = None
    constraint: Text | None = None
    is_collection: bool = False
    components: tuple["ItemDefinition", ...] = ()
    function: tuple[tuple[str | None, ...], str | None] | None = None


@dataclass(frozen=True, kw_only=True)
class Needs:
    """References to what a node requires: ids, with a namespace in front when imported."""

    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrgNode:
    """What all elements of a requirements graph have: an id, a name and a type."""

    id: str
    name: str
    type_ref: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class InputNode(DrgNode):
    """Input data: comes from outside."""


@dataclass(frozen=True, kw_only=True)
class Decision(DrgNode):
    """A decision; `label` is what people call it."""

    logic: Logic | None
    needs: Needs = field(default_factory=Needs)
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class KnowledgeModel(DrgNode):
    """A business knowledge model: a function that decisions may call."""

    function: FunctionLogic | None
    needs: Needs = field(default_factory=Needs)


@dataclass(frozen=True, kw_only=True)
class DecisionService(DrgNode):
    """Decisions behind one door, callable as a function."""

    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Import:
    """Another model, whose names are used as `name.x`."""

    name: str
    namespace: str


@dataclass(frozen=True, kw_only=True)
class Definitions:
    """A whole DMN file."""

    name: str
    namespace: str
    items: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputNode, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[KnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    imports: tuple[Import, ...] = ()
