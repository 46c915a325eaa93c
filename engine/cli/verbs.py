"""The verbs with their arguments and help; what they do is in the modules beside this one."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from engine.cli import conformance, intake, lint, people, running, setting_up
from engine.domain.access import Role
from engine.intake import Mode
from engine.settings import Settings

Verb = Callable[[argparse.Namespace, Settings], int]

_EPILOG = """\
Instellingen komen uit de omgeving, zoals LOOPPLANK_DATABASE_URL en LOOPPLANK_PORT;
zie docs/manual/beheer/instellingen.md. Uitproberen: loopplank demo.
"""


def parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    made = argparse.ArgumentParser(
        prog="loopplank",
        description="Werkstroom voor zorgkantoren: van signaal zonder zorg tot afgesloten casus.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = made.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    _add_running(verbs)
    _add_definitions(verbs)
    _add_conformance(verbs)
    _add_intake(verbs)
    _add_database(verbs)
    _add_people(verbs)
    return made


def _verb(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Verb,
    summary: str,
) -> argparse.ArgumentParser:
    made = group.add_parser(name, help=summary, description=summary)
    made.set_defaults(run=run)
    return made


def _add_running(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = _verb(verbs, "demo", running.demo, "De demo starten: eigen database, klok te verzetten.")
    demo.add_argument("--port", type=int, default=8000, help="poort (standaard 8000)")
    demo.add_argument("--host", default="127.0.0.1", help="adres (standaard alleen deze machine)")
    demo.add_argument("--data", type=Path, default=Path("data/demo"), help="map voor de gegevens")
    demo.add_argument("--reset", action="store_true", help="opnieuw beginnen met nieuwe gegevens")
    demo.add_argument("--no-serve", action="store_true", help="alleen vullen, niet starten")
    run = _verb(verbs, "run", running.run, "De webserver starten.")
    run.add_argument("--worker", action="store_true", help="ook het werk op tijd doen (SQLite)")
    _verb(verbs, "worker", running.work, "Werk op tijd doen: timers, brieven, berichten.")


def _add_definitions(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    deploy = _verb(verbs, "deploy", lint.deploy, "Diagrammen, tabellen en formulieren publiceren.")
    deploy.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="BESTAND",
        help="bestanden of mappen; zonder: de meegeleverde, met hun termijnen",
    )
    deploy.add_argument("--region", help="code van de regio; zonder: landelijk")
    checked = _verb(verbs, "lint", lint.lint, "Diagrammen, tabellen en formulieren controleren.")
    checked.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="BESTAND",
        help="bestanden of mappen; wat naast elkaar staat mag naar elkaar wijzen",
    )


def _add_conformance(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tck = _verb(verbs, "dmn-tck", conformance.dmn_tck, "Testgevallen van de DMN TCK uitvoeren.")
    tck.add_argument("folder", type=Path, metavar="MAP", help="map met .dmn en testgevallen (.xml)")


def _add_intake(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    taken = _verb(verbs, "intake", intake.intake, "Een bestand met signalen opnemen.")
    taken.add_argument("file", nargs="?", type=Path, metavar="BESTAND.csv")
    taken.add_argument("--region", help="code van de regio waar de signalen bij horen")
    taken.add_argument("--user", help="gebruikersnaam van wie ze opneemt (staat in de log)")
    taken.add_argument(
        "--mode",
        type=Mode,
        choices=list(Mode),
        default=Mode.PER_ROW,
        help="'alles': niets opnemen als een rij fout is; 'per-rij': de goede rijen",
    )
    taken.add_argument("--preview", action="store_true", help="alleen laten zien wat er gebeurt")
    taken.add_argument("--template", action="store_true", help="een voorbeeldbestand schrijven")


def _add_database(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    database = verbs.add_parser("db", help="De database bijwerken of nakijken.")
    actions = database.add_subparsers(metavar="ACTIE", required=True)
    _verb(actions, "upgrade", setting_up.upgrade, "De tabellen maken of bijwerken.")
    _verb(actions, "check", setting_up.check, "Nakijken of de tabellen bij dit programma passen.")
    _verb(actions, "audit", setting_up.audit, "Nakijken of het logboek nog heel is.")
    _verb(verbs, "keys", setting_up.keys, "Nieuwe sleutels maken, als instellingen.")
    region = verbs.add_parser("region", help="Regio's toevoegen.")
    actions = region.add_subparsers(metavar="ACTIE", required=True)
    added = _verb(actions, "add", setting_up.add_region, "Een regio toevoegen of hernoemen.")
    added.add_argument("code", help="code van de zorgkantoorregio, zoals 5515")
    added.add_argument("--name", help="naam, als de code niet bij de 31 bekende hoort")
    term = verbs.add_parser("term", help="Termijnen instellen.")
    actions = term.add_subparsers(metavar="ACTIE", required=True)
    changed = _verb(actions, "set", setting_up.set_term, "Een termijn instellen.")
    changed.add_argument("name", help="naam, zoals contactpoging")
    changed.add_argument("value", help="waarde, zoals '3 werkdagen' of P3M")
    changed.add_argument("--region", default="", help="code van de regio; zonder: landelijk")
    changed.add_argument(
        "--from",
        dest="effective_from",
        type=date.fromisoformat,
        help="ingangsdatum als 2026-12-31; zonder: vandaag",
    )


def _add_people(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    user = verbs.add_parser("user", help="Gebruikers en hun rollen.")
    actions = user.add_subparsers(metavar="ACTIE", required=True)
    added = _verb(actions, "add", people.add, "Een gebruiker maken; het wachtwoord wordt gevraagd.")
    added.add_argument("username")
    added.add_argument("--name", required=True, help="naam zoals collega's die zien")
    added.add_argument("--email")
    for name, run, summary in (
        ("grant", people.grant, "Een rol geven in een regio ('*': overal)."),
        ("revoke", people.revoke, "Een rol afnemen."),
    ):
        changed = _verb(actions, name, run, summary)
        changed.add_argument("username")
        changed.add_argument(
            "role", type=Role, choices=list(Role), metavar="ROL", help=", ".join(Role)
        )
        changed.add_argument("region", metavar="REGIO")
    listed = _verb(actions, "list", people.show, "De gebruikers van een regio tonen.")
    listed.add_argument("region", metavar="REGIO")
