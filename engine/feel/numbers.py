"""Numbers: decimal floating point with 34 digits (DMN 1.5, clause 10.3.2.3.1; IEEE 754-2008)."""

import decimal
from decimal import ROUND_HALF_EVEN, Decimal

CONTEXT = decimal.Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""The one context of all FEEL arithmetic; its methods are used, never the thread's context."""

ArithmeticFault = decimal.DecimalException
_INTEGER_DIGITS = 34

COSTLY = 20
"""The steps of what takes long: a power, a logarithm, reading a pattern or a range."""


def parse_number(text: str) -> Decimal | None:
    """Read a number literal, rounded to 34 digits; None when it is too large."""
    try:
        return CONTEXT.create_decimal(text)
    except ArithmeticFault:
        return None


def is_whole(value: Decimal) -> bool:
    """Tell whether the number has no fraction."""
    return value == value.to_integral_value()


def whole(value: Decimal) -> int | None:
    """Return the number as int when it is whole and of sane size, else None."""
    if value.adjusted() > _INTEGER_DIGITS or not is_whole(value):
        return None
    return int(value)


def number_text(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros: 1.50 is "1.5"."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def truncated(value: Decimal) -> int | None:
    """Return the number without its fraction, when it is of sane size."""
    return int(value) if value.adjusted() <= _INTEGER_DIGITS else None
