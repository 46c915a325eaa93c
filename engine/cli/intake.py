"""Taking in a file with signals, with a preview and a progress bar."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engine.app import Application, build_application
from engine.cli.output import ProgressBar, say
from engine.commands.signals import OpenIntake
from engine.domain.access import SYSTEM, Actor
from engine.domain.calendar import AMSTERDAM
from engine.errors import Invalid, NotFound
from engine.intake import Intake, Judged, Report, Verdict, compare, judge, read_file, template
from engine.queries.sessions import grants_of
from engine.settings import Settings

_MOST_LISTED = 200


def intake(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show what each row becomes and, unless it is a preview, take the file in.

    0 when every row was taken in, held back or known already; 1 when rows were wrong.
    """
    if arguments.template:
        sys.stdout.buffer.write(template())
        return 0
    if arguments.file is None or arguments.region is None:
        raise Invalid("Geef een bestand en een regio: loopplank intake BESTAND.csv --region 5515")
    application = build_application(settings)
    try:
        return _taken_in(application, arguments)
    finally:
        application.close()


def _taken_in(application: Application, arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    region: str = arguments.region
    actor = _actor(application, arguments.user)
    content = path.read_bytes()
    sheet = read_file(content)
    today = application.clock.now().astimezone(AMSTERDAM).date()
    rows = compare(application.database, actor, region, judge(sheet, region, today))
    if sheet.ignored:
        say(f"Onbekende kolommen, overgeslagen: {', '.join(sheet.ignored)}")
    _show(rows)
    if arguments.preview:
        return int(any(row.verdict is Verdict.WRONG for row in rows))
    opened = OpenIntake(region=region, filename=path.name, content=content, row_count=len(rows))
    batch_id = application.door.execute(actor, opened)
    run = Intake(door=application.door, actor=actor, region=region, batch_id=batch_id)
    report = run.take_in(rows, arguments.mode, ProgressBar())
    _show_report(report)
    return int(report.wrong > 0)


def _actor(application: Application, username: str | None) -> Actor:
    if username is None:
        return SYSTEM
    with application.database.view() as unit:
        account = unit.accounts.by_username(username)
        if account is None or not account.active:
            raise NotFound(f"De gebruiker '{username}' bestaat niet.")
        grants = grants_of(unit.connection, account.id)
    return Actor(user_id=account.id, name=account.name, username=username, grants=grants)


def _show(rows: Sequence[Judged]) -> None:
    """List every row that is not simply taken in, with the reason."""
    told = [row for row in rows if row.why or row.notes]
    for row in told[:_MOST_LISTED]:
        say(f"rij {row.number}: {row.verdict.label}. {' '.join([row.why, *row.notes]).strip()}")
    if len(told) > _MOST_LISTED:
        say(f"… en nog {len(told) - _MOST_LISTED} rijen met een opmerking.")
    counts = Counter(row.verdict for row in rows)
    say(", ".join(f"{counts[verdict]} {verdict.label}" for verdict in Verdict))


def _show_report(report: Report) -> None:
    for refused in report.refused:
        say(f"rij {refused.row_number}: niet opgenomen. {refused.reason}")
    say(
        f"Klaar: {report.taken} opgenomen (waarvan {report.attached} bij een open casus),"
        f" {report.held} onderdrukt, {report.doubled} dubbel, {report.wrong} fout."
    )
