"""Our own functions: termijn, werkdagen, vandaag, nu. Everything else is standard FEEL."""

from datetime import datetime
from decimal import Decimal

from engine.domain.terms import Term
from engine.errors import Invalid
from engine.feel.library import builtin
from engine.feel.numbers import whole
from engine.feel.run import Run
from engine.feel.values import Value


@builtin("termijn", "naam: string")
def term(run: Run, name: str) -> Value:
    """Look a term up by name, as the region has set it."""
    found = run.scope.terms(name)
    return found if found is not None else run.null(f"de termijn '{name}' bestaat niet")


@builtin("werkdagen", "aantal: number")
def workdays(run: Run, number: Decimal) -> Value:
    """Make a term of a number of working days."""
    count = whole(number)
    if count is None:
        return run.null("werkdagen: het aantal moet een geheel getal zijn")
    try:
        return Term(workdays=count)
    except Invalid as refused:
        return run.null(f"werkdagen: {refused.message}")


@builtin("vandaag", "")
def today(run: Run) -> Value:
    """Return the date of now in the zone of the scope."""
    return _local_now(run).date()


@builtin("nu", "")
def now(run: Run) -> Value:
    """Return now as date and time in the zone of the scope."""
    return _local_now(run)


# The standard has the same two under English names (clause 10.3.4.11).
builtin("today", "")(today)
builtin("now", "")(now)


def _local_now(run: Run) -> datetime:
    return run.scope.now.astimezone(run.scope.zone)
