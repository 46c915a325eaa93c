"""What can happen to a client at any moment: a crisis, a complaint, a threat of homelessness."""

from collections.abc import Callable

from engine.commands.recording.recording import Recording


def event(kind: str) -> Callable[[Recording], None]:
    """Make the recorder of one kind of event."""

    def record(of: Recording) -> None:
        answers = of.answers
        of.work.unit.file.add_event(
            of.row(
                kind=kind,
                cause=answers.text("oorzaak", "soort", "aanleiding", f"{kind}_soort", most=120)
                or of.known.text(f"{kind}_over", most=120),
                expected_on=answers.day("datum_dreiging", "uiterste_datum", "vrijlating_op"),
                route=answers.text(f"{kind}_route", "route", most=120),
                outcome=answers.text("uitkomst", "geregeld", "resultaat", most=120),
                note=answers.text(
                    f"{kind}_geregeld",
                    f"{kind}_uitkomst",
                    "plan",
                    "toelichting",
                    "notitie",
                    "hulp_nodig",
                ),
                detail=of.given(),
            )
        )

    return record
