"""Bridging places: somewhere to stay for three months at most, while a lasting place is found."""

from uuid import UUID

from engine.commands.recording.recording import Recording
from engine.domain.bridging import LONGEST, latest_end
from engine.domain.calendar import dutch_calendar
from engine.domain.ids import parse_uuid
from engine.domain.terms import Term
from engine.errors import Invalid

TERM = "overbruggingsplek"


def begun(of: Recording) -> None:
    """Record a bridging place and its latest end: three months on, or less in a region."""
    answers = of.answers
    starts_on = answers.day("start", "startdatum") or of.today
    latest = latest_end(starts_on, _agreed_term(of), dutch_calendar())
    wanted = answers.day("uiterste_einddatum")
    if wanted is not None and not starts_on <= wanted <= latest:
        said = f"Een overbruggingsplek duurt ten hoogste drie maanden: kies {latest:%d-%m-%Y}"
        problem = f"{said} of eerder, en niet voor de start."
        raise Invalid(problem, {"uiterste_einddatum": [problem]})
    provider, code = of.provider()
    of.work.unit.file.begin_bridging(
        of.row(
            form=answers.text("vorm", most=60) or TERM,
            provider=provider,
            agb=code,
            place_id=_occupied(of),
            location=answers.text("locatie", most=200),
            starts_on=starts_on,
            latest_end_on=wanted or latest,
        )
    )


def progress(of: Recording) -> None:
    """Record how the way to a lasting place goes."""
    found = of.work.unit.file.open_bridging(of.case_id)
    if found is None:
        return
    of.work.unit.file.change_bridging(
        found,
        {
            "picture_complete": of.answers.agrees("beeld_compleet"),
            "next_place": of.answers.text("vervolgplek", most=40),
            "next_place_note": of.answers.text("overbrugging_acties", "toelichting"),
        },
    )


def ended(of: Recording) -> None:
    """Record what was decided about the end; only a lasting place or another bridge ends it."""
    file, answers = of.work.unit.file, of.answers
    found = file.open_bridging(of.case_id)
    if found is None:
        return
    values: dict[str, object] = {
        "decision": answers.text("besluit", most=60),
        "decision_motivation": answers.text("motivering", "toelichting"),
    }
    deviates_to = answers.day("afwijking_tot")
    if deviates_to is not None:
        values["deviates_to"] = deviates_to
    ended_on = answers.day("einddatum", "beeindigd_op", "vertrokken_op")
    if ended_on is not None:
        values["ended_on"] = ended_on
        file.leave_bridge(of.case_id)
    file.change_bridging(found, values)


def _agreed_term(of: Recording) -> Term:
    agreed = of.work.unit.regions.terms(of.task.region, of.today).get(TERM)
    return Term.parse(agreed) if agreed else LONGEST


def _occupied(of: Recording) -> UUID | None:
    """Move into the capacity place that was chosen. Raises `Invalid` when it is taken."""
    of.work.unit.file.leave_bridge(of.case_id)
    chosen = of.answers.text("plek_id")
    if not chosen:
        return None
    place = parse_uuid(chosen)
    since = of.answers.day("start", "startdatum") or of.today
    if place is None or not of.work.unit.file.occupy_place(
        place, of.case_id, of.task.region, since
    ):
        said = "Deze plek is niet meer vrij. Kies een andere plek."
        raise Invalid(said, {"plek_id": [said]})
    return place
