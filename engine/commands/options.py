"""What a form gets besides variables and its own options: people to choose from, known facts."""

from collections.abc import Mapping, Sequence

from engine.commands.work import Work
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId
from engine.domain.sharing import choices
from engine.feel import Value, to_feel
from engine.forms import Form, Option
from engine.forms.known import HIDDEN_ADDRESS, SHARING

STAFF = "medewerkers"


def form_options(work: Work, form: Form, region: str) -> Mapping[str, Sequence[Option]]:
    """Give the options by their key, read only when the form asks for them."""
    if all(component.options_key != STAFF for component in form.answers):
        return {}
    staff = work.unit.accounts.staff(region)
    return {STAFF: [Option(username, name) for username, name in staff.items()]}


def known_facts(
    work: Work, form: Form, case_id: CaseId | None, level: int | None = None
) -> Mapping[str, Value]:
    """Give what is known of the case and its client, read only when the form looks at it.

    `level` is that of the table which the process is at: above the second, nobody is named.
    """
    found: dict[str, Value] = {}
    if case_id is not None and form.looks_at(HIDDEN_ADDRESS):
        found[HIDDEN_ADDRESS] = work.unit.clients.has_secret_address(case_id)
    if case_id is not None and form.looks_at(SHARING):
        agreed = [one.agreed for one in work.unit.file.standing_consents(case_id)]
        today = work.now.astimezone(AMSTERDAM).date()
        found[SHARING] = to_feel(choices(agreed, today, level))
    return found
