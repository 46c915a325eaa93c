"""Decision requirements graphs: a decision that needs inputs, decisions and functions.

DMN 1.5, clauses 6 and 10.4. A node sees what it requires, and besides that the variables of the
process that are no nodes of the model; that is how tables of the Camunda Modeler, which draw no
inputs, get theirs.
"""

from collections.abc import Iterator, Mapping, Sequence

from engine.decisions.compiling import Compiler
from engine.decisions.evaluation import DecisionOutcome, DecisionRun
from engine.decisions.model import (
    Decision,
    DecisionService,
    Definitions,
    DrgNode,
    InputNode,
    KnowledgeModel,
)
from engine.decisions.reading import read_definitions
from engine.decisions.requirements import names_in, needed, nodes_of, refuse_cycles
from engine.decisions.types import Types
from engine.domain.definition import Finding
from engine.errors import DefinitionRefused, NotFound
from engine.feel.closures import Closure
from engine.feel.convert import to_feel
from engine.feel.errors import FeelLimitError
from engine.feel.functions import Invocable, with_type
from engine.feel.run import Frame, Root, Run, Scope
from engine.feel.syntax import TypeRef
from engine.feel.types import coerced
from engine.feel.values import Value
from engine.feel.weighing import weighed


class DecisionModel:
    """A compiled DMN file. `imported` are the models of its imports, by namespace."""

    def __init__(
        self, definitions: Definitions, imported: Mapping[str, "DecisionModel"] | None = None
    ) -> None:
        self.definitions = definitions
        self.imported = imported or {}
        self.types = Types(definitions.items, dict(self._imported_types()))
        self._nodes: dict[str, DrgNode] = {node.id: node for node in nodes_of(definitions)}
        imports = (names_in(model.definitions) for model in self.imported.values())
        names = frozenset(names_in(definitions)).union(*imports)
        self.compiler = Compiler(names, self.types)
        self._closures: dict[str, Closure] = {}
        refuse_cycles(self._nodes)
        self._compile()

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions by id, in the order of the file."""
        return {decision.id: decision for decision in self.definitions.decisions}

    def evaluate(
        self, decision_id: str, context: Mapping[str, object], scope: Scope
    ) -> DecisionOutcome:
        """Make a decision (or call a decision service), found by id or else by name.

        Raises NotFound for an unknown decision and FeelLimitError when it costs too much.
        """
        node = self.node(decision_id)
        run = DecisionRun(scope)
        evaluation = Evaluation(self, context, run)
        try:
            value = evaluation.value_of(node)
            if isinstance(node, DecisionService) and isinstance(value, Invocable):
                value = value.invoke_named(run, evaluation.inputs_of(node))
        except RecursionError:
            raise FeelLimitError("de beslissing is te diep genest") from None
        own = [hit for hit in run.hits if hit.decision_id == node.id]
        return DecisionOutcome(
            value=weighed(run, value),
            rule_numbers=own[-1].rule_numbers if own else (),
            inputs=own[-1].inputs if own else {},
            table=own[-1] if own else None,
            reasons=tuple(run.reasons),
            hits=tuple(run.hits),
        )

    def call(self, name: str, arguments: Mapping[str, object], scope: Scope) -> DecisionOutcome:
        """Call a knowledge model or decision service with named arguments. Raises as evaluate."""
        run = DecisionRun(scope)
        function = Evaluation(self, {}, run).value_of(self.node(name))
        if not isinstance(function, Invocable):
            raise NotFound(f"'{name}' is geen functie in dit DMN-bestand.")
        given = {key: to_feel(value) for key, value in arguments.items()}
        value = function.invoke_named(run, given)
        return DecisionOutcome(
            value=weighed(run, value), reasons=tuple(run.reasons), hits=tuple(run.hits)
        )

    def node(self, reference: str) -> DrgNode:
        """Find a node by id, or by name. Raises NotFound."""
        if reference in self._nodes:
            return self._nodes[reference]
        for node in self._nodes.values():
            is_label = isinstance(node, Decision) and node.label == reference
            if node.name == reference or is_label:
                return node
        raise NotFound(f"De beslissing '{reference}' staat niet in dit DMN-bestand.")

    def closure_of(self, node: DrgNode) -> Closure | None:
        """Return the compiled logic of a node."""
        return self._closures.get(node.id)

    def resolve(self, reference: str) -> "tuple[DecisionModel, DrgNode] | None":
        """Follow a reference to a node here or in an imported model."""
        namespace, separator, identifier = reference.rpartition("#")
        if separator and namespace in self.imported:
            return self.imported[namespace].resolve(identifier)
        if identifier in self._nodes:
            return self, self._nodes[identifier]
        found = (other.resolve(f"#{identifier}") for other in self._nameless())
        return next((pair for pair in found if pair is not None), None)

    def _nameless(self) -> Iterator["DecisionModel"]:
        for used in self.definitions.imports:
            if not used.name and used.namespace in self.imported:
                yield self.imported[used.namespace]

    def import_name(self, namespace: str) -> str:
        """Return the name under which the nodes of another model are seen here."""
        return next((i.name for i in self.definitions.imports if i.namespace == namespace), "")

    def _imported_types(self) -> Iterator[tuple[str, TypeRef]]:
        for used in self.definitions.imports:
            other = self.imported.get(used.namespace)
            for name, found in other.types.named.items() if other else ():
                yield f"{used.name}.{name}" if used.name else name, found

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The expressions that are not FEEL; their values are null."""
        return (*self.types.faults, *self.compiler.faults)

    def _compile(self) -> None:
        for node in self._nodes.values():
            self.compiler.owner = f"'{node.name}'"
            closure = self._closure(node)
            if closure is not None:
                self._closures[node.id] = closure

    def _closure(self, node: DrgNode) -> Closure | None:
        if isinstance(node, Decision) and node.logic is not None:
            what = f"de uitkomst van '{node.name}'"
            return self.compiler.typed(self.compiler.close(node.logic), node.type_ref, what)
        if isinstance(node, KnowledgeModel) and node.function is not None:
            return self.compiler.named_function(node.function, node.name, node.type_ref)
        return None


