"""What a form gets besides variables and its own options: people to choose from, known facts."""

from collections.abc import Mapping, Sequence

from engine.commands.work import Work
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId
from engine.domain.place import PlaceKind
from engine.domain.reach import as_known
from engine.domain.sharing import choices
from engine.feel import Value, to_feel
from engine.forms import Form, Option
from engine.forms.known import (
    BRIDGING_PLACES,
    HIDDEN_ADDRESS,
    LANGUAGE,
    OWN_OFFICE,
    PROMISING,
    REACHING,
    SHARING,
)

STAFF = "medewerkers"


def form_options(work: Work, form: Form, region: str) -> Mapping[str, Sequence[Option]]:
    """Give the options by their key, read only when the form asks for them."""
    asked = {component.options_key for component in form.answers}
    found: dict[str, Sequence[Option]] = {}
    if STAFF in asked:
        staff = work.unit.accounts.staff(region)
        found[STAFF] = [Option(username, name) for username, name in staff.items()]
    if BRIDGING_PLACES in asked:
        free = work.unit.places.free(region, PlaceKind.BRIDGING)
        found[BRIDGING_PLACES] = [Option(key, name) for key, name in free]
    return found


def known_facts(
    work: Work, form: Form, case_id: CaseId | None, level: int | None = None
) -> Mapping[str, Value]:
    """Give what is known of the case and its client, read only when the form looks at it.

    `level` is that of the table which the process is at: above the second, nobody is named.
    """
    found: dict[str, Value] = {}
    if case_id is not None and form.looks_at(HIDDEN_ADDRESS):
        found[HIDDEN_ADDRESS] = work.unit.clients.has_secret_address(case_id)
    if case_id is not None and form.looks_at(OWN_OFFICE):
        case = work.unit.cases.get(case_id)
        found[OWN_OFFICE] = None if case is None else case.region
    if case_id is not None and form.looks_at(LANGUAGE):
        found[LANGUAGE] = work.unit.clients.reaching.language(case_id)
    if case_id is not None and form.looks_at(PROMISING):
        found[PROMISING] = work.unit.clients.reaching.promising(case_id)
    if case_id is not None and form.looks_at(REACHING):
        found[REACHING] = to_feel(as_known(work.unit.clients.reaching.of_case(case_id)))
    if case_id is not None and form.looks_at(SHARING):
        agreed = [one.agreed for one in work.unit.file.standing_consents(case_id)]
        today = work.now.astimezone(AMSTERDAM).date()
        found[SHARING] = to_feel(choices(agreed, today, level))
    return found
