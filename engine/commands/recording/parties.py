"""Who is involved in a case: each from its own responsibility (rules 62 and 63)."""

from collections.abc import Mapping

from engine.commands.recording.answers import Answers
from engine.commands.recording.recording import Recording


def parties(of: Recording) -> None:
    """Add the parties that the form names and that the case does not have yet."""
    listed = of.answers.values.get("partijen")
    found = listed if isinstance(listed, list) else [dict(of.answers.values)]
    rows = [Answers(values=item if isinstance(item, Mapping) else {"rol": item}) for item in found]
    known = of.work.unit.cases.parties(of.case_id)
    made = [_row(of, row) for row in rows]
    of.work.unit.cases.record_parties(
        [row for row in made if (row["role"], row["organisation"], row["person"]) not in known]
    )


def _row(of: Recording, row: Answers) -> dict[str, object]:
    role = row.text("rol", most=80) or "anders"
    said = row.text("verantwoordelijkheid") or _responsibility(of, role)
    sharing = row.agrees("delen_toegestaan")
    return {
        "id": of.work.new_id(),
        "case_id": of.case_id,
        "role": role,
        "organisation": row.text("organisatie", most=200),
        "person": row.text("persoon", "naam", "contactpersoon", most=200),
        "responsibility": said,
        "legal_basis": row.text("grondslag", most=60),
        "sharing_allowed": of.answers.agrees("delen_toegestaan") if sharing is None else sharing,
        "task_id": of.task.id,
        "created_at": of.work.now,
    }


def _responsibility(of: Recording, role: str) -> str:
    """Find the line about a role in one text about all: "gemeente: regelt opvang"."""
    lines = of.answers.text("verantwoordelijkheden").splitlines()
    begun = (line.partition(":") for line in lines)
    return next((said.strip() for name, _, said in begun if name.strip().lower() == role), "")
