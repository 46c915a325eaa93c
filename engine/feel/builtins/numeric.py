"""Numeric functions (DMN 1.5, clause 10.3.4.5)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from engine.feel.library import builtin
from engine.feel.numbers import CONTEXT, COSTLY, ArithmeticFault, truncated, whole
from engine.feel.run import Run
from engine.feel.values import Value, YearMonthDuration

_SCALES = range(-6111, 6177)
_ZERO = Decimal(0)


def _rounding(name: str, mode: str, scale: str) -> None:
    """Declare a function that rounds to a number of decimals."""

    def rounded(run: Run, number: Decimal, decimals: Decimal = _ZERO) -> Value:
        places = truncated(decimals)
        if places is None or places not in _SCALES:
            return run.null(f"{name}: het aantal decimalen moet tussen -6111 en 6176 liggen")
        return _quantized(number, places, mode)

    builtin(name, f"n: number, {scale}: number")(rounded)


def _quantized(number: Decimal, places: int, mode: str) -> Decimal:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -places:
        return number
    if number.adjusted() < -places - 1:
        # Smaller than half of the last place: quantize would need too many digits.
        number = Decimal((int(number < 0), (1,), -places - 2)) if number else number
    return number.quantize(Decimal((0, (1,), -places)), mode, CONTEXT)


_rounding("decimal", ROUND_HALF_EVEN, "scale")
_rounding("floor", ROUND_FLOOR, "scale?")
_rounding("ceiling", ROUND_CEILING, "scale?")
_rounding("round up", ROUND_UP, "scale")
_rounding("round down", ROUND_DOWN, "scale")
_rounding("round half up", ROUND_HALF_UP, "scale")
_rounding("round half down", ROUND_HALF_DOWN, "scale")


@builtin("abs", "n: any")
def absolute(run: Run, number: Value) -> Value:
    """Return a number or a duration without its sign (clause 10.3.4.5)."""
    if isinstance(number, Decimal):
        return abs(number)
    if isinstance(number, timedelta):
        return abs(number)
    if isinstance(number, YearMonthDuration):
        return YearMonthDuration(abs(number.months))
    return run.null("abs: verwacht een getal of een duur")


@builtin("modulo", "dividend: number, divisor: number")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Value:
    """Return the remainder with the sign of the divisor."""
    if not divisor:
        return run.null("modulo: delen door nul")
    quotient = CONTEXT.divide(dividend, divisor)
    below = quotient.to_integral_value(ROUND_FLOOR)
    return CONTEXT.subtract(dividend, CONTEXT.multiply(divisor, below))


def _real(name: str, compute: Callable[[Decimal], Decimal], condition: str) -> None:
    """Declare a function of one number that does not exist for all numbers."""

    def function(run: Run, number: Decimal) -> Value:
        run.charge(COSTLY)
        try:
            return compute(number)
        except ArithmeticFault:
            return run.null(f"{name}: {condition}")

    builtin(name, "number: number")(function)


def _logarithm(number: Decimal) -> Decimal:
    if number <= 0:
        raise ArithmeticFault
    return CONTEXT.ln(number)


_real("sqrt", CONTEXT.sqrt, "een negatief getal heeft geen wortel")
_real("log", _logarithm, "alleen een getal boven nul heeft een logaritme")
_real("exp", CONTEXT.exp, "de uitkomst is te groot")


@builtin("odd", "number: number")
def odd(run: Run, number: Decimal) -> Value:
    """Tell whether a whole number is odd."""
    return _parity(run, "odd", number, 1)


@builtin("even", "number: number")
def even(run: Run, number: Decimal) -> Value:
    """Tell whether a whole number is even."""
    return _parity(run, "even", number, 0)


def _parity(run: Run, name: str, number: Decimal, wanted: int) -> Value:
    value = whole(number)
    if value is None:
        return run.null(f"{name}: bestaat alleen voor gehele getallen")
    return value % 2 == wanted
