"""Contact: with the client, with a provider, a conversation, and where somebody sleeps."""

from engine.commands.recording.recording import Recording
from engine.domain.signal import Ethos


def client_attempt(of: Recording) -> None:
    """Record an attempt to reach the client."""
    _attempt(of, "client")


def provider_contact(of: Recording) -> None:
    """Record contact with a provider, or its answer."""
    _attempt(of, "provider")
    _stay(of, "aanbieder")


def conversation(of: Recording) -> None:
    """Record a conversation with the client or who speaks for her."""
    _attempt(of, "conversation")
    _stay(of, "gesprek")


def stay(of: Recording) -> None:
    """Record where the client sleeps from now on."""
    _stay(of, "medewerker")


def _attempt(of: Recording, kind: str) -> None:
    answers = of.answers
    of.work.unit.cases.record_attempt(
        {
            "id": of.work.new_id(),
            "case_id": of.case_id,
            "task_id": of.task.id,
            "kind": kind,
            "attempt_number": of.work.unit.cases.next_attempt_number(of.case_id, kind),
            "recipient": answers.text(
                "ontvanger", "gesproken_met", "contactpersoon", "aanbieder", most=200
            ),
            "channel": answers.text("kanaal", most=60),
            "result": answers.text("resultaat", "situatie", "reden_geen_zorg", most=80),
            "at": answers.moment("tijdstip", "datum") or of.work.now,
            "appointment_at": answers.moment("afspraak_op", "terugbeldatum"),
            "next_attempt_on": answers.day("volgende_poging_op", "volgend_contact_op"),
            "note": answers.text("notitie", "toelichting"),
            "actor_id": of.work.actor.user_id,
            "recorded_at": of.work.now,
        }
    )


def _stay(of: Recording, source: str) -> None:
    """Begin a stay when the form says where somebody sleeps; the same stay goes on (ETHOS)."""
    answers = of.answers
    ethos = answers.text("ethos", "verblijfplaats", most=10)
    case = of.work.unit.cases.get(of.case_id)
    if ethos not in set(Ethos) or case is None:
        return
    of.work.unit.cases.record_stay(
        {
            "id": of.work.new_id(),
            "client_id": case.client_id,
            "case_id": of.case_id,
            "ethos": ethos,
            "from_date": answers.day("verblijf_sinds", "datum") or of.today,
            "municipality": answers.text("gemeente", "gemeente_verblijf", most=120),
            "shelter": answers.text("mo_aanbieder", most=200),
            "source": source,
            "task_id": of.task.id,
        }
    )
