"""Makes the pages of the manual that follow from the product itself, so that they stay true.

    .venv/bin/python -m docs.manual.make                    write them all
    .venv/bin/python -m docs.manual.make client-bereiken    write the page of one process
    tests/processes/test_manual.py                          fails when a page is not what this makes

The letters come from `handlers/letters/brieven.toml`, the terms from `processes/termen.toml`, the
processes from their diagrams and forms.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.manual.process_page import ROOT, process_page, terms, wrapped
from engine.bpmn.model import parse_diagram
from handlers.letters.catalogue import TEMPLATES, Audience, Template

MEDIATOR = Path(__file__).parent / "bemiddelaar"
_ORIGINS: Mapping[str, str] = {
    "bron": "staat in de bron",
    "publiek": "openbare norm van een zorgkantoor",
    "leverancier": "standaard van de leverancier, geen norm",
}
_TERMS = """\
# De termijnen

Elke termijn heeft een naam. De waarde is per regio aan te passen, met een ingangsdatum. Een nieuwe
waarde geldt voor wat daarna begint; wat al loopt, houdt zijn datum. Werkdagen zijn maandag tot en
met vrijdag zonder feestdagen.

De bronnen noemen bijna geen getallen. Waar *standaard van de leverancier* staat, is het getal een
voorstel en geen norm: kies per regio wat past. Achter elke termijn staat het nummer van de timer in
de werkwijze.
"""
_PROCESSES = """\
# De processen

Eén pagina per proces: wat elke taak vraagt, wat erna komt en wat vanzelf gebeurt. Een regio kan het
anders doen; dan geldt de versie van de regio. De nummers achter *regel* verwijzen naar de
[herkomst](../../../herkomst.md); UT, T en D zijn de nummers van taken, termijnen en beslistabellen.
"""
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

![De taak met de tekst van de brief](../../pictures/brief.png)

![De brief zoals hij nu zou worden](../../pictures/brief-aanbod-meedenken.png)

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
        wrapped(
            f"*{_closed(template.subject)}* Document {template.number}, voor"
            f" {_AUDIENCES[template.audience]}. {template.explanation}"
        ),
        "",
        wrapped(f"Staat er altijd in: {blocks}."),
        "",
    ]
    return "\n".join(lines)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def terms_page() -> str:
    """Give the page about terms."""
    return "\n".join([_TERMS, *(_term(name, one) for name, one in terms().items())])


def _term(name: str, term: Mapping[str, str]) -> str:
    where = f"{_ORIGINS[term['herkomst']]}; {term['timer']}"
    said = f"**{term['waarde']}** ({where}). {term['omschrijving']}"
    return "\n".join([f"## {name}", "", wrapped(said), ""])


def diagrams() -> Mapping[str, Path]:
    """Give the diagrams by process key."""
    return {path.stem: path for path in sorted((ROOT / "processes").glob("*.bpmn"))}


def processes_page() -> str:
    """Give the list of processes."""
    return "\n".join([_PROCESSES, *(_process(path) for path in diagrams().values()), ""])


def _process(path: Path) -> str:
    process = parse_diagram(path.read_bytes()).executable
    first = process.documentation.split(". ")[0].rstrip(".")
    said = f"[{process.name}]({process.id}.md): {first[:1].lower()}{first[1:]}."
    return wrapped(said, "* ")


def pages() -> Mapping[Path, Callable[[], str]]:
    """Give every page that is made, with what makes it."""
    folder = MEDIATOR / "processen"
    made = {folder / f"{key}.md": partial(process_page, path) for key, path in diagrams().items()}
    return {
        MEDIATOR / "brieven.md": letters_page,
        MEDIATOR / "termijnen.md": terms_page,
        folder / "README.md": processes_page,
        **made,
    }


def main() -> int:
    """Write every page, or those of the processes that were named."""
    wanted = set(sys.argv[1:])
    for path, page in pages().items():
        if not wanted or path.stem in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page(), encoding="utf-8")
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
