"""Boxed expressions as closures (DMN 1.5, clause 10.2).

A boxed expression evaluates in a frame like FEEL text does; so the two may contain each other.
"""

from collections.abc import Callable, Iterable, Mapping

from engine.decisions.model import (
    ConditionalLogic,
    ContextEntry,
    ContextLogic,
    DecisionTable,
    FilterLogic,
    FunctionLogic,
    InvocationLogic,
    IteratorLogic,
    ListLogic,
    LiteralLogic,
    Logic,
    RelationLogic,
    Rule,
    TableInput,
    TableOutput,
    Text,
)
from engine.decisions.tables import Column, OutputColumn, Row, table_closure
from engine.decisions.types import Types
from engine.domain.definition import Finding, Severity
from engine.feel.closures import Closure, close
from engine.feel.errors import FeelSyntaxError
from engine.feel.expression import FUNCTION_NAMES, readable
from engine.feel.functions import Invocable, UserFunction, with_type
from engine.feel.iteration import filter_closure, for_closure, quantified_closure
from engine.feel.parser import parse_expression, parse_unary_tests
from engine.feel.run import Frame
from engine.feel.syntax import Literal, Node, Tests, TypeRef
from engine.feel.testers import INPUT, Tester, tests_tester
from engine.feel.values import Value
from engine.feel.walk import free_names, renamed

_WRITE_FEEL = "Schrijf dit in FEEL."


def cell_place(rule: Rule, label: str) -> str:
    """Name a cell as designers see it: by rule number and column."""
    return f"regel {rule.number}, kolom '{label}'"


def _asking_input(tests: Tests, column: TableInput) -> Tests:
    """Read Camunda's names for the input of a cell (`cellInput`, or its own) as `?`."""
    for name in {"cellInput", column.variable} - {None}:
        if name in free_names(tests):
            tests = renamed(tests, str(name), INPUT)
    return tests


