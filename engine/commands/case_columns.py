"""Columns that follow variables: the worklist and the case page read them without the engine.

A diagram sets `toestand`, `urgentie`, `casushouder` and the like as variables; after a step the
case's row follows those that changed. When the case's own process ends, the case is closed and
stands on no bridging place any more; when a signal's process ends without a case, the signal is
settled by its `uitkomst`.
"""

from collections.abc import Mapping

from engine.commands.running import Running
from engine.commands.work import Work
from engine.domain.calendar import AMSTERDAM
from engine.domain.case import CASE_OPENED, CaseState
from engine.domain.ids import CaseId
from engine.domain.instance import ProcessInstance
from engine.domain.signal import Ethos, SignalStatus
from engine.errors import Invalid
from engine.feel import Value

_COLUMNS: Mapping[str, str] = {
    "toestand": "state",
    "urgentie": "urgency",
    "casushouder": "case_holder_id",
    "regiehouder": "control_party",
    "dossierhouder": "file_holder",
    "gemeente_brp": "municipality_brp",
    "centrumgemeente_brp": "central_brp",
    "gemeente_verblijf": "municipality_stay",
    "centrumgemeente_verblijf": "central_stay",
    "ethos": "ethos",
    "afsluitgrond": "closing_ground",
    "herhalingsteller": "repeat_count",
}
_LONGEST: Mapping[str, int] = {
    "ethos": 10,
    "state": 60,
    "municipality_brp": 120,
    "central_brp": 120,
    "municipality_stay": 120,
    "central_stay": 120,
}
_SLEEPS_SOMEWHERE = frozenset(Ethos) - {Ethos.UNKNOWN}
_OUTCOMES: Mapping[str, SignalStatus] = {
    "onterecht": SignalStatus.UNFOUNDED,
    "andere-regio": SignalStatus.FORWARDED,
}


def follow_variables(work: Work, running: Running) -> None:
    """Bring the rows of the instance's case and signal in line with its variables."""
    stored, after = running.stored, running.instance.variables
    if stored.case_id is not None:
        values = _changed(work, running.before, after)
        if running.instance.ended and _is_the_case(work, stored):
            values |= {"state": CaseState.CLOSED, "closed_at": work.now}
            work.unit.file.end_bridging(stored.case_id, work.now.astimezone(AMSTERDAM).date())
        if values:
            work.unit.cases.change(stored.case_id, values)
        _follow_stay(work, stored.case_id, values.get("ethos"))
    elif stored.signal_id is not None and running.instance.ended:
        outcome = str(after.get("uitkomst") or "")
        if outcome in _OUTCOMES:
            work.unit.signals.change(
                stored.signal_id, {"outcome": outcome, "status": _OUTCOMES[outcome]}
            )


def _is_the_case(work: Work, stored: ProcessInstance) -> bool:
    """Tell whether this is the case's own process: others about a case may end beside it."""
    definition = work.environment.catalogue.definition(work.unit.definitions, stored.definition_id)
    return definition.start_message == CASE_OPENED


def _follow_stay(work: Work, case_id: CaseId, ethos: object) -> None:
    """Begin a stay when it becomes known where somebody sleeps; the figures count stays."""
    case = work.unit.cases.get(case_id) if ethos in _SLEEPS_SOMEWHERE else None
    if case is None:
        return
    work.unit.cases.record_stay(
        {
            "id": work.new_id(),
            "client_id": case.client_id,
            "case_id": case_id,
            "ethos": ethos,
            "from_date": work.now.astimezone(AMSTERDAM).date(),
            "municipality": "",
            "shelter": "",
            "source": "casus",
        }
    )


def _changed(
    work: Work, before: Mapping[str, Value], after: Mapping[str, Value]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, column in _COLUMNS.items():
        value = after.get(name)
        if value is not None and value != before.get(name):
            values[column] = _as_column(work, column, value)
    return values


def _as_column(work: Work, column: str, value: Value) -> object:
    text = str(value)
    match column:
        case "urgency":
            return int(text) if text.isdecimal() else None
        case "repeat_count":
            if not text.isdecimal():
                raise Invalid("De herhalingsteller moet een heel getal zijn, nul of meer.")
            return int(text)
        case "case_holder_id":
            return work.unit.cases.person(text)
        case _:
            return text[: _LONGEST.get(column, 200)]
