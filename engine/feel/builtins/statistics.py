"""Functions that make one value of a list: count, sum, mean, all and so on (clause 10.3.4.4)."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from engine.feel.comparison import compare
from engine.feel.library import builtin
from engine.feel.numbers import CONTEXT, ArithmeticFault
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("count", "list: list")
def count(_run: Run, items: list[Value]) -> Value:
    """Count the elements."""
    return Decimal(len(items))


@builtin("min", "list: list", "*list: any")
def smallest(run: Run, items: list[Value]) -> Value:
    """Return the smallest of values that have an order."""
    return _extreme(run, "min", items, -1)


@builtin("max", "list: list", "*list: any")
def largest(run: Run, items: list[Value]) -> Value:
    """Return the largest of values that have an order."""
    return _extreme(run, "max", items, 1)


def _extreme(run: Run, name: str, items: list[Value], sign: int) -> Value:
    if not items:
        return run.null(f"{name} van een lege lijst")
    run.charge(len(items))
    best = items[0]
    for item in items:
        order = compare(item, best)
        if order is None:
            return run.null(f"{name}: de waarden zijn niet onderling te vergelijken")
        if order * sign > 0:
            best = item
    return best


def _of_numbers(name: str, compute: Callable[[list[Decimal]], Value]) -> None:
    """Declare a function over a list of numbers; anything else in the list gives null."""

    def function(run: Run, items: list[Value]) -> Value:
        run.charge(len(items))
        numbers = [item for item in items if isinstance(item, Decimal)]
        if len(numbers) != len(items):
            return run.null(f"{name}: de lijst mag alleen getallen hebben")
        try:
            return compute(numbers)
        except (ArithmeticFault, ValueError):
            return run.null(f"{name}: bestaat niet voor {len(numbers)} van deze getallen")

    builtin(name, "list: list", "*list: any")(function)


def _non_empty(numbers: list[Decimal]) -> list[Decimal]:
    if not numbers:
        raise ValueError
    return numbers


def _sum(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in _non_empty(numbers):
        total = CONTEXT.add(total, number)
    return total


def _product(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for number in _non_empty(numbers):
        total = CONTEXT.multiply(total, number)
    return total


def _mean(numbers: list[Decimal]) -> Decimal:
    return CONTEXT.divide(_sum(numbers), Decimal(len(numbers)))


def _median(numbers: list[Decimal]) -> Decimal:
    ordered = sorted(_non_empty(numbers))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return _mean(ordered[middle - 1 : middle + 1])


def _stddev(numbers: list[Decimal]) -> Decimal:
    """Return the standard deviation of a sample: at least two numbers."""
    mean = _mean(numbers)
    squares = [CONTEXT.power(CONTEXT.subtract(number, mean), Decimal(2)) for number in numbers]
    return CONTEXT.sqrt(CONTEXT.divide(_sum(squares), Decimal(len(numbers) - 1)))


def _mode(numbers: list[Decimal]) -> list[Value]:
    counted = Counter(numbers)
    most = max(counted.values(), default=0)
    return [*sorted(number for number, times in counted.items() if times == most)]


_of_numbers("sum", _sum)
_of_numbers("product", _product)
_of_numbers("mean", _mean)
_of_numbers("median", _median)
_of_numbers("stddev", _stddev)
_of_numbers("mode", _mode)


def _quantifier(name: str, *, decisive: bool) -> None:
    """Declare all/any: like and/or over a list (three-valued logic)."""

    def function(run: Run, items: list[Value]) -> Value:
        if any(item is decisive for item in items):
            return decisive
        if all(isinstance(item, bool) for item in items):
            return not decisive
        return run.null(f"{name}: niet alles in de lijst is waar of onwaar")

    builtin(name, "list: list", "*list: any")(function)


_quantifier("all", decisive=False)
_quantifier("any", decisive=True)
_quantifier("and", decisive=False)
_quantifier("or", decisive=True)
