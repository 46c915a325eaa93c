"""Makes a picture of a letter, as it would come out of the printer; needs no demo.

    .venv/bin/python -m docs.pictures.letters

The client in it is fictitious.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

from engine.service_tasks import CaseFacts, ServiceTaskCall
from handlers.letters import TEMPLATES, TOPIC
from handlers.letters.catalogue import FOLDER as TEMPLATES_FOLDER
from handlers.letters.contents import contents_of

FOLDER = Path(__file__).parent
FACTS = CaseFacts(
    number="5515-2026-00017",
    region_code="5515",
    region_name="Amsterdam",
    care_office="Zorgkantoor Voorbeeld",
    client_name="Willem van der Laan",
    salutation="Geachte heer",
    address_lines=("Dorpsstraat 1", "1234 AB Voorbeeldstad"),
    contact="Ruben Kok",
    phone="088 000 00 00",
    post="Postbus 1, 1234 AB Voorbeeldstad",
)


def picture(name: str) -> None:
    """Draw the first page of a letter."""
    call = ServiceTaskCall(
        topic=TOPIC,
        idempotency_key="plaatje",
        now=datetime(2026, 6, 1, 9, tzinfo=UTC),
        case=FACTS,
        properties={"voorbeeld": "ja"},
    )
    drawn = typst.compile(
        TEMPLATES_FOLDER / f"{name}.typ",
        root=TEMPLATES_FOLDER,
        format="png",
        ppi=70,
        ignore_system_fonts=True,
        sys_inputs={"gegevens": json.dumps(contents_of(call, FACTS, TEMPLATES[name]))},
    )
    (FOLDER / f"brief-{name}.png").write_bytes(drawn)


def main() -> int:
    """Make the picture that the manual shows."""
    picture("aanbod-meedenken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
