"""Recorders: a completed task leaves a row in the case's file.

A user task names a recorder in its property `vastleggen`. The recorder takes what was filled in and
adds rows that pages and figures can use without knowing the diagram; the answers themselves stay in
the instance's variables. A new recorder is a function in `RECORDERS`, and a heading in the manual.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from engine.commands.running import Running
from engine.commands.work import Work
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId
from engine.domain.user_task import RECORDER, UserTask
from engine.errors import ExecutionError
from engine.feel import Value, from_feel
from engine.persistence.history import NewEvent


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was filled in, read leniently: forms differ between regions."""

    values: Mapping[str, Value]

    def text(self, *names: str) -> str:
        """Give the first of these fields that is filled in, as text."""
        found = next((self.values[n] for n in names if self.values.get(n) is not None), "")
        if isinstance(found, list):
            return ", ".join(str(item) for item in found)
        return str(found)

    def moment(self, *names: str) -> datetime | None:
        """Give a field as a moment; a day counts from its beginning in Amsterdam."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, datetime):
                return value.astimezone(UTC)
            if isinstance(value, date):
                return datetime.combine(value, time(), AMSTERDAM).astimezone(UTC)
        return None

    def day(self, *names: str) -> date | None:
        """Give a field as a day."""
        moment = self.moment(*names)
        return None if moment is None else moment.astimezone(AMSTERDAM).date()

    def agrees(self, name: str) -> bool | None:
        """Give a yes or no."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        return {"ja": True, "nee": False}.get(str(value).lower())


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One completed task of one case."""

    work: Work
    task: UserTask
    case_id: CaseId
    answers: Answers
    notes: list[NewEvent]

    @property
    def task_id(self) -> UUID:
        """The task that was completed."""
        return self.task.id

    @property
    def today(self) -> date:
        """The day in Amsterdam."""
        return self.work.now.astimezone(AMSTERDAM).date()


def record_answers(
    work: Work, task: UserTask, running: Running, values: Mapping[str, Value]
) -> None:
    """Let the task's recorder, if it names one, write what was filled in."""
    name = task.properties.get(RECORDER)
    case_id = running.stored.case_id
    if not name or case_id is None:
        return
    if name not in RECORDERS:
        raise ExecutionError(f"'{name}' kan niet worden vastgelegd.", element_id=task.element_id)
    answers = Answers(values=values)
    RECORDERS[name](
        Recording(work=work, task=task, case_id=case_id, answers=answers, notes=running.notes)
    )


def _attempt(of: Recording, kind: str) -> None:
    answers = of.answers
    of.work.unit.cases.record_attempt(
        {
            "id": of.work.new_id(),
            "case_id": of.case_id,
            "task_id": of.task_id,
            "kind": kind,
            "attempt_number": of.work.unit.cases.next_attempt_number(of.case_id, kind),
            "recipient": answers.text("ontvanger", "gesproken_met", "contactpersoon", "aanbieder")[
                :200
            ],
            "channel": answers.text("kanaal")[:60],
            "result": answers.text("resultaat", "situatie", "reden_geen_zorg")[:80],
            "at": answers.moment("tijdstip", "datum") or of.work.now,
            "appointment_at": answers.moment("afspraak_op", "terugbeldatum"),
            "next_attempt_on": answers.day("volgende_poging_op", "volgend_contact_op"),
            "note": answers.text("notitie", "toelichting"),
            "actor_id": of.work.actor.user_id,
            "recorded_at": of.work.now,
        }
    )


def _client_attempt(of: Recording) -> None:
    _attempt(of, "client")


def _provider_contact(of: Recording) -> None:
    _attempt(of, "provider")


def _conversation(of: Recording) -> None:
    _attempt(of, "conversation")
    _stay(of)


def _parties(of: Recording) -> None:
    listed = of.answers.values.get("partijen")
    found = listed if isinstance(listed, list) else [dict(of.answers.values)]
    rows = [Answers(values=item if isinstance(item, Mapping) else {"rol": item}) for item in found]
    of.work.unit.cases.record_parties(
        [
            {
                "id": of.work.new_id(),
                "case_id": of.case_id,
                "role": (row.text("rol") or "anders")[:80],
                "organisation": row.text("organisatie")[:200],
                "person": row.text("persoon", "naam", "contactpersoon")[:200],
                "responsibility": row.text("verantwoordelijkheid"),
                "sharing_allowed": row.agrees("delen_toegestaan"),
                "task_id": of.task_id,
                "created_at": of.work.now,
            }
            for row in rows
        ]
    )


def _placement(of: Recording) -> None:
    answers = of.answers
    code = answers.text("agb", "aanbieder_agb")
    of.work.unit.cases.record_placement(
        {
            "id": of.work.new_id(),
            "case_id": of.case_id,
            "task_id": of.task_id,
            "provider": answers.text("aanbieder", "instelling", "naam", "agb")[:200],
            "agb": code[:8] or None,
            "asked_on": answers.day("datum") or of.today,
            "outcome": answers.text("uitkomst", "resultaat")[:60],
            "intake_on": answers.day("intake_op"),
            "waiting_time": answers.text("verwachte_wachttijd")[:80],
            "rejection_reason": answers.text("reden_afwijzing")[:120],
            "note": answers.text("toelichting", "notitie"),
            "recorded_at": of.work.now,
        }
    )


def _stay(of: Recording) -> None:
    """Begin a stay when the form says where somebody sleeps."""
    answers = of.answers
    ethos = answers.text("ethos", "verblijfplaats")
    case = of.work.unit.cases.get(of.case_id)
    if not ethos or case is None:
        return
    of.work.unit.cases.record_stay(
        {
            "id": of.work.new_id(),
            "client_id": case.client_id,
            "case_id": of.case_id,
            "ethos": ethos[:10],
            "from_date": answers.day("verblijf_sinds", "datum") or of.today,
            "municipality": answers.text("gemeente")[:120],
            "shelter": answers.text("mo_aanbieder")[:200],
            "source": "gesprek",
            "task_id": of.task_id,
        }
    )


def _noted(of: Recording) -> None:
    """Keep the answers in the case's timeline; columns of the case follow the variables."""
    of.notes.append(
        NewEvent(
            id=of.work.new_id(),
            instance_id=of.task.instance_id,
            case_id=of.case_id,
            signal_id=None,
            at=of.work.now,
            kind="recorded",
            element_id=of.task.element_id,
            element_type="userTask",
            process_key=of.task.process_key,
            name=of.task.name,
            actor_id=of.work.actor.user_id,
            task_id=of.task.id,
            detail={name: from_feel(value) for name, value in of.answers.values.items()},
        )
    )


RECORDERS: Mapping[str, Callable[[Recording], None]] = {
    "contactpoging": _client_attempt,
    "aanbieder_contact": _provider_contact,
    "aanbieder_antwoord": _provider_contact,
    "gesprek": _conversation,
    "partijen": _parties,
    "plaatsingsvraag": _placement,
    "verblijf": _stay,
    "casus": _noted,
    "opschaling": _noted,
    "tafelbesluit": _noted,
    "toewijzing": _noted,
    "weigeringstoets": _noted,
}
