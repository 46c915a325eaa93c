"""Who is involved in a case: each from its own responsibility (rules 62 and 63).

The wish to share is the form's, the room for it is table D5's: without a basis it is no.
"""

from collections.abc import Mapping, Sequence

from engine.commands.recording.answers import Answers
from engine.commands.recording.recording import Recording
from engine.domain.sharing import Agreed, allowance, recipient_of

_OUTSIDE = frozenset({"gemeente", "mo", "oco", "zvh", "reclassering", "naaste"})
"""Parties outside the Wlz chain: each is chosen by itself."""


def parties(of: Recording) -> None:
    """Add the parties that the form names and that the case does not have yet."""
    listed = of.answers.values.get("partijen")
    found = listed if isinstance(listed, list) else [dict(of.answers.values)]
    rows = [Answers(values=item if isinstance(item, Mapping) else {"rol": item}) for item in found]
    known = of.work.unit.cases.parties(of.case_id)
    agreed = [one.agreed for one in of.work.unit.file.standing_consents(of.case_id)]
    made = [_row(of, row, agreed) for row in rows]
    of.work.unit.cases.record_parties(
        [row for row in made if (row["role"], row["organisation"], row["person"]) not in known]
    )


def _row(of: Recording, row: Answers, agreed: Sequence[Agreed]) -> dict[str, object]:
    role = row.text("rol", most=80) or "anders"
    said = row.text("verantwoordelijkheid") or of.answers.text(f"partij_{role}_taak")
    wish = _wish(of.answers, row, role)
    room = allowance(recipient_of(role), agreed, of.today)
    return {
        "id": of.work.new_id(),
        "case_id": of.case_id,
        "role": role,
        "organisation": row.text("organisatie", most=200)
        or of.answers.text(f"partij_{role}", most=200),
        "person": row.text("persoon", "naam", "contactpersoon", most=200),
        "responsibility": said,
        "legal_basis": row.text("grondslag", most=60) or str(room.basis),
        "sharing_allowed": wish is not False and room.is_named,
        "task_id": of.task.id,
        "created_at": of.work.now,
    }


def _wish(answers: Answers, row: Answers, role: str) -> bool | None:
    """Tell whether somebody wants to share with a party; in the Wlz chain nobody has to ask."""
    own, chosen = row.agrees("delen_toegestaan"), answers.listed("delen_met")
    if own is not None or role not in _OUTSIDE:
        return own
    return role in chosen if chosen else answers.agrees("delen_toegestaan")
