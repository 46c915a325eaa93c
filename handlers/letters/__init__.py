"""Letters and other documents as tagged PDF, from templates that stand beside this module.

A diagram asks for one with topic `brief.maken` and an input `sjabloon` that names the template.
`tekst` is the part that somebody may have rewritten; the mandatory blocks come from the template.
What varies travels as data, never as template source, so that no text can run anything or change
the layout.

    brieven.toml   which documents there are          catalogue.py
    the case, the inputs → what may be shown           contents.py, wording.py, masking.py
    NAME.typ → PDF/UA                                  typesetting.py

No document carries a BSN. A secret address is never printed: such a letter goes into an envelope
by hand.
"""

import hashlib
from typing import Final

from engine.errors import ExecutionError
from engine.service_tasks import (
    CaseFacts,
    ProducedDocument,
    ServiceTaskCall,
    ServiceTaskResult,
    service_task,
)
from handlers.letters.catalogue import FORMER_NAMES, TEMPLATES, Template
from handlers.letters.contents import contents_of, recipient_of
from handlers.letters.typesetting import typeset
from handlers.letters.wording import AMSTERDAM

__all__ = ["TEMPLATES", "TOPIC", "make_letter"]

TOPIC: Final = "brief.maken"


@service_task(TOPIC)
def make_letter(call: ServiceTaskCall) -> ServiceTaskResult:
    """Make one document; the same call makes the same file, byte for byte.

    Inputs: `sjabloon`, `tekst` (the editable part; empty: the default wording), and what the
    template lists. Raises `ExecutionError` when the template is unknown or there is no case to
    write about.
    """
    template = _template(call.text("sjabloon"))
    facts = _facts(call)
    document = ProducedDocument(
        kind=template.name,
        title=template.title,
        filename=_filename(call, template),
        media_type="application/pdf",
        content=typeset(template.name, call.now, contents_of(call, facts, template)),
        recipient=recipient_of(call, facts, template)[:200],
    )
    return ServiceTaskResult(variables={"laatste_brief": template.name}, documents=(document,))


def _template(name: str) -> Template:
    found = TEMPLATES.get(FORMER_NAMES.get(name, name))
    if found is None:
        known = ", ".join(sorted(TEMPLATES))
        raise ExecutionError(f"De brief '{name[:60]}' bestaat niet. Kies uit: {known}.")
    return found


def _facts(call: ServiceTaskCall) -> CaseFacts:
    if call.case is None:
        raise ExecutionError("Een brief hoort bij een casus, en die is er hier niet.")
    return call.case


def _filename(call: ServiceTaskCall, template: Template) -> str:
    """Name the file after day and occurrence: a second try replaces the first."""
    occurrence = hashlib.sha256(call.idempotency_key.encode()).hexdigest()[:8]
    return f"{call.now.astimezone(AMSTERDAM):%Y-%m-%d}-{template.name}-{occurrence}.pdf"
