"""What forms can choose from besides their own options: the people of the region."""

from collections.abc import Mapping, Sequence

from engine.commands.work import Work
from engine.forms import Form, Option

STAFF = "medewerkers"


def form_options(work: Work, form: Form, region: str) -> Mapping[str, Sequence[Option]]:
    """Give the options by their key, read only when the form asks for them."""
    if all(component.options_key != STAFF for component in form.answers):
        return {}
    staff = work.unit.accounts.staff(region)
    return {STAFF: [Option(username, name) for username, name in staff.items()]}
