"""What a form gets besides variables and its own options: people to choose from, known facts."""

from collections.abc import Mapping, Sequence

from engine.commands.work import Work
from engine.domain.ids import CaseId
from engine.feel import Value
from engine.forms import Form, Option
from engine.forms.known import HIDDEN_ADDRESS

STAFF = "medewerkers"


def form_options(work: Work, form: Form, region: str) -> Mapping[str, Sequence[Option]]:
    """Give the options by their key, read only when the form asks for them."""
    if all(component.options_key != STAFF for component in form.answers):
        return {}
    staff = work.unit.accounts.staff(region)
    return {STAFF: [Option(username, name) for username, name in staff.items()]}


def known_facts(work: Work, form: Form, case_id: CaseId | None) -> Mapping[str, Value]:
    """Give what is known of the case's client, read only when the form looks at it."""
    if case_id is None or not form.looks_at(HIDDEN_ADDRESS):
        return {}
    return {HIDDEN_ADDRESS: work.unit.clients.has_secret_address(case_id)}
