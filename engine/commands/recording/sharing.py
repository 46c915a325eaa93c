"""What is shared with whom: refused without a basis, and a row of its own when there is one."""

from collections.abc import Sequence
from uuid import UUID

from engine.commands.recording.recording import Recording
from engine.domain.sharing import Basis, Recipient, Wanted, allowance, judged
from engine.errors import Invalid
from engine.persistence.casefile import StoredConsent

EMERGENCY_USED = "noodprocedure-gebruikt"
"""The message that starts the privacy officer's reading over."""


def sharing(of: Recording) -> None:
    """Write down a sharing. Raises `Invalid` when table D5 gives no room for it."""
    answers = of.answers
    recipient = _recipient(of)
    stored = of.work.unit.file.standing_consents(of.case_id)
    agreed = [one.agreed for one in stored]
    room = allowance(recipient, agreed, of.today, of.known.number("niveau"))
    wanted = Wanted(
        categories=tuple(answers.listed("gedeelde_gegevens", "gegevenscategorieen")),
        anonymous=_is(of, Basis.ANONYMOUS) or answers.agreed("anonimiseren"),
        emergency=_emergency(of),
    )
    basis = judged(wanted, room)
    of.work.unit.file.add_sharing(
        of.row(
            recipient_kind=recipient[:60],
            recipient=_named(of),
            categories=list(wanted.categories),
            what=answers.text("gedeelde_velden", "toelichting"),
            basis=basis,
            consent_id=_consent(of, stored, recipient) if basis is Basis.CONSENT else None,
            anonymised=basis is Basis.ANONYMOUS,
            emergency_reason=wanted.emergency,
        )
    )
    if basis is Basis.EMERGENCY:
        of.tell(
            EMERGENCY_USED,
            nood_ontvanger=Recipient.label_of(recipient) or "onbekend",
            nood_reden=wanted.emergency,
        )


def _named(of: Recording) -> str:
    """Name who gets it: a municipality is chosen among those that are known, or typed."""
    chosen = of.answers.text("gevraagde_gemeente", most=200)
    if chosen and chosen != "anders":
        return chosen
    return of.answers.text("ontvanger_naam", "organisatie", "gemeente", most=200)


def _recipient(of: Recording) -> str:
    named = of.answers.text("ontvanger", "ontvanger_soort")
    return named or (Recipient.MUNICIPALITY if of.answers.text("gemeente") else "")


def _is(of: Recording, basis: Basis) -> bool:
    return of.answers.text("grondslag") == basis


def _emergency(of: Recording) -> str:
    if not _is(of, Basis.EMERGENCY):
        return ""
    reason = of.answers.text("noodreden", "motivering", "toelichting")
    if not reason:
        said = "Schrijf waarom dit een noodsituatie is; de privacy officer leest het na."
        raise Invalid(said, {"noodreden": [said]})
    return reason


def _consent(of: Recording, stored: Sequence[StoredConsent], recipient: str) -> UUID | None:
    covering = (one for one in stored if one.agreed.covers(recipient, of.today))
    return next((one.id for one in covering), None)
