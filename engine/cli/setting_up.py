"""Setting an installation up: tables, keys, regions, terms."""

import argparse
import base64
import secrets

from engine.app import build_application
from engine.cli.output import say
from engine.commands.accounts import CreateRegion
from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM
from engine.domain.calendar import AMSTERDAM
from engine.domain.region import care_region
from engine.errors import Invalid
from engine.persistence import schema
from engine.persistence.database import Database
from engine.settings import KEY_BYTES, PREFIX, Settings


def upgrade(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the tables up to date; safe to repeat."""
    database = Database.open(settings.database_url, settings.keys)
    schema.upgrade(database)
    database.close()
    say("De tabellen zijn bijgewerkt.")
    return 0


def check(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Compare the tables with those that this program expects; 1 when they differ."""
    database = Database.open(settings.database_url, settings.keys)
    found = schema.differences(database)
    database.close()
    for difference in found:
        say(difference)
    say("Draai: loopplank db upgrade" if found else "De tabellen passen bij dit programma.")
    return int(bool(found))


def audit(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Walk the log of every region and that of who looked; 1 when anything was changed.

    Keep the last number and hash elsewhere: a tail that was cut off shows only against those.
    """
    database = Database.open(settings.database_url, settings.keys)
    broken = 0
    with database.view() as unit:
        for region in unit.audit.regions():
            length, head = unit.audit.head(region)
            first = unit.audit.first_broken(region)
            broken += first is not None
            said = "is heel" if first is None else f"klopt niet meer vanaf regel {first}"
            say(f"{region or 'landelijk'}: {length} regels, {said}; laatste {head.hex()[:16]}")
        looks = unit.reads.check()
        broken += not looks.is_whole
        said = "is heel" if looks.is_whole else "klopt niet meer: regels zijn gewijzigd of weg"
        say(f"inzage: {looks.rows} regels in {looks.seals} zegels, {said}")
    database.close()
    return int(bool(broken))


def keys(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print new keys as settings; keep them: without them no BSN can be read again."""
    for name in ("ENCRYPTION_KEY", "INDEX_KEY", "AUDIT_KEY"):
        made = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        say(f"{PREFIX}{name}={made}")
    return 0


def add_region(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add a region by its code; the names of the 31 regions are known."""
    known = care_region(arguments.code)
    name = arguments.name or (known.name if known else None)
    if name is None:
        raise Invalid("Deze code is onbekend; geef ook een naam met --name.")
    application = build_application(settings)
    office = known.care_office if known else ""
    command = CreateRegion(code=arguments.code, name=name, care_office=office)
    application.door.execute(SYSTEM, command)
    application.close()
    say(f"Regio {arguments.code}: {name}")
    return 0


def set_term(arguments: argparse.Namespace, settings: Settings) -> int:
    """Set a term from a day on; running timers keep their moment."""
    application = build_application(settings)
    today = application.clock.now().astimezone(AMSTERDAM).date()
    command = SetTerm(
        region=arguments.region,
        name=arguments.name,
        value=arguments.value,
        effective_from=arguments.effective_from or today,
    )
    application.door.execute(SYSTEM, command)
    application.close()
    say(f"{command.name}: {command.value} vanaf {command.effective_from:%d-%m-%Y}")
    return 0