class Evaluation:
    """The values of the nodes of one model in one evaluation."""

    def __init__(
        self,
        model: DecisionModel,
        context: Mapping[str, object],
        run: DecisionRun,
        known: Mapping[str, Value] | None = None,
    ) -> None:
        self._model = model
        self._context = context
        self._run = run
        self._values: dict[str, Value] = dict(known or {})
        self._others: dict[str, Evaluation] = {}
        self._root = Root(_outside(model, context), run)

    def value_of(self, node: DrgNode) -> Value:
        """Return the value of a node, computed once."""
        if node.id not in self._values:
            self._values[node.id] = self._compute(node)
        return self._values[node.id]

    def _compute(self, node: DrgNode) -> Value:
        if isinstance(node, InputNode):
            return self._input(node)
        if isinstance(node, DecisionService):
            return self._function(node)
        closure = self._model.closure_of(node)
        if closure is None:
            return self._run.null(f"'{node.name}' heeft geen logica")
        known = self._required(node)
        outer, self._run.deciding = self._run.deciding, node.id
        value = closure(Frame(known, self._root, self._run))
        self._run.deciding = outer
        if isinstance(node, KnowledgeModel):
            known.setdefault(node.name, value)  # so a function may call itself
        return value

    def _function(self, node: DecisionService) -> Value:
        function = ServiceFunction(self, node)
        wanted = self._model.types.of(node.type_ref)
        if wanted is None or wanted.name != "function":
            return function
        return with_type(self._run, function, wanted)

    def _input(self, node: InputNode) -> Value:
        return self._fitting(node, to_feel(self._context.get(node.name)))

    def _fitting(self, node: DrgNode, given: Value) -> Value:
        wanted = self._model.types.of(node.type_ref)
        if wanted is None or given is None:
            return given
        fitting = coerced(self._run, given, wanted)
        if fitting is None:
            self._run.null(f"de waarde van '{node.name}' past niet bij het type {node.type_ref}")
        return fitting

    def _required(self, node: DrgNode) -> dict[str, Value]:
        names: dict[str, Value] = {}
        for reference in needed(node):
            found = self._model.resolve(reference)
            if found is None:
                continue
            model, required = found
            if model is self._model:
                names[required.name] = self.value_of(required)
            else:
                self._import(names, model, required)
        return names

    def _import(self, names: dict[str, Value], model: DecisionModel, node: DrgNode) -> None:
        namespace = model.definitions.namespace
        prefix = self._model.import_name(namespace)
        value = self._other(model, prefix).value_of(node)
        if not prefix:
            names[node.name] = value
            return
        entry = names.get(prefix)
        names[prefix] = {**(entry if isinstance(entry, Mapping) else {}), node.name: value}

    def _other(self, model: DecisionModel, prefix: str) -> "Evaluation":
        """Return the evaluation of an imported model; its inputs may stand under the prefix."""
        key = model.definitions.namespace
        if key not in self._others:
            inner = self._context.get(prefix)
            context = {**self._context, **(inner if isinstance(inner, Mapping) else {})}
            self._others[key] = Evaluation(model, context, self._run)
        return self._others[key]

    def serve(self, service: DecisionService, run: Run, arguments: Mapping[str, Value]) -> Value:
        """Make the decisions of a service with its own inputs."""
        if not isinstance(run, DecisionRun):
            return run.null(f"'{service.name}' kan alleen in een beslissing worden aangeroepen")
        known: dict[str, Value] = {}
        for reference in (*service.input_data, *service.input_decisions):
            found = self._model.resolve(reference)
            if found is not None:
                known[found[1].id] = self._fitting(found[1], arguments.get(found[1].name))
        inner = Evaluation(self._model, {}, run, known)
        results = {
            found[1].name: inner.value_of(found[1])
            for reference in service.outputs
            if (found := self._model.resolve(reference)) is not None
        }
        value: Value = next(iter(results.values())) if len(results) == 1 else results
        wanted = self._model.types.of(service.type_ref)
        is_result = wanted is not None and wanted.name != "function"
        return coerced(run, value, wanted) if wanted is not None and is_result else value

    def inputs_of(self, service: DecisionService) -> dict[str, Value]:
        """Take the inputs of a service from the context."""
        return {name: to_feel(self._context.get(name)) for name in self.parameters(service)}

    def parameters(self, service: DecisionService) -> list[str]:
        """Return the names of the inputs of a service, in the order for positional calls."""
        references = (*service.input_data, *service.input_decisions)
        found = (self._model.resolve(reference) for reference in references)
        return [node.name for _, node in (pair for pair in found if pair is not None)]


