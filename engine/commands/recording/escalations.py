"""Escalations: the question to a table, its decision, and the actions that were agreed on."""

from collections.abc import Mapping
from uuid import UUID

from engine.commands.recording.answers import Answers, read_day, rows_of
from engine.commands.recording.recording import Recording
from engine.commands.recording.sharing import EMERGENCY_USED
from engine.domain.sharing import (
    HIGHEST_NAMED_LEVEL,
    Basis,
    Recipient,
    Wanted,
    allowance,
    judged,
)
from engine.feel import Value

_HIGHEST = 5
_MOST_ACTIONS = 9
_CLIENT = "client"  # who it is about; telling her is not sharing
_AT_TABLE = "Besproken aan tafel"
_SETTLED: Mapping[str, str] = {"ja": "gedaan", "nee": "niet-gedaan"}


def escalation(of: Recording) -> None:
    """Record a question to a table, and what the participants get to know on which ground."""
    _add(of)
    if of.said("anonimiseren") == "nee" and _level(of) <= HIGHEST_NAMED_LEVEL:
        for name in of.answers.listed("deelnemers"):
            if name == _CLIENT:
                continue
            _share(of, name, of.answers.text(f"grondslag_{name}"))


def agenda(of: Recording) -> None:
    """Record which table talks about the case, and when."""
    found = _waiting(of)
    values: dict[str, object] = {
        "table_name": of.said("tafel", most=60),
        "meeting_on": of.answers.day("datum", "tafel_datum", "vergaderdatum"),
    }
    of.work.unit.file.change_escalation(found, values)


def decision(of: Recording) -> None:
    """Record what the table decided, and who does what by when."""
    answers, found = of.answers, _waiting(of)
    of.work.unit.file.change_escalation(
        found,
        {
            "outcome": answers.text("uitkomst", most=60) or "besloten",
            "decision": answers.text("besluit"),
            "control_party": answers.text("regiehouder", most=200),
            "financial_agreement": answers.text("financiele_afspraak"),
            "next_meeting_on": answers.day("volgende_bespreking"),
            "decided_at": of.work.now,
            "decided_by": of.work.actor.user_id,
        },
    )
    agreed = rows_of(answers.values.get("acties")) or _numbered(answers)
    rows = [Answers(values=row) for row in agreed]
    of.work.unit.file.add_actions(
        [_action(of, found, number, row) for number, row in enumerate(rows, start=1)]
    )


def action(of: Recording) -> None:
    """Record what became of an action: of this round, else of all that are open."""
    file, answers = of.work.unit.file, of.answers
    found = file.latest_escalation(of.case_id)
    if found is None:
        return
    said = answers.text("gedaan", "acties_gedaan").lower()
    values: dict[str, object] = {"result": answers.text("resultaat", "actie_resultaat")}
    moved = answers.day("nieuwe_datum")
    if moved is not None:
        values["due_on"] = moved
    elif said in _SETTLED:
        values |= {
            "state": _SETTLED[said],
            "settled_at": of.work.now,
            "settled_by": of.work.actor.user_id,
            "settled_task_id": of.task.id,
        }
    for one in _meant(of, found):
        file.change_action(one, values)


def _numbered(answers: Answers) -> list[Mapping[str, Value]]:
    """Read the actions of a form with a row of fields for each: actie_1, actie_1_wie, …."""
    keys = [f"actie_{number}" for number in range(1, _MOST_ACTIONS + 1)]
    return [
        {
            "wat": answers.values.get(key),
            "wie": answers.values.get(f"{key}_wie"),
            "wanneer": answers.values.get(f"{key}_op"),
        }
        for key in keys
        if answers.text(key)
    ]


def _participants(answers: Answers) -> list[str]:
    """Name who takes part, with the ground on which each knows whom the case is about."""
    grounds = {name: answers.text(f"grondslag_{name}") for name in answers.listed("deelnemers")}
    return [f"{name} ({ground})" if ground else name for name, ground in grounds.items()]


def _share(of: Recording, name: str, ground: str) -> None:
    """Write down that a participant may know whom the case is about, judged by table D5."""
    if ground == Basis.ANONYMOUS:
        return
    recipient = Recipient.REPRESENTATIVE if ground == Basis.REPRESENTATION else name
    reason = of.answers.text("noodreden") if ground == Basis.EMERGENCY else ""
    stored = of.work.unit.file.standing_consents(of.case_id)
    room = allowance(recipient, [one.agreed for one in stored], of.today, _level(of))
    categories = tuple(category.value for category in room.categories)
    basis = judged(Wanted(categories=categories, emergency=reason), room)
    covering = (one.id for one in stored if one.agreed.covers(recipient, of.today))
    of.work.unit.file.add_sharing(
        of.row(
            recipient_kind=recipient[:60],
            recipient="",
            categories=list(categories),
            what=_AT_TABLE,
            basis=basis,
            consent_id=next(covering, None) if basis is Basis.CONSENT else None,
            anonymised=False,
            emergency_reason=reason,
        )
    )
    if basis is Basis.EMERGENCY:
        label = Recipient.label_of(recipient) or "onbekend"
        of.tell(EMERGENCY_USED, nood_ontvanger=label, nood_reden=reason)


def _add(of: Recording) -> UUID:
    answers = of.answers
    row = of.row(
        level=_level(of),
        cause=of.said("aanleiding", most=120),
        question=answers.text("vraag_aan_tafel", "vraag"),
        participants=_participants(answers),
        checklist=answers.listed("instapchecklist"),
        basis=answers.text("grondslag", most=60),
        anonymised=of.said("anonimiseren") == "ja",
        table_name=of.said("tafel", most=60),
        meeting_on=answers.day("datum", "tafel_datum"),
    )
    of.work.unit.file.add_escalation(row)
    return UUID(str(row["id"]))


def _waiting(of: Recording) -> UUID:
    """Find the escalation that waits for a decision; a table may decide unprepared."""
    found = of.work.unit.file.latest_escalation(of.case_id, undecided=True)
    return found or _add(of)


def _level(of: Recording) -> int:
    level = of.answers.number("niveau")
    level = of.known.number("niveau") if level is None else level
    return min(level or 0, _HIGHEST)


def _action(of: Recording, escalation_id: UUID, number: int, row: Answers) -> dict[str, object]:
    what = row.text("wat", "actie")
    return {
        "id": of.work.new_id(),
        "escalation_id": escalation_id,
        "case_id": of.case_id,
        "number": number,
        "what": what,
        "who": row.text("wie", most=200),
        "due_on": row.day("wanneer", "datum") or read_day(row.text("wanneer") or what),
        "state": "open",
        "recorded_at": of.work.now,
    }


def _meant(of: Recording, escalation_id: UUID) -> list[UUID]:
    """Find the action of this round by its text or number; without a round, all that are open."""
    waiting = of.work.unit.file.open_actions(escalation_id)
    rounds = rows_of(of.local.values.get("item") or of.local.values.get("actie"))
    if not rounds:
        return [one.id for one in waiting]
    what = Answers(values=rounds[0]).text("wat", "actie")
    number = of.local.number("loopCounter")
    by_text = [one.id for one in waiting if one.what == what]
    return by_text[:1] or [one.id for one in waiting if one.number == number]
