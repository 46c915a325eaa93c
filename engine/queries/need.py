"""Which tasks press most, over a whole list: late by urgency, then day by day by urgency.

    late            urgency 1 (longest late first), 2, 3, …
    today           urgency 1, 2, 3, …
    the next day …
    without a term  urgency 1, 2, 3, …

A short list is read and sorted. Of a long one only the first tasks are read: an index with the
urgency before the due moment gives the tasks of one urgency in the order in which they are due, and
those few streams are merged by day. There are two such indexes, within a region and over all of
them, of open tasks only.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import chain, islice
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from engine.domain.calendar import AMSTERDAM
from engine.persistence.instances import NOT_URGENT, URGENCIES
from engine.persistence.tables import user_task
from engine.persistence.tasks import IS_OPEN
from engine.queries import Connection

_LATE, _DAY_BY_DAY, _WITHOUT_TERM = range(3)
_URGENCIES = (*URGENCIES, NOT_URGENT)

_Place: TypeAlias = tuple[int, int, int, datetime, int, UUID]
"""Where a task stands in the order; its id comes last."""


def by_need(
    connection: Connection,
    condition: ColumnElement[bool],
    now: datetime,
    most: int,
    *,
    is_long: bool,
) -> Sequence[UUID]:
    """Give the ids of the first `most` open tasks; `is_long`: the list is too long to read."""
    if is_long:
        found: Iterator[_Place] = _Streams(connection, condition, now, most).first()
    else:
        rows = connection.execute(_tasks(condition))
        found = iter(sorted(_place(row, now) for row in rows))
    return [place[-1] for place in islice(found, most)]


class _Streams:
    """The tasks of one urgency at a time, by the index, read when they are asked for."""

    def __init__(
        self,
        connection: Connection,
        condition: ColumnElement[bool],
        now: datetime,
        most: int,
    ) -> None:
        self._connection = connection
        self._condition = condition
        self._now = now
        self._most = most

    def first(self) -> Iterator[_Place]:
        """Walk the list in its order."""
        due = user_task.c.due_at
        return chain(
            *(self._of(urgency, due < self._now) for urgency in _URGENCIES),
            merge(*(self._of(urgency, due >= self._now) for urgency in _URGENCIES)),
            *(self._of(urgency, due.is_(None)) for urgency in _URGENCIES),
        )

    def _of(self, urgency: int, due: ColumnElement[bool]) -> Iterator[_Place]:
        rows = self._connection.execute(
            _tasks(self._condition)
            .where(IS_OPEN, user_task.c.urgency == urgency, due)
            .order_by(user_task.c.due_at, user_task.c.priority.desc(), user_task.c.id)
            .limit(self._most)
        )
        for row in rows:
            yield _place(row, self._now)


def _tasks(condition: ColumnElement[bool]) -> Select[UUID, int, datetime | None, int]:
    return select(
        user_task.c.id, user_task.c.urgency, user_task.c.due_at, user_task.c.priority
    ).where(condition)


def _place(row: Row[UUID, int, datetime | None, int], now: datetime) -> _Place:
    key, urgency, due_at, priority = row
    if due_at is None:
        return (_WITHOUT_TERM, 0, urgency, now, -priority, key)
    if due_at < now:
        return (_LATE, 0, urgency, due_at, -priority, key)
    day = due_at.astimezone(AMSTERDAM).toordinal()
    return (_DAY_BY_DAY, day, urgency, due_at, -priority, key)
