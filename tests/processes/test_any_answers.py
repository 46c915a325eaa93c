"""Whatever people answer, the case keeps its promise: a task or a timer, and out by closing only.

Each example plays a case with answers drawn evenly from what the forms offer, so that rare roads
are taken as often as usual ones. After every step `Casework` checks the promise.
"""

import random
from datetime import timedelta

import pytest

from engine.forms import Kind
from engine.forms.components import CHOICES
from engine.forms.page import Field
from tests.processes.casework import Answers, Casework, Footprint

STEPS = 80
EVENTS = (
    "signaal-toegevoegd",
    "opschalen-gevraagd",
    "crisis-gemeld",
    "klacht-ontvangen",
    "casushouder-afwezig",
    "plek-verloren",
    "toestemming-vragen",
    "toestemming-ingetrokken",
    "brp-verhuizing",
    "indicatie-vervallen",
    "overleden",
    "beeindiging-toetsen",
    "overbrugging-nodig",
)
_TEXT = "Een zin die lang genoeg is."
_CODES = {"aanbieder_agb": "12345678", "agb": "12345678", "ontvangend_zorgkantoor": "5521"}
_MAIL = {"tafel_email": "tafel@voorbeeld.nl", "email": "naam@voorbeeld.nl"}


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 to repeat a failure, not to keep a secret


def an_answer(field: Field, dice: random.Random) -> str | list[str]:
    if field.kind in {Kind.RADIO, Kind.SELECT, Kind.FILES}:
        return dice.choice(field.options).value
    if field.kind is Kind.CHECKLIST:
        some = dice.sample(field.options, dice.randint(1, len(field.options)))
        return [choice.value for choice in some]
    if field.kind is Kind.DATE:
        return f"20{dice.randint(26, 27)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    if field.kind is Kind.DATETIME:
        return "2026-06-01T10:30"
    return {**_CODES, **_MAIL}.get(field.key, _TEXT)


def filled_in(case: Casework, element_id: str, dice: random.Random) -> Answers:
    """Answer what is asked, again and again, until the page asks nothing new."""
    answers: Answers = {}
    for _ in range(10):
        shown = case.page(element_id, answers)
        fields = [f for f in shown if not f.read_only and (f.options or f.kind not in CHOICES)]
        asked = [f for f in fields if f.key not in answers and (f.required or dice.random() < 0.3)]
        if not asked:
            break
        answers.update({field.key: an_answer(field, dice) for field in asked})
    given = {field.key: answers[field.key] for field in fields if field.key in answers}
    dates = {field.key for field in fields if field.kind in {Kind.DATE, Kind.DATETIME}}
    return within_limits(case, element_id, given, dates)


def within_limits(case: Casework, element_id: str, given: Answers, dates: set[str]) -> Answers:
    """Choose other days where the form has an earliest or a latest one."""
    for days in (1, 5, 9, 16, 30, 60):
        wrong = case.problems(element_id, given) & dates
        if not wrong:
            break
        other = f"{(case.now + timedelta(days=days)).date()}"
        given = {**given, **dict.fromkeys(wrong, other)}
    return given


def play(case: Casework, dice: random.Random) -> None:
    """Let people and the clock do things in any order."""
    for _ in range(STEPS):
        if case.ended:
            return
        tasks, timers = case.open, case.waiting
        if tasks and (not timers or dice.random() < 0.8):
            chosen = dice.choice(tasks)
            case.do(chosen, **filled_in(case, chosen, dice))
        else:
            case.fire(dice.choice(timers))
        if dice.random() < 0.05 and not case.ended:
            case.try_to_hear(dice.choice(EVENTS))


@pytest.mark.parametrize("seed", range(25))
def test_a_case_never_loses_its_next_step_whatever_people_answer(seed: int) -> None:
    dice = dice_of(seed)
    facts = {"ethos": dice.choice("012345679"), "casusnummer": "2026-0001"}
    footprint = Footprint()
    case = Casework("casus-zonder-zorg", facts, message="casus-geopend", footprint=footprint)
    play(case, dice)
    assert (
        not case.ended
        or "afsluiten-akkoord-naar-brief-sturen" in footprint.flows["casus-afsluiten"]
    )


@pytest.mark.parametrize("seed", range(10))
def test_a_signal_is_always_settled_or_waiting_for_somebody(seed: int) -> None:
    dice = dice_of(seed)
    play(Casework("signaal-verwerken", {"veiligheidsrisico": "onbekend"}), dice)
