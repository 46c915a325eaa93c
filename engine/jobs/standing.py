"""Goes round at the start and every six hours: what stands must stand, what was forgotten goes."""

import logging
from datetime import datetime, timedelta

from engine.commands.door import Door
from engine.commands.rounds import missing_rounds
from engine.commands.standing import EnsureStanding
from engine.domain.access import SYSTEM
from engine.errors import EngineError, Unavailable
from engine.jobs.tidying import tidy

logger = logging.getLogger(__name__)

_EVERY = timedelta(hours=6)


class Roundsman:
    """Goes round the regions now and then; each worker has one, and that does no harm."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._last: datetime | None = None

    def go_round(self) -> None:
        """Start what is missing and remove what nobody sent, unless that was done just before.

        Raises `Unavailable` when the database is; then the next time comes soon.
        """
        now = self._door.clock.now()
        if self._last is not None and now - self._last < _EVERY:
            return
        with self._door.database.view() as unit:
            lacking = [
                region
                for region in unit.regions.codes()
                if missing_rounds(unit, self._door.environment, region)
            ]
        for region in lacking:
            self._see_to(region)
        tidy(self._door)
        self._last = now

    def _see_to(self, region: str) -> None:
        try:
            self._door.execute(SYSTEM, EnsureStanding(region=region))
        except Unavailable:
            raise
        except EngineError as error:
            logger.warning("Region %s lacks a standing process: %s", region, error.message)
