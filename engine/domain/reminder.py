"""Reminders: an open task that is past its due moment is shown to ever more people.

    due moment ─────────────────────────> level 1   it stands on the worklist as late
     + term `taak-te-laat` ─────────────> level 2   the team leader can do it too
     + term `taak-te-laat-regiomanager` > level 3   the region's manager can do it too

They belong to every task with a due moment, whatever its diagram draws. Both terms count from the
due moment, on the region's calendar; a term that the region does not have ends the row.

An urgent task (urgency 1 or 2) that is late comes to the team leader the same day: after the term
`taak-te-laat-spoed`, where the region has it (T06). A repair task is due at the moment of its
incident, and comes to the team leader sooner: after the term `storing-te-laat` (domain.md §2.2,
point 7).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.access import Role
from engine.domain.calendar import WorkCalendar
from engine.domain.ids import TaskId
from engine.domain.terms import Term
from engine.domain.user_task import TaskKind

LATE, FOR_TEAM_LEADER, FOR_REGION_MANAGER = 1, 2, 3

INCIDENT_LATE = "storing-te-laat"
URGENT_LATE = "taak-te-laat-spoed"
_LEAST_URGENT = 2  # of those that are urgent

_TERMS: Mapping[tuple[TaskKind, int], str] = {
    (TaskKind.BPMN, FOR_TEAM_LEADER): "taak-te-laat",
    (TaskKind.BPMN, FOR_REGION_MANAGER): "taak-te-laat-regiomanager",
    (TaskKind.REPAIR, FOR_TEAM_LEADER): INCIDENT_LATE,
    (TaskKind.REPAIR, FOR_REGION_MANAGER): "taak-te-laat-regiomanager",
}
_ROLES: Mapping[int, Role] = {
    FOR_TEAM_LEADER: Role.TEAM_LEADER,
    FOR_REGION_MANAGER: Role.REGION_MANAGER,
}


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """The next reminder of one task: `level` is the one that it comes to at `at`.

    `urgency` is its case's, from 1, the most urgent; 9 when there is none.
    """

    task_id: TaskId
    due_at: datetime
    level: int
    at: datetime
    kind: TaskKind = TaskKind.BPMN
    urgency: int = 9

    @property
    def role(self) -> Role | None:
        """Who can do the task from this level on, besides those who could already."""
        return _ROLES.get(self.level)

    def next_at(
        self, term: Callable[[str], Term | None], calendar: WorkCalendar
    ) -> datetime | None:
        """Tell when the level after this one comes; never before this one."""
        name = _TERMS.get((self.kind, self.level + 1))
        sooner = term(URGENT_LATE) if self._hurries else None
        wait = sooner or (term(name) if name else None)
        return max(self.at, wait.after(self.due_at, calendar)) if wait else None

    @property
    def _hurries(self) -> bool:
        is_next_for_leader = self.level + 1 == FOR_TEAM_LEADER and self.kind is TaskKind.BPMN
        return is_next_for_leader and self.urgency <= _LEAST_URGENT
