"""The periodic meeting with a municipality, and what was agreed there about each client."""

from engine.commands.municipality import central_of
from engine.commands.recording.answers import Answers, rows_of
from engine.commands.recording.recording import Recording
from engine.domain.ids import CaseId, parse_uuid


def meeting(of: Recording) -> None:
    """Record the meeting, or in a round per client what was agreed about that client.

    The process runs beside the cases: a round names its case by number or id.
    """
    case_id = of.case_of or _case_of_round(of)
    if case_id is None:
        _add_meeting(of)
    else:
        _add_item(of, case_id)


def _add_meeting(of: Recording) -> None:
    answers = of.answers
    of.work.unit.file.add_meeting(
        {
            "id": of.work.new_id(),
            "region": of.task.region,
            "municipality": of.said("centrumgemeente", most=120) or of.said("gemeente", most=120),
            "held_on": answers.day("datum", "gehouden_op"),
            "skipped": answers.agrees("doorgegaan") is False,
            "attendees": answers.text("deelnemers"),
            "without_consent": of.known.number("aantal_zonder_toestemming"),
            "note": answers.text("toelichting", "notitie"),
            "instance_id": of.task.instance_id,
            "task_id": of.task.id,
            "recorded_by": of.work.actor.user_id,
            "recorded_at": of.work.now,
        }
    )


def _add_item(of: Recording, case_id: CaseId) -> None:
    file, answers = of.work.unit.file, of.answers
    if file.latest_meeting(of.task.instance_id) is None:
        _add_meeting(of)
    file.add_meeting_item(
        {
            "id": of.work.new_id(),
            "meeting_id": file.latest_meeting(of.task.instance_id),
            "case_id": case_id,
            "task_id": of.task.id,
            "status": answers.text("status", most=120),
            "agreement": answers.text("afspraak"),
            "action_holder": answers.text("actiehouder", most=200),
            "action_on": answers.day("datum", "actiedatum"),
            "recorded_by": of.work.actor.user_id,
            "recorded_at": of.work.now,
        }
    )
    _promising(of, case_id)


def _promising(of: Recording, case_id: CaseId) -> None:
    """Keep where recovery has the best chance: help may be asked there (rule 132)."""
    named = of.answers.text("kansrijke_gemeente", most=120)
    if named:
        central = central_of(of.work.unit, of.task.region, named) or named
        of.work.unit.cases.change(case_id, {"central_promising": central})


def _case_of_round(of: Recording) -> CaseId | None:
    rounds = rows_of(of.local.values.get("item"))
    item = Answers(values=rounds[0]) if rounds else of.answers
    named = item.text("casus_id", "casus", "casusnummer", "wat") or of.answers.text("casusnummer")
    by_id = parse_uuid(named)
    case = of.work.unit.cases.get(CaseId(by_id)) if by_id else of.work.unit.cases.numbered(named)
    return case.id if case is not None and case.region == of.task.region else None
