"""Item definitions as FEEL types (DMN 1.5, clause 7.3.2 and 10.3.2.9)."""

from collections.abc import Callable, Iterable, Mapping

from engine.decisions.model import ItemDefinition, Text
from engine.domain.definition import Finding, Severity
from engine.feel.errors import FeelSyntaxError
from engine.feel.parser import parse_type, parse_unary_tests
from engine.feel.run import Frame, Run
from engine.feel.syntax import Tests, TypeRef
from engine.feel.testers import tests_tester
from engine.feel.types import ANY, is_builtin_type, plain_type_name
from engine.feel.values import Value

Constraint = Callable[[Run, Value], bool]
_MODELER_TYPES = {"integer": "number", "long": "number", "double": "number"}
"""Names that the Camunda Modeler offers for tables of version 7."""


class Types:
    """The named types of a model; `imported` are those of other models, with their prefix."""

    def __init__(
        self, items: Iterable[ItemDefinition], imported: Mapping[str, TypeRef] | None = None
    ) -> None:
        self._items = {item.name: item for item in items}
        self._building: set[str] = set()
        self.faults: list[Finding] = []
        self.named: dict[str, TypeRef] = dict(imported or {})
        for name in self._items:
            self._resolve(name)

    def of(self, reference: str | None) -> TypeRef | None:
        """Find the type that an attribute names; None when nothing was asked."""
        if reference is None or not reference.strip():
            return None
        name = _without_prefix(reference.strip())
        name = _MODELER_TYPES.get(name, name)
        if name in self._items:
            return self._resolve(name)
        if name in self.named:
            return self.named[name]
        return self._parsed(name)

    def _parsed(self, name: str) -> TypeRef:
        """Read the type that FEEL knows; an unknown name asks nothing."""
        try:
            found = parse_type(plain_type_name(name), self.named)
        except FeelSyntaxError:
            return ANY
        return found if is_builtin_type(found.name) else ANY

    def allowed_text(self, reference: str | None) -> Text | None:
        """Return the allowed values of a named type, as they were written."""
        item = self._items.get(_without_prefix((reference or "").strip()))
        if item is None or item.is_collection:
            return None
        return item.allowed or self.allowed_text(item.type_ref)

    def _resolve(self, name: str) -> TypeRef:
        if name in self.named:
            return self.named[name]
        if name in self._building:
            return ANY  # a type that contains itself is checked one level deep
        self._building.add(name)
        self.named[name] = self._type_of(self._items[name])
        self._building.discard(name)
        return self.named[name]

    def _type_of(self, item: ItemDefinition) -> TypeRef:
        inner = self._constrained(item, self._base(item), item.allowed)
        own = None if item.allowed is None or item.is_collection else inner.constraint
        if item.is_collection:
            inner = TypeRef("list", (inner,))
        return self._constrained(item, inner, item.constraint, own)

    def _base(self, item: ItemDefinition) -> TypeRef:
        if item.components:
            fields = tuple((part.name, self._type_of(part)) for part in item.components)
            return TypeRef("context", fields=fields)
        if item.function is not None:
            parameters, result = item.function
            kinds = (*parameters, result)
            return TypeRef("function", tuple(self.of(kind) or ANY for kind in kinds))
        return self.of(item.type_ref) or ANY

    def _constrained(
        self,
        item: ItemDefinition,
        base: TypeRef,
        allowed: Text | None,
        also: Constraint | None = None,
    ) -> TypeRef:
        """Give a type allowed values: they replace those of its base (clause 7.3.3)."""
        if allowed is None or allowed.is_empty:
            return base
        try:
            tests = parse_unary_tests(allowed.text)
        except FeelSyntaxError as error:
            self.faults.append(_fault(item, allowed, error))
            return base
        return TypeRef(base.name, base.arguments, base.fields, _check(tests, also))


def _without_prefix(name: str) -> str:
    """Take the namespace prefix off, as older modelers write one: `ns1:tKleur`."""
    return name if "<" in name else name.rpartition(":")[2]


def _check(tests: Tests, also: Constraint | None) -> Constraint:
    """Make the check of allowed values, behind another check if there is one."""
    tester = tests_tester(tests)

    def check(run: Run, value: Value) -> bool:
        if also is not None and not also(run, value):
            return False
        return tester(Frame({}, None, run), value) is True

    return check


def _fault(item: ItemDefinition, allowed: Text, error: FeelSyntaxError) -> Finding:
    return Finding(
        rule="dmn-feel",
        severity=Severity.ERROR,
        message=f"Type '{item.name}', toegestane waarden: {error.message}.",
        advice=f"Verbeter de uitdrukking: {allowed.text.strip()[:80]}",
        element_id=allowed.element_id,
        line=allowed.line,
    )
