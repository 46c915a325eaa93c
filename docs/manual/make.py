"""Makes the pages of the manual that follow from the product itself, so that they stay true.

    .venv/bin/python -m docs.manual.make             write them
    tests/processes/test_manual.py                   fails when a page is no longer what this makes

The letters come from `handlers/letters/brieven.toml`.
"""

import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from handlers.letters.catalogue import TEMPLATES, Audience, Template

MEDIATOR = Path(__file__).parent / "bemiddelaar"
_WIDTH = 120
_AUDIENCES: Mapping[Audience, str] = {
    Audience.CLIENT: "de cliënt",
    Audience.PROVIDER: "de aanbieder",
    Audience.MUNICIPALITY: "de gemeente",
    Audience.CARE_OFFICE: "het andere zorgkantoor",
    Audience.TABLE: "de deelnemers aan de tafel",
    Audience.ANONYMOUS: "wie de casus niet op naam mag kennen",
}
_LETTERS = """\
# De brieven en documenten

Brieven worden vanzelf gemaakt en als PDF bij de casus bewaard. Brieven aan de cliënt zijn
geschreven in gewone taal (B1). Alle documenten zijn geschikt voor voorleessoftware. Er staat
nooit een BSN in.

**Aanpassen.** Gaat er een brief uit na jouw taak, dan staat de tekst in het formulier. Die mag je
veranderen. Een lege regel begint een nieuwe alinea, een regel met een streepje ervoor wordt een
punt in een lijst. Wat bij *Staat er altijd in* hoort, voegt Loopplank toe; dat kun je niet
weghalen. Met **Bekijk de brief** zie je de brief zoals hij nu zou worden. Er wordt dan nog niets
verstuurd of bewaard.

**Geheim adres.** Is het adres van de cliënt geheim, dan staat het niet op de brief. Voordat de
brief gaat, vraagt het formulier of je de verzending hebt gecontroleerd. Reik de brief uit of
stuur hem in een envelop die je zelf adresseert.

**Zonder naam.** Brieven aan aanbieders en gemeenten noemen de cliënt niet. De naam gaat apart en
beveiligd, met het kenmerk van de brief.
"""


def letters_page() -> str:
    """Give the page about letters."""
    return "\n".join([_LETTERS, *(_letter(name, one) for name, one in TEMPLATES.items())])


def _letter(name: str, template: Template) -> str:
    blocks = "; ".join(template.blocks)
    lines = [
        f"## {name}",
        "",
        _wrapped(
            f"*{_closed(template.subject)}* Document {template.number}, voor"
            f" {_AUDIENCES[template.audience]}. {template.explanation}"
        ),
        "",
        _wrapped(f"Staat er altijd in: {blocks}."),
        "",
    ]
    return "\n".join(lines)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


PAGES = {MEDIATOR / "brieven.md": letters_page}


def main() -> int:
    """Write every page."""
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
