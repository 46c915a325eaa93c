"""Decision tables as closures (DMN 1.5, clause 8.2): which rules hit, and what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.decisions.evaluation import DecisionRun, TableHit
from engine.decisions.model import DecisionTable, HitPolicy, TableInput
from engine.decisions.policies import Hit, nothing, settle
from engine.feel.closures import Closure
from engine.feel.run import Frame, Run
from engine.feel.syntax import TypeRef
from engine.feel.testers import Tester
from engine.feel.types import coerced
from engine.feel.values import Value


@dataclass(frozen=True, kw_only=True)
class Column:
    """A compiled input column."""

    source: TableInput
    expression: Closure
    type: TypeRef | None
    allowed: Tester | None


@dataclass(frozen=True, kw_only=True)
class OutputColumn:
    """A compiled output column; `ranking` are the allowed values, most important first."""

    name: str
    type: TypeRef | None
    allowed: Tester | None
    ranking: tuple[Closure, ...]
    default: Closure | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A compiled rule; cells that allow everything are left out of `tests`."""

    number: int
    annotation: str
    tests: tuple[tuple[int, Tester], ...]
    outputs: tuple[Closure, ...]


def table_closure(
    table: DecisionTable,
    columns: Sequence[Column],
    outputs: Sequence[OutputColumn],
    rows: Sequence[Row],
) -> Closure:
    """Make the closure that evaluates a table."""
    only_first = table.hit_policy is HitPolicy.FIRST

    def evaluate(frame: Frame) -> Value:
        values = [_input(frame, column) for column in columns]
        hits = _hitting(frame, rows, values, only_first=only_first)
        _record(frame.run, table, columns, values, hits)
        if not hits:
            return _default(frame, table, outputs)
        found = [Hit(row.number, _outputs(frame, outputs, row)) for row in hits]
        return settle(frame, table, outputs, found)

    return evaluate


def _input(frame: Frame, column: Column) -> Value:
    """Evaluate an input expression; a value that is not allowed is null."""
    value = column.expression(frame)
    if column.type is not None and value is not None:
        value = coerced(frame.run, value, column.type)
    if column.allowed and value is not None and column.allowed(frame, value) is not True:
        label = column.source.label
        return frame.run.null(f"de waarde van '{label}' is geen toegestane waarde")
    return value


def _hitting(
    frame: Frame, rows: Sequence[Row], values: list[Value], *, only_first: bool
) -> list[Row]:
    hits: list[Row] = []
    for row in rows:
        frame.run.charge(1 + len(row.tests))
        for index, tester in row.tests:
            if tester(frame, values[index]) is not True:
                break
        else:
            hits.append(row)
            if only_first:
                break
    return hits


def _record(
    run: Run,
    table: DecisionTable,
    columns: Sequence[Column],
    values: list[Value],
    hits: Sequence[Row],
) -> None:
    if isinstance(run, DecisionRun):
        used = hits[:1] if table.hit_policy is HitPolicy.FIRST else hits
        labels = [column.source.label for column in columns]
        looked_at = {index for row in used for index, _ in row.tests}
        asked = {column.source.label: column.source.expression.text.strip() for column in columns}
        hit = TableHit(
            decision_id=run.deciding,
            rule_numbers=tuple(row.number for row in used),
            inputs=dict(zip(labels, values, strict=True)),
            annotations=tuple(row.annotation for row in used),
            decisive=tuple(label for index, label in enumerate(labels) if index in looked_at),
            variables={label: name for label, name in asked.items() if name.isidentifier()},
        )
        run.record(hit)


def _outputs(frame: Frame, outputs: Sequence[OutputColumn], row: Row) -> tuple[Value, ...]:
    cells = zip(outputs, row.outputs, strict=True)
    return tuple(_output(frame, column, cell, row.number) for column, cell in cells)


def _output(frame: Frame, column: OutputColumn, cell: Closure, number: int) -> Value:
    """Evaluate a cell of a result; a value that is not allowed is null."""
    value = cell(frame)
    if column.type is not None and value is not None:
        value = coerced(frame.run, value, column.type)
    if column.allowed and value is not None and column.allowed(frame, value) is not True:
        where = f"regel {number}, kolom '{column.name}'"
        return frame.run.null(f"{where}: de uitkomst is geen toegestane waarde")
    return value


def _default(frame: Frame, table: DecisionTable, outputs: Sequence[OutputColumn]) -> Value:
    if all(column.default is None for column in outputs):
        return nothing(frame.run, table)
    values = tuple(column.default(frame) if column.default else None for column in outputs)
    return as_result(outputs, values)


def as_result(outputs: Sequence[OutputColumn], values: Sequence[Value]) -> Value:
    """Make the value of one hit: the value itself, or a context of several outputs."""
    if len(outputs) == 1:
        return values[0]
    return {column.name: value for column, value in zip(outputs, values, strict=True)}