class Compiler:
    """Compiles the logic of one model, whose names with spaces and types it knows.

    Wrong FEEL does not stop it: `faults` gathers all of it, under the `owner` at that moment.
    """

    def __init__(self, names: Iterable[str], types: Types) -> None:
        self.names = (*FUNCTION_NAMES, *names)
        self.types = types
        self.owner = ""
        self.faults: list[Finding] = []
        self._makers: Mapping[type[Logic], Callable[..., Closure]] = {
            LiteralLogic: self._literal,
            DecisionTable: self._table,
            ContextLogic: self._context,
            InvocationLogic: self._invocation,
            ListLogic: self._list,
            RelationLogic: self._relation,
            FunctionLogic: self.function,
            ConditionalLogic: self._conditional,
            FilterLogic: self._filter,
            IteratorLogic: self._iterator,
        }

    def close(self, logic: Logic) -> Closure:
        """Compile a boxed expression."""
        return self.typed(self._makers[type(logic)](logic), logic.type_ref)

    def typed(self, closure: Closure, type_ref: str | None, what: str = "de waarde") -> Closure:
        """Let a closure give null when its value does not fit the type."""
        wanted = self.types.of(type_ref)
        if wanted is None or wanted.name == "Any":
            return closure

        def check(frame: Frame) -> Value:
            value = closure(frame)
            fitting = with_type(frame.run, value, wanted)
            if fitting is None and value is not None:
                frame.run.null(f"{what} past niet bij het type {type_ref}")
            return fitting

        return check

    def text(self, text: Text, place: str = "") -> Closure:
        """Compile FEEL text; no text is null, and wrong text is null with a fault."""
        if text.is_empty:
            return close(Literal(None))
        if not text.is_feel:
            return self._foreign(text, place)
        try:
            node = self.parse(text)
        except FeelSyntaxError as error:
            return self._faulty(text, place, error)
        self._note_unreadable(text, place, node)
        return close(node)

    def parse(self, text: Text) -> Node:
        """Parse FEEL text. Raises FeelSyntaxError."""
        return parse_expression(text.text, self.names, self.types.named)

    def tests(self, text: Text, place: str = "", *, record: bool = True) -> Tests:
        """Parse the tests of a cell; no text allows everything, wrong text is a fault."""
        if text.is_empty:
            return Tests(())
        if not text.is_feel:
            if record:
                self._foreign(text, place)
            return Tests((Literal(None),))
        try:
            found = parse_unary_tests(text.text, self.names, self.types.named)
        except FeelSyntaxError as error:
            if record:
                self._faulty(text, place, error)
            return Tests((Literal(None),))
        if record:
            self._note_unreadable(text, place, found)
        return found

    def _note_unreadable(self, text: Text, place: str, node: Node) -> None:
        """Refuse a date that is none at deployment; evaluated, it is null as the standard says."""
        try:
            readable(text.text, node)
        except FeelSyntaxError as error:
            self._faulty(text, place, error)

    def _faulty(self, text: Text, place: str, error: FeelSyntaxError) -> Closure:
        advice = f"Verbeter de uitdrukking: {text.text.strip()[:80]}"
        self._fault("dmn-feel", place, error.message, advice, text)
        return lambda frame: frame.run.null(f"fout in de uitdrukking: {error.message}")

    def _foreign(self, text: Text, place: str) -> Closure:
        message = f"uitdrukkingen in de taal {text.language} worden niet uitgevoerd"
        self._fault("dmn-taal", place, message, _WRITE_FEEL, text)
        return lambda frame: frame.run.null(message)

    def _fault(self, rule: str, place: str, message: str, advice: str, text: Text) -> None:
        where = f"{self.owner}, {place}" if place else self.owner
        self.faults.append(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                message=f"{where}: {message}.",
                advice=advice,
                element_id=text.element_id,
                line=text.line,
            )
        )

    def _literal(self, logic: LiteralLogic) -> Closure:
        return self.text(logic.expression)

    def _table(self, table: DecisionTable) -> Closure:
        columns = [self._column(source) for source in table.inputs]
        outputs = [self._output(source) for source in table.outputs]
        return table_closure(
            table, columns, outputs, [self._row(rule, table) for rule in table.rules]
        )

    def _column(self, source: TableInput) -> Column:
        return Column(
            source=source,
            expression=self.text(source.expression, f"kolom '{source.label}'"),
            type=self.types.of(source.type_ref),
            allowed=self._allowed(source.allowed, source.label),
        )

    def _allowed(self, text: Text | None, label: str) -> Tester | None:
        if text is None:
            return None
        return tests_tester(self.tests(text, f"toegestane waarden van '{label}'"))

    def _output(self, source: TableOutput) -> OutputColumn:
        listed = source.allowed or self.types.allowed_text(source.type_ref)
        ranking = self.tests(listed, record=False).tests if listed else ()
        return OutputColumn(
            name=source.name or "",
            type=self.types.of(source.type_ref),
            allowed=self._allowed(source.allowed, source.label),
            ranking=tuple(close(value) for value in ranking),
            default=self._default(source),
        )

    def _default(self, source: TableOutput) -> Closure | None:
        if source.default is None:
            return None
        return self.text(source.default, f"standaardwaarde van '{source.label}'")

    def _row(self, rule: Rule, table: DecisionTable) -> Row:
        tests = enumerate(
            _asking_input(self.tests(text, cell_place(rule, column.label)), column)
            for column, text in zip(table.inputs, rule.tests, strict=True)
        )
        return Row(
            number=rule.number,
            annotation=rule.annotation,
            tests=tuple((index, tests_tester(test)) for index, test in tests if test.tests),
            outputs=self._cells(rule, table),
        )

    def _cells(self, rule: Rule, table: DecisionTable) -> tuple[Closure, ...]:
        kinds = rule.output_types or (None,) * len(rule.outputs)
        cells = zip(table.outputs, rule.outputs, kinds, strict=True)
        return tuple(
            self.typed(self.text(text, place := cell_place(rule, column.label)), kind, place)
            for column, text, kind in cells
        )

    def _context(self, logic: ContextLogic) -> Closure:
        entries = tuple((entry.name, self._entry(entry)) for entry in logic.entries)

        def build(frame: Frame) -> Value:
            context: dict[str, Value] = {}
            inner = Frame(context, frame, frame.run)
            for name, value in entries:
                if name is None:
                    return value(inner)
                context[name] = value(inner)
            return context

        return build

    def _entry(self, entry: ContextEntry) -> Closure:
        if entry.name is not None and isinstance(entry.value, FunctionLogic):
            return self.named_function(entry.value, entry.name, entry.type_ref)
        return self.typed(self.close(entry.value), entry.type_ref)

    def _invocation(self, logic: InvocationLogic) -> Closure:
        callee = self.close(logic.callee)
        bindings = tuple(
            (given.name, self.typed(self.close(given.value), given.type_ref, given.name))
            for given in logic.bindings
        )

        def invoke(frame: Frame) -> Value:
            function = callee(frame)
            if not isinstance(function, Invocable):
                return frame.run.null("de aanroep verwijst niet naar een functie")
            arguments = {name: value(frame) for name, value in bindings}
            return function.invoke_named(frame.run, arguments)

        return invoke

    def _list(self, logic: ListLogic) -> Closure:
        items = tuple(self.close(item) for item in logic.items)
        return lambda frame: [item(frame) for item in items]

    def _relation(self, logic: RelationLogic) -> Closure:
        rows = tuple(
            tuple(
                (name, self.typed(self.close(cell), kind))
                for (name, kind), cell in zip(logic.columns, row, strict=False)
            )
            for row in logic.rows
        )
        return lambda frame: [{name: cell(frame) for name, cell in row} for row in rows]

    def function(
        self, logic: FunctionLogic, name: str = "functie", result: TypeRef | None = None
    ) -> Closure:
        """Compile a function definition to a closure that gives the function."""
        parameters = tuple((name, self.types.of(kind)) for name, kind in logic.parameters)
        body = self._function_body(logic)
        return lambda frame: UserFunction(name, parameters, body, frame, result)

    def named_function(self, logic: FunctionLogic, name: str, type_ref: str | None) -> Closure:
        """Compile a function with a variable of its own.

        Older models give that variable the type of what the function gives back.
        """
        wanted = self.types.of(type_ref)
        if wanted is None or wanted.name == "function":
            return self.typed(self.function(logic, name), type_ref, f"'{name}'")
        return self.function(logic, name, wanted)

    def _function_body(self, logic: FunctionLogic) -> Closure:
        if logic.kind not in {"FEEL", "F"}:
            message = f"functies in {logic.kind} worden niet uitgevoerd"
            self._fault("dmn-taal", "", message, _WRITE_FEEL, Text(text=""))
            return lambda frame: frame.run.null(message)
        return self.close(logic.body) if logic.body else close(Literal(None))

    def _conditional(self, logic: ConditionalLogic) -> Closure:
        condition, then = self.close(logic.condition), self.close(logic.then)
        otherwise = self.close(logic.otherwise)
        return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)

    def _filter(self, logic: FilterLogic) -> Closure:
        return filter_closure(self.close(logic.source), self.close(logic.match), cost=10)

    def _iterator(self, logic: IteratorLogic) -> Closure:
        source, body = self.close(logic.source), self.close(logic.body)
        if logic.kind == "for":
            return for_closure(logic.variable, source, body, cost=10)
        every = logic.kind == "every"
        return quantified_closure(logic.variable, source, body, every=every, cost=10)
