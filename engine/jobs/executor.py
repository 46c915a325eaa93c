"""Doing one claimed job: let a timer fire, or call a handler and bring home what it gave.

A handler runs with no transaction open, as often as needed; its outcome is one command behind the
job's fence. Whatever goes wrong becomes a failed try with a sentence for the supervisor, without
personal data: the place in the code, never the message of an unknown exception.
"""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from engine.commands.case_facts import case_facts
from engine.commands.door import Door
from engine.commands.instances import FireTimer
from engine.commands.services import CompleteService, FailJob, FailService
from engine.domain.access import SYSTEM
from engine.domain.ids import CaseId
from engine.domain.job import Claim, JobKind
from engine.errors import EngineError, Unavailable
from engine.jobs.internal import Internal
from engine.persistence.jobs import StoredJob
from engine.service_tasks import (
    BpmnError,
    CaseFacts,
    HandlerSettings,
    JsonValue,
    RetryLater,
    ServiceTaskCall,
    handler_for,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Executor:
    """Runs claimed jobs, one at a time."""

    door: Door
    handler_settings: HandlerSettings
    internal: Mapping[str, Internal] = field(default_factory=dict)
    """What the engine does itself, by topic; every other topic has a handler."""

    def run(self, claim: Claim) -> bool:
        """Do a job; tell whether its effect is committed.

        Raises nothing for a job that fails. When the database is gone the lease simply ends and
        the job is tried again.
        """
        try:
            return self._do(claim)
        except Unavailable:
            logger.warning("Job %s waits: the database is not available.", claim.job_id)
        except RetryLater as later:
            self._fail(claim, later.message, later.after)
        except EngineError as error:
            self._fail(claim, error.message)
        except Exception as error:  # noqa: BLE001 - a handler may fail in any way
            self._fail(claim, _place_of(error))
        return False

    def _do(self, claim: Claim) -> bool:
        if claim.kind is JobKind.TIMER:
            return self.door.execute(SYSTEM, FireTimer(claim=claim))
        with self.door.database.view() as unit:
            job = unit.jobs.get(claim.job_id)
        if job is None:
            return False
        own = self.internal.get(str(job.payload["topic"]))
        if own is not None:
            return own(self.door, claim, job)
        call = self._call(job)
        try:
            result = handler_for(call.topic)(call)
        except BpmnError as expected:
            return self.door.execute(
                SYSTEM, FailService(claim=claim, code=expected.code, message=expected.message)
            )
        return self.door.execute(SYSTEM, CompleteService(claim=claim, result=result))

    def _call(self, job: StoredJob) -> ServiceTaskCall:
        return ServiceTaskCall(
            topic=str(job.payload["topic"]),
            idempotency_key=job.dedup,
            now=self.door.clock.now(),
            case=None if job.case_id is None else self._facts(job.case_id),
            inputs=cast("Mapping[str, JsonValue]", job.payload["inputs"]),
            properties=cast("Mapping[str, str]", job.payload["properties"]),
            settings=self.handler_settings,
        )

    def _facts(self, case_id: CaseId) -> CaseFacts | None:
        with self.door.database.view() as unit:
            return case_facts(unit, self.door.environment.settings, case_id, self.door.clock.now())

    def _fail(self, claim: Claim, error: str, after: timedelta | None = None) -> None:
        logger.warning("Job %s failed at try %d: %s", claim.job_id, claim.attempt, error)
        try:
            self.door.execute(SYSTEM, FailJob(claim=claim, error=error, after=after))
        except Unavailable:
            logger.warning("Job %s keeps its lease: no database to note it in.", claim.job_id)


def _place_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}, regel {frames[-1].lineno}" if frames else "onbekende plaats"
    return f"Onverwachte fout ({type(error).__name__}) in {place}."
