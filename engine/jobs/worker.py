"""The worker: claims due jobs and runs them, woken by APScheduler at the next due moment.

    next due ─┐
    poll      ├─> wake ──> claim (own transaction, lease) ──> run ──> claim … until nothing is due
    a commit ─┘

The rows are the truth: a wake-up that is missed costs at most one poll. Any number of workers may
run on PostgreSQL, on as many machines. A worker that is told to stop finishes the job in hand and
hands back what it had not begun.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from apscheduler.schedulers.background import BackgroundScheduler

from engine.commands.door import Door
from engine.commands.services import FailJob
from engine.domain.access import SYSTEM
from engine.domain.job import Claim
from engine.errors import Unavailable
from engine.jobs.executor import Executor
from engine.jobs.reminding import remind
from engine.jobs.standing import Roundsman

logger = logging.getLogger(__name__)

_BATCH = 20
_GIVEN_UP = "Het programma viel bij deze stap steeds uit zonder melding."


class Worker:
    """One worker. `run_forever` in a process or thread of its own, or `drain` in between."""

    def __init__(
        self,
        door: Door,
        executor: Executor,
        *,
        lease: timedelta,
        poll: timedelta,
        roundsman: Roundsman | None = None,
    ) -> None:
        self._door = door
        self._executor = executor
        self._lease = lease
        self._poll = poll
        self._roundsman = roundsman
        self._wake = threading.Event()
        self._stop = threading.Event()
        self.turn = threading.RLock()
        """Held while draining: who moves the clock holds it, and nobody drains in between."""
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the job in hand and return from `run_forever`."""
        self._stop.set()
        self._wake.set()

    def drain(self) -> int:
        """Run everything that is due at this moment, in due order; tell how many jobs were run."""
        ran = 0
        with self.turn:
            if self._roundsman is not None:
                self._roundsman.go_round()
            while not self._stop.is_set():
                done = self._do_what_is_due()
                if not done:
                    break
                ran += done
            self._bury()
        return ran

    def next_due(self) -> datetime | None:
        """Tell when the next job or reminder is due."""
        with self._door.database.view() as unit:
            moments = (unit.jobs.next_due(), unit.tasks.next_reminder())
        return min((moment for moment in moments if moment is not None), default=None)

    def run_forever(self) -> None:
        """Work until `stop`, through everything that passes by itself."""
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.start()
        try:
            while not self._stop.is_set():
                self._work_once(scheduler)
                self._wake.wait(self._poll.total_seconds())
                self._wake.clear()
        finally:
            scheduler.shutdown(wait=False)

    def _work_once(self, scheduler: BackgroundScheduler) -> None:
        try:
            self.drain()
            due = self.next_due()
        except Unavailable:
            logger.warning("The database is not available; work waits for it.")
            return
        wait = due - self._door.clock.now() if due else self._poll
        if timedelta(0) < wait < self._poll:
            at = datetime.now(scheduler.timezone) + wait
            scheduler.add_job(self.wake, "date", run_date=at, id="next-due", replace_existing=True)

    def _do_what_is_due(self) -> int:
        """Do the reminders that come before any job, else jobs that come before any reminder."""
        now = self._door.clock.now()
        with self._door.database.glance() as unit:
            job_due = unit.jobs.first_due(now)
            reminders = unit.tasks.reminders_due(now, _BATCH)
        earlier = [r for r in reminders if job_due is None or r.at < job_due]
        for reminder in earlier:
            remind(self._door, reminder)
        if earlier or job_due is None:
            return len(earlier)
        return self._run(self._claim(now, until=reminders[0].at if reminders else now))

    def _claim(self, now: datetime, *, until: datetime) -> Sequence[Claim]:
        with self._door.database.transaction() as unit:
            return unit.jobs.claim(
                now=now, until=until, owner=self.owner, lease=self._lease, most=_BATCH
            )

    def _run(self, claims: Sequence[Claim]) -> int:
        began = time.monotonic()
        for place, claim in enumerate(claims):
            too_late = time.monotonic() - began > self._lease.total_seconds() / 2
            if place and (self._stop.is_set() or too_late):
                self._hand_back(claims[place:])
                return place
            self._executor.run(claim)
        return len(claims)

    def _hand_back(self, claims: Sequence[Claim]) -> None:
        with self._door.database.transaction() as unit:
            unit.jobs.unclaim(claims)

    def _bury(self) -> None:
        """Give up jobs whose every try ended without a word: their workers died of them."""
        with self._door.database.glance() as unit:
            dead = unit.jobs.exhausted(now=self._door.clock.now())
        for claim in dead:
            self._door.execute(SYSTEM, FailJob(claim=claim, error=_GIVEN_UP))
