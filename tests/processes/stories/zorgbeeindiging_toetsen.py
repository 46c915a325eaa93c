"""A provider ends the care: was that careful, and is there a plan before the last day?"""

from tests.processes.casework import Answers, Casework, Footprint
from tests.processes.telling import story, within

CAREFUL: Answers = {
    "formeel_geinformeerd": "ja",
    "formeel_geinformeerd_op": "2026-02-01",
    "formeel_bewijs": "Brief van 1 februari",
    "alternatief_gezocht": "ja",
    "alternatieven": "Twee locaties",
}
CARELESS: Answers = {"formeel_geinformeerd": "nee", "alternatief_gezocht": "nee"}
NOT_YET: Answers = {"oplossing_aanbieder": "geen", "plan_klaar": "nee"}


def checked(f: Footprint, answers: Answers, ends_on: str | None = None) -> Casework:
    """Check a termination, perhaps with an announced last day."""
    case = within("zorgbeeindiging-toetsen", f, aanbieder_naam="De Linde")
    announced: Answers = {"einddatum_aangekondigd": ends_on} if ends_on else {}
    return case.do("zorgvuldigheid-toetsen", **answers, **announced)


def addressed(case: Casework) -> Casework:
    """The purchaser tells the provider that it is its turn."""
    return case.do("aanbieder-aanspreken")


def reacted(case: Casework, what: str) -> Casework:
    """The provider reacts."""
    return case.do("reactie-aanbieder", aanbieder_doet=what)


@story
def careful(f: Footprint) -> Casework:
    return checked(f, CAREFUL)


@story
def provider_solves_it(f: Footprint) -> Casework:
    return reacted(addressed(checked(f, CARELESS)), "andere-locatie")


@story
def file_completed(f: Footprint) -> Casework:
    incomplete: Answers = {**CAREFUL, "formeel_bewijs": ""}
    case = reacted(addressed(checked(f, incomplete)), "stukken")
    return case.do("stukken-beoordelen", formeel_bewijs="Brief van 1 februari")


@story
def provider_refuses(f: Footprint) -> Casework:
    case = reacted(addressed(checked(f, CARELESS)), "niets")
    return case.do("contract-bespreken", contract_resultaat="Gesprek gepland")


@story
def provider_stays_silent(f: Footprint) -> Casework:
    return addressed(checked(f, CARELESS)).fire("aanbieder-reageert-niet")


@story
def plan_in_time(f: Footprint) -> Casework:
    case = checked(f, CAREFUL, "2026-05-01").fire("dag-van-controle")
    case.do("plan-nagaan", **NOT_YET).fire("dag-van-controle")
    return case.do("plan-nagaan", oplossing_aanbieder="ander-team", plan_klaar="ja", plan="Team B")


@story
def no_plan_on_the_day(f: Footprint) -> Casework:
    case = checked(f, CAREFUL, "2026-05-01").fire("einddatum-zonder-plan")
    return case.do("vandaag-onderdak", onderdak="blijft", onderdak_toelichting="Nog een week")


@story
def care_goes_on_after_all(f: Footprint) -> Casework:
    case = checked(f, CARELESS, "2026-05-01")
    return reacted(addressed(case), "hervatten").fire("einddatum-zonder-plan")
