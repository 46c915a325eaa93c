"""Consent, and what was shared with whom (table D5): both are rows that never change."""

from datetime import date
from uuid import UUID

from engine.commands.recording.recording import Recording
from engine.domain.calendar import dutch_calendar
from engine.domain.terms import Term
from engine.forms.files import shown

TERM = "toestemming"
FORM = "formulier"
_USUALLY = "12 maanden"
_RESULTS = {"gegeven": "gegeven", "ja": "gegeven", "deels": "deels"}


def consent(of: Recording) -> None:
    """Record the answer to the question for consent. What is no clear yes counts as a refusal."""
    answers = of.answers
    result = _RESULTS.get(answers.text("resultaat", "toestemming").lower(), "geweigerd")
    given_on = answers.day("datum", "gegeven_op") or of.today
    of.work.unit.file.add_consent(
        of.row(
            purpose=answers.text("doel", most=120) or "passende zorg",
            recipients=answers.listed("ontvangers"),
            categories=answers.listed("gegevenscategorieen"),
            given_by=answers.text("gegeven_door", most=60),
            manner=answers.text("wijze", most=60),
            result=result,
            given_on=given_on,
            valid_to=max(given_on, answers.day("geldig_tot") or _usual_end(of)),
            document_id=_signed_form(of),
        )
    )


def _signed_form(of: Recording) -> UUID | None:
    """Give the document that the client signed, when the form asked for it."""
    files = shown(of.answers.values.get(FORM))
    return UUID(files[0].id) if files else None


def withdrawal(of: Recording) -> None:
    """Record that the client takes her consent back: nothing more is shared on it."""
    of.work.unit.file.withdraw_consents(
        of.case_id,
        by=of.work.actor.user_id,
        at=of.work.now,
        reason=of.answers.text("reden", "toelichting"),
    )


def _usual_end(of: Recording) -> date:
    terms = of.work.unit.regions.terms(of.task.region, of.today)
    return Term.parse(terms.get(TERM, _USUALLY)).after_date(of.today, dutch_calendar())
