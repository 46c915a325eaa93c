"""String functions without patterns (DMN 1.5, clause 10.3.4.3)."""

from decimal import Decimal

from engine.feel.library import builtin
from engine.feel.numbers import truncated
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("substring", "string: string, start position: number, length?: number")
def substring(run: Run, text: str, start: Decimal, length: Decimal | None = None) -> Value:
    """Cut a part out; the first character is 1, the last is -1."""
    first = truncated(start)
    count = truncated(length) if length is not None else len(text)
    if not first or abs(first) > len(text):
        return run.null("substring: de beginpositie ligt buiten de tekst")
    if count is None or count < 1:
        return run.null("substring: de lengte moet een geheel getal vanaf 1 zijn")
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin : begin + count]


@builtin("string length", "string: string")
def string_length(_run: Run, text: str) -> Value:
    """Count the characters."""
    return Decimal(len(text))


@builtin("upper case", "string: string")
def upper_case(run: Run, text: str) -> Value:
    """Write all letters as capitals."""
    run.charge_text(len(text))
    return text.upper()


@builtin("lower case", "string: string")
def lower_case(run: Run, text: str) -> Value:
    """Write all letters small."""
    run.charge_text(len(text))
    return text.lower()


@builtin("substring before", "string: string, match: string")
def substring_before(_run: Run, text: str, match: str) -> Value:
    """Return what stands before the first match; empty when there is none."""
    return text[: text.index(match)] if match in text else ""


@builtin("substring after", "string: string, match: string")
def substring_after(_run: Run, text: str, match: str) -> Value:
    """Return what stands behind the first match; empty when there is none."""
    return text[text.index(match) + len(match) :] if match in text else ""


@builtin("contains", "string: string, match: string")
def contains(_run: Run, text: str, match: str) -> Value:
    """Tell whether the text holds the match."""
    return match in text


@builtin("starts with", "string: string, match: string")
def starts_with(_run: Run, text: str, match: str) -> Value:
    """Tell whether the text begins with the match."""
    return text.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(_run: Run, text: str, match: str) -> Value:
    """Tell whether the text ends with the match."""
    return text.endswith(match)


@builtin("string join", "list: list, delimiter?: any")
def string_join(run: Run, items: list[Value], delimiter: Value = None) -> Value:
    """Put texts together; nulls are skipped."""
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) + items.count(None) != len(items):
        return run.null("string join: de lijst mag alleen teksten hebben")
    if delimiter is not None and not isinstance(delimiter, str):
        return run.null("string join: het scheidingsteken moet een tekst zijn")
    glue = delimiter or ""
    run.charge_text(sum(map(len, texts)) + len(glue) * len(texts))
    return glue.join(texts)
