"""A lapse: something open that nobody and nothing will move on (domain.md §2.2, P16)."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from engine.domain.ids import CaseId, InstanceId

WATCHDOG = "casus-waakhond"
"""The standing process that looks for lapses; its own tasks never count as a next step."""
NO_NEXT_STEP = "casus-zonder-vervolgstap"
"""The message that brings a lapse to the team leader."""
SILENT_AFTER_HOURS = 26
"""After so many hours without a check the watchdog itself has failed."""


class LapseKind(StrEnum):
    """What is wrong."""

    NO_STEP = "geen-vervolgstap"
    ONLY_INCIDENT = "alleen-storing"
    OLD_INCIDENT = "oude-storing"
    LOST = "proces-zonder-casus"
    STILL = "proces-staat-stil"

    @property
    def label(self) -> str:
        """Say it to a team leader."""
        return _LABELS[self]

    @property
    def is_failure(self) -> bool:
        """Tell whether it is a failed step: that one has a task of its own, to be repaired."""
        return self in {LapseKind.ONLY_INCIDENT, LapseKind.OLD_INCIDENT}


_LABELS = {
    LapseKind.NO_STEP: "Geen open taak en geen termijn binnen een half jaar",
    LapseKind.ONLY_INCIDENT: "Alles wat open staat is een storing",
    LapseKind.OLD_INCIDENT: "Een storing van meer dan een werkdag oud",
    LapseKind.LOST: "Een proces zonder open casus",
    LapseKind.STILL: "Een proces dat stilstaat: het wacht op niemand en op geen tijd",
}


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """One lapse. `case_id` is None when an instance runs without its case."""

    kind: LapseKind
    region: str
    since: datetime
    case_id: CaseId | None = None
    case_number: str | None = None
    instance_id: InstanceId | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One look of the watchdog at a region."""

    at: datetime
    found: int

    @staticmethod
    def name(region: str) -> str:
        """Name the value of `app_state` that holds a region's last check."""
        return f"waakhond:{region}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a check as it was written."""
        said = json.loads(text)
        return cls(at=datetime.fromisoformat(said["at"]), found=int(said["found"]))

    def __str__(self) -> str:
        """Write it down."""
        return json.dumps({"at": self.at.isoformat(), "found": self.found})
