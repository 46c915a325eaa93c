"""Roles hold in a region, and permissions follow from roles."""

from uuid import UUID

from engine.domain.access import ALL_REGIONS, PERMISSIONS, SYSTEM, Actor, Grant, Permission, Role
from engine.domain.ids import UserId
from tests.rows import every_row


def somebody(*grants: tuple[Role, str]) -> Actor:
    return Actor(
        user_id=UserId(UUID(int=1)),
        name="Noor de Wit",
        username="noor",
        grants=frozenset(Grant(role, region) for role, region in grants),
    )


def test_a_role_holds_only_in_its_region() -> None:
    noor = somebody((Role.ADVISER, "5515"), (Role.TEAM_LEADER, "5521"))
    assert noor.may(Permission.WORK_TASKS, "5515")
    assert not noor.may(Permission.SUPERVISE, "5515")
    assert noor.may(Permission.SUPERVISE, "5521")
    assert not noor.may(Permission.SEE_CASES, "5505")
    assert noor.regions == {"5515", "5521"}


def test_the_regions_of_a_permission_are_those_where_a_role_gives_it() -> None:
    noor = somebody((Role.ADVISER, "5515"), (Role.PROCESS_DESIGNER, "5521"))
    assert noor.regions_where(Permission.DESIGN_PROCESSES) == {"5521"}


@every_row("permission", Permission)
def test_the_engine_itself_may_do_everything_everywhere(permission: Permission) -> None:
    assert SYSTEM.may(permission, "5515")
    assert SYSTEM.everywhere
    assert SYSTEM.regions == frozenset()


def test_a_national_role_counts_in_every_region_and_is_no_region_itself() -> None:
    noor = somebody((Role.ADMINISTRATOR, ALL_REGIONS))
    assert noor.roles_in("5505") == {Role.ADMINISTRATOR}
    assert noor.regions == frozenset()


def test_who_administers_the_system_sees_no_case() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.PROCESS_DESIGNER):
        assert Permission.SEE_CASES not in PERMISSIONS[role]


@every_row("role", Role)
def test_every_role_has_a_label_and_a_permission(role: Role) -> None:
    assert role.label
    assert PERMISSIONS[role]