class ServiceFunction(Invocable):
    """A decision service as a function (clause 10.4)."""

    __slots__ = ("_evaluation", "_service")

    def __init__(self, evaluation: Evaluation, service: DecisionService) -> None:
        super().__init__(service.name, tuple(evaluation.parameters(service)))
        self._evaluation = evaluation
        self._service = service

    def invoke(self, run: Run, arguments: Sequence[Value]) -> Value:
        """Call with the input data first and then the input decisions."""
        if len(arguments) != len(self.parameters):
            return run.null(f"{self.name}: verwacht {len(self.parameters)} argumenten")
        run.enter()
        given = dict(zip(self.parameters, arguments, strict=True))
        value = self._evaluation.serve(self._service, run, given)
        run.leave()
        return value


def parse_decisions(
    source: bytes, *, imported: Mapping[str, DecisionModel] | None = None
) -> DecisionModel:
    """Read and compile a DMN file. Raises DefinitionRefused with everything that is wrong."""
    model = DecisionModel(read_definitions(source), imported)
    if model.faults:
        messages = "; ".join(fault.message for fault in model.faults[:3])
        raise DefinitionRefused(f"Het DMN-bestand heeft fouten: {messages}", model.faults)
    return model


def _outside(model: DecisionModel, context: Mapping[str, object]) -> dict[str, object]:
    """Keep the variables that are no nodes of the model: those must be required to be seen."""
    own = {node.name for node in nodes_of(model.definitions)}
    return {name: value for name, value in context.items() if name not in own}
