"""Taking a judged file in: a few signals per transaction, every row accounted for.

Safe to repeat: a signal that was registered before is recognised by the command, so that a run that
was cut off is finished by running the same file again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from engine.commands.door import Door
from engine.commands.signals import (
    FinishIntake,
    NewSignal,
    Received,
    Reception,
    RegisterSignals,
    RowOutcome,
)
from engine.domain.access import Actor
from engine.errors import EngineError, Invalid, Unavailable
from engine.intake.judging import Judged, Verdict

CHUNK = 25
Progress = Callable[[int, int], None]


class Mode(StrEnum):
    """What to do with a file in which some rows are wrong."""

    ALL = "alles"  # take in nothing unless every row is right
    PER_ROW = "per-rij"  # take in the rows that are right


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of the rows."""

    taken: int = 0
    attached: int = 0  # of the taken: the client has an open case, which the signal joins
    held: int = 0
    doubled: int = 0
    wrong: int = 0
    refused: tuple[RowOutcome, ...] = ()


def nobody_watches(_done: int, _all: int) -> None:
    """Ignore progress."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """An uploaded file (its batch is open) on its way into a region."""

    door: Door
    actor: Actor
    region: str
    batch_id: UUID

    def take_in(
        self,
        rows: Sequence[Judged],
        mode: Mode = Mode.PER_ROW,
        progress: Progress = nobody_watches,
    ) -> Report:
        """Register the signals and finish the batch.

        Raises `Invalid` when the mode is ALL and a row is wrong: then nothing is registered.
        """
        wrong = [row for row in rows if row.verdict is Verdict.WRONG]
        if wrong and mode is Mode.ALL:
            problems = {f"rij {row.number}": [row.why] for row in wrong}
            raise Invalid(f"{len(wrong)} rijen zijn fout; er is niets opgenomen.", problems)
        return _Run(self).of(rows, progress)


class _Run:
    """One run; counts while it goes."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._received: list[Received] = []
        self._refused: list[RowOutcome] = []

    def of(self, rows: Sequence[Judged], progress: Progress) -> Report:
        """Register what can be registered; note the rest on the batch."""
        signals = [row.signal for row in rows if row.signal is not None]
        done = len(rows) - len(signals)
        progress(done, len(rows))
        for chunk in _chunks(signals):
            self._register(chunk)
            done += len(chunk)
            progress(done, len(rows))
        left_out = [_outcome(row) for row in rows if row.signal is None]
        outcomes = sorted([*left_out, *self._refused], key=lambda outcome: outcome.row_number)
        intake = self._intake
        finish = FinishIntake(batch_id=intake.batch_id, rejected=outcomes)
        intake.door.execute(intake.actor, finish)
        return self._report(rows)

    def _register(self, signals: Sequence[NewSignal]) -> None:
        """Register signals together; when that fails, one by one, to find the one that cannot."""
        intake = self._intake
        command = RegisterSignals(region=intake.region, signals=signals, batch_id=intake.batch_id)
        try:
            self._received += intake.door.execute(intake.actor, command)
        except Unavailable:
            raise
        except EngineError as error:
            if len(signals) > 1:
                for signal in signals:
                    self._register([signal])
            else:
                number = signals[0].row_number or 0
                refused = RowOutcome(row_number=number, status="rejected", reason=error.message)
                self._refused.append(refused)

    def _report(self, rows: Sequence[Judged]) -> Report:
        receptions = [received.reception for received in self._received]
        doubled = sum(row.verdict is Verdict.DOUBLED for row in rows)
        wrong = sum(row.verdict is Verdict.WRONG for row in rows)
        return Report(
            taken=receptions.count(Reception.ACCEPTED),
            attached=sum(
                received.reception is Reception.ACCEPTED and received.open_case is not None
                for received in self._received
            ),
            held=receptions.count(Reception.SUPPRESSED),
            doubled=doubled + receptions.count(Reception.DUPLICATE),
            wrong=wrong + len(self._refused),
            refused=tuple(self._refused),
        )


def _chunks(signals: Sequence[NewSignal]) -> Iterator[Sequence[NewSignal]]:
    return (signals[start : start + CHUNK] for start in range(0, len(signals), CHUNK))


def _outcome(row: Judged) -> RowOutcome:
    return RowOutcome(row_number=row.number, status="rejected", reason=row.why)
