"""Asking for a place: the questions to providers, the offers, and what the client answered."""

from engine.commands.recording.recording import Recording
from engine.errors import Invalid

_CARE_OFFICE_MOST = 120


def placement_request(of: Recording) -> None:
    """Record a question to a provider for a place, with the answer."""
    answers = of.answers
    provider, code = of.provider()
    of.work.unit.cases.record_placement(
        {
            "id": of.work.new_id(),
            "case_id": of.case_id,
            "task_id": of.task.id,
            "provider": provider,
            "agb": code,
            "asked_on": answers.day("datum") or of.today,
            "outcome": answers.text("uitkomst", "resultaat", most=60),
            "intake_on": answers.day("intake_op"),
            "waiting_time": answers.text("verwachte_wachttijd", most=80),
            "rejection_reason": answers.text("reden_afwijzing", most=120),
            "note": answers.text("toelichting", "notitie"),
            "recorded_at": of.work.now,
        }
    )


def offer(of: Recording) -> None:
    """Record a place that was discussed with the client; refusals are counted per case."""
    answer = of.answers.text("akkoord", "aanbod_akkoord", most=40)
    if not answer:
        raise Invalid("Kies wat de cliënt van de plek vindt.")
    file = of.work.unit.file
    refused = answer.lower().startswith("nee")
    file.add_offer(
        of.row(
            request_id=file.latest_request(of.case_id),
            provider=_offered_by(of),
            discussed_on=of.answers.day("datum") or of.today,
            answer=answer,
            refusal_number=file.next_refusal(of.case_id) if refused else None,
            refusal_reason=of.answers.text("reden_nee"),
            client_involved=of.answers.text("client_betrokken", most=10),
        )
    )


def _offered_by(of: Recording) -> str:
    """Name the provider: from the form, from the round that asked it, else what is known."""
    named = of.provider()[0] or of.local.text("instelling", most=200)
    return named or of.known.text("instelling", "aanbieder", most=200)


def allocation(of: Recording) -> None:
    """Record the allocation in iWlz: the case's columns follow the variables, the rest is told."""
    of.note()


def transfer(of: Recording) -> None:
    """Record a hand-over to another care office; the case is ours until it is confirmed."""
    answers, file = of.answers, of.work.unit.file
    if answers.agrees("overdragen") is False:
        return
    confirmed = answers.agrees("bevestigd", "overdracht_bevestigd")
    found = file.open_transfer(of.case_id)
    if found is not None and confirmed is not None:
        if confirmed:
            file.change_transfer(
                found,
                {
                    "confirmed_on": answers.day("bevestigd_op") or of.today,
                    "confirmed_by": answers.text("bevestigd_door", "contactpersoon", most=200),
                },
            )
        return
    file.add_transfer(
        of.row(
            receiving_office=answers.text(
                "ontvangend_zorgkantoor", "zorgkantoor", most=_CARE_OFFICE_MOST
            ),
            moved_on=answers.day("verhuisdatum"),
            transfer_on=answers.day("overdrachtsdatum"),
            running_actions=answers.text("lopende_acties"),
            warm_handover_on=answers.day("warme_overdracht_op"),
        )
    )
