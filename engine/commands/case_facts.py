"""What a letter may know about a case, read when the letter is made."""

from datetime import datetime

from engine.domain.calendar import AMSTERDAM
from engine.domain.client import age_band
from engine.domain.ids import CaseId
from engine.persistence.unit_of_work import UnitOfWork
from engine.service_tasks import CaseFacts
from engine.settings import Settings


def case_facts(
    unit: UnitOfWork, settings: Settings, case_id: CaseId, now: datetime
) -> CaseFacts | None:
    """Give the facts of a case; None when there is no such case."""
    letter = unit.clients.for_letter(case_id)
    if letter is None:
        return None
    head = settings.letterhead(letter.region)
    today = now.astimezone(AMSTERDAM).date()
    return CaseFacts(
        number=letter.number,
        region_code=letter.region,
        region_name=letter.region_name,
        care_office=letter.care_office,
        client_name=letter.name,
        salutation=letter.salutation,
        address_lines=letter.address_lines,
        secret_address=letter.secret_address,
        email=letter.email,
        language=letter.language,
        contact=letter.case_holder,
        phone=head.phone,
        post=head.post,
        age_band=age_band(letter.birth_date, today) if letter.birth_date else "",
    )
