"""Decisions: DMN files as dmn-js and the Camunda Modeler write them (DMN 1.1 to 1.5).

    model = parse_decisions(source)
    outcome = model.evaluate("urgentie", variables, scope)    # value, rule numbers, reasons

`reading` makes values of XML, `compiling` closures of boxed expressions, `tables` and `policies`
decide, `graph` follows requirements, `checking` finds gaps and overlaps before deployment.
"""

from engine.decisions.checking import check
from engine.decisions.evaluation import DecisionOutcome, TableHit
from engine.decisions.graph import DecisionModel, parse_decisions

__all__ = ["DecisionModel", "DecisionOutcome", "TableHit", "check", "parse_decisions"]
