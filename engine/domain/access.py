"""Who may do what, where: a role is granted per region, and a permission follows from a role.

An actor who lacks a region does not learn that something exists there: the door answers "niet
gevonden". Who has the region but not the role hears that it is not allowed (domain.md §2.0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from engine.domain.ids import UserId

ALL_REGIONS = "*"
"""The region of a grant that holds everywhere (the engine itself, national administration)."""


class Role(StrEnum):
    """A group of the care office; its id is the candidate group in diagrams."""

    SIGNALLING = "zk-signalering"
    ADVISER = "zk-klantadviseur"
    CARE_ADVISER = "zk-zorginhoudelijk"
    PURCHASER = "zk-zorginkoper"
    TEAM_LEADER = "zk-teamleider"
    REGION_MANAGER = "zk-regiomanager"
    PRIVACY_OFFICER = "zk-privacy"
    AUDITOR = "zk-auditor"
    ADMINISTRATOR = "zk-beheer"
    TABLE_SECRETARY = "tafel-secretaris"
    PROCESS_DESIGNER = "zk-procesontwerper"

    @property
    def label(self) -> str:
        """The role as people call it."""
        return _ROLE_LABELS[self]


class Permission(StrEnum):
    """Something a person may be allowed to do in a region."""

    SEE_CASES = "see_cases"
    WORK_TASKS = "work_tasks"
    TAKE_IN_SIGNALS = "take_in_signals"
    SUPERVISE = "supervise"
    DESIGN_PROCESSES = "design_processes"
    MANAGE_TERMS = "manage_terms"
    MANAGE_PLACES = "manage_places"
    SEE_AUDIT = "see_audit"
    ADMINISTER = "administer"


_ROLE_LABELS: Mapping[Role, str] = {
    Role.SIGNALLING: "Signalering",
    Role.ADVISER: "Klantadviseur",
    Role.CARE_ADVISER: "Zorginhoudelijk adviseur",
    Role.PURCHASER: "Zorginkoper",
    Role.TEAM_LEADER: "Teamleider",
    Role.REGION_MANAGER: "Regiomanager",
    Role.PRIVACY_OFFICER: "Privacy officer",
    Role.AUDITOR: "Auditor",
    Role.ADMINISTRATOR: "Functioneel beheer",
    Role.TABLE_SECRETARY: "Secretaris taskforcetafel",
    Role.PROCESS_DESIGNER: "Procesontwerper",
}

_CASEWORK = frozenset({Permission.SEE_CASES, Permission.WORK_TASKS})
_SUPERVISION = _CASEWORK | {Permission.SUPERVISE}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.SIGNALLING: _CASEWORK | {Permission.TAKE_IN_SIGNALS},
    Role.ADVISER: _CASEWORK,
    Role.CARE_ADVISER: _CASEWORK,
    Role.PURCHASER: _CASEWORK | {Permission.MANAGE_PLACES},
    Role.TEAM_LEADER: _SUPERVISION | {Permission.TAKE_IN_SIGNALS, Permission.MANAGE_TERMS},
    Role.REGION_MANAGER: _SUPERVISION | {Permission.MANAGE_TERMS},
    Role.PRIVACY_OFFICER: _CASEWORK | {Permission.SEE_AUDIT},
    Role.AUDITOR: frozenset({Permission.SEE_AUDIT}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.ADMINISTER, Permission.WORK_TASKS, Permission.MANAGE_TERMS}
    ),
    Role.TABLE_SECRETARY: _CASEWORK,
    Role.PROCESS_DESIGNER: frozenset({Permission.DESIGN_PROCESSES}),
}
"""What each role may do. The administrator sees tasks and incidents but no case content."""

CASEWORKERS = frozenset(role for role, may in PERMISSIONS.items() if may >= _CASEWORK)
"""The roles whose people can be given a case or a task about one."""


@dataclass(frozen=True)
class Grant:
    """One role in one region."""

    role: Role
    region: str


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person who logged in, or the engine itself."""

    user_id: UserId
    name: str
    username: str
    grants: frozenset[Grant]

    @property
    def regions(self) -> frozenset[str]:
        """The codes of the regions in which the actor has any role (`*` is not a region)."""
        return frozenset(grant.region for grant in self.grants) - {ALL_REGIONS}

    @property
    def everywhere(self) -> bool:
        """Whether the actor has a role in all regions."""
        return any(grant.region == ALL_REGIONS for grant in self.grants)

    def roles_in(self, region: str) -> frozenset[Role]:
        """Give the roles that count in a region."""
        return frozenset(g.role for g in self.grants if g.region in {region, ALL_REGIONS})

    def may(self, permission: Permission, region: str) -> bool:
        """Tell whether any role in the region gives this permission."""
        return any(permission in PERMISSIONS[role] for role in self.roles_in(region))

    def regions_where(self, permission: Permission) -> frozenset[str]:
        """Give the regions in which the actor has this permission."""
        return frozenset(region for region in self.regions if self.may(permission, region))


SYSTEM = Actor(
    user_id=UserId(UUID(int=0)),
    name="Loopplank",
    username="loopplank",
    grants=frozenset(Grant(role, ALL_REGIONS) for role in Role),
)
"""The engine itself: fires timers, sends letters, and may do so everywhere."""
