"""The worklist: what waits for somebody, in the order in which it presses."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Row, select

from engine.domain.access import Actor, Grant, Role
from engine.domain.calendar import AMSTERDAM
from engine.domain.ids import CaseId, InstanceId, UserId
from engine.persistence.tables import user_task
from engine.persistence.tasks import NewTask
from engine.queries.need import by_need
from engine.queries.worklist import Sort, Whose, Wish, worklist
from tests.integration.web.rows import ROTTERDAM, UTRECHT, Rows
from tests.integration.web.site import Site


class Desk:
    """Rows with one case and one instance at hand."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.rows: Rows = site.rows
        self.definition = site.rows.process(b"<x/>")

    def task(self, name: str, client: str = "Berg", **more: object) -> UUID:
        case = self.rows.case(self.rows.client(client), f"ROT-{client}-{name}")
        return self.rows.task(self.rows.instance(self.definition, case), case, name, **more)  # type: ignore[arg-type]  # columns of any type


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


def actor(user_id: UUID, *roles: Role, region: str = ROTTERDAM) -> Actor:
    grants = frozenset(Grant(role, region) for role in roles)
    return Actor(user_id=UserId(user_id), name="Anna", username="anna", grants=grants)


def names(desk: Desk, who: Actor, wish: Wish) -> list[str]:
    with desk.site.database.reading() as connection:
        return [row.name for row in worklist(connection, who, wish, desk.site.clock.now()).rows]


def test_my_tasks_are_those_that_i_took(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    bea = desk.site.person("bea", Role.ADVISER)
    desk.task("Van Anna", assignee_id=anna.user_id)
    desk.task("Van Bea", assignee_id=bea.user_id)
    desk.task("Van niemand")

    page = anna.page("/")

    assert "Van Anna" in page
    assert "Van Bea" not in page
    assert "Van niemand" not in page.split("Toon")[-1]


def test_the_tasks_of_my_groups_are_for_my_roles_and_nobodys_yet(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("Voor adviseurs")
    desk.task("Voor de leider", roles=(Role.TEAM_LEADER,))
    desk.task("Van Anna", assignee_id=anna.user_id)

    assert names(desk, actor(anna.user_id, Role.ADVISER), Wish(whose=Whose.GROUPS)) == [
        "Voor adviseurs"
    ]


def test_a_role_counts_in_its_own_region_only(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("In Rotterdam")
    both = Actor(
        user_id=UserId(anna.user_id),
        name="Anna",
        username="anna",
        grants=frozenset({Grant(Role.ADVISER, UTRECHT), Grant(Role.TEAM_LEADER, ROTTERDAM)}),
    )

    assert names(desk, both, Wish(whose=Whose.GROUPS)) == []


def test_what_is_due_first_comes_first_and_what_has_no_term_last(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("Later", due_in=timedelta(days=9))
    desk.task("Zonder termijn", due_in=None)
    desk.task("Te laat", due_in=timedelta(days=-2))

    who = actor(anna.user_id, Role.ADVISER)

    assert names(desk, who, Wish(whose=Whose.GROUPS)) == ["Te laat", "Later", "Zonder termijn"]


def test_the_most_urgent_stands_first_among_what_is_late_and_within_a_day(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    for name, urgency, days in (
        ("Laat", 3, -5),
        ("Laat en urgent", 1, -1),
        ("Morgen", 3, 1),
        ("Morgen en urgent", 2, 1),
        ("Later en urgent", 1, 3),
    ):
        case = desk.rows.case(desk.rows.client("Berg"), f"ROT-{name}", urgency=urgency)
        instance = desk.rows.instance(desk.definition, case)
        desk.rows.task(instance, case, name, due_in=timedelta(days=days))
    who = actor(anna.user_id, Role.ADVISER)

    assert names(desk, who, Wish(whose=Whose.GROUPS)) == [
        "Laat en urgent",
        "Laat",
        "Morgen en urgent",
        "Morgen",
        "Later en urgent",
    ]


@pytest.mark.parametrize("sort", Sort)
def test_every_order_can_be_turned_around(desk: Desk, sort: Sort) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("A", "Aalberts", due_in=timedelta(days=1))
    desk.task("B", "Bos", due_in=timedelta(days=2))
    who = actor(anna.user_id, Role.ADVISER)

    up = names(desk, who, Wish(whose=Whose.GROUPS, sort=sort))
    down = names(desk, who, Wish(whose=Whose.GROUPS, sort=sort, descending=True))

    assert sorted(up) == sorted(down) == ["A", "B"]
    assert sort is Sort.URGENCY or down == ["B", "A"]


@pytest.mark.parametrize("is_long", [False, True])
def test_the_order_holds_over_the_whole_list_however_it_is_read(
    desk: Desk, *, is_long: bool
) -> None:
    moment = desk.site.clock.now()
    for number in range(40):
        urgency = (3, 1, None, 4, 2, 7)[number % 6]
        case = desk.rows.case(desk.rows.client("Berg"), f"ROT-{number}", urgency=urgency)
        hours = None if number % 11 == 0 else number * 17 % 240 - 100
        due = None if hours is None else timedelta(hours=hours)
        instance = desk.rows.instance(desk.definition, case)
        desk.rows.task(instance, case, due_in=due, priority=50 + number % 3)

    with desk.site.database.reading() as connection:
        rows = connection.execute(select(user_task)).all()
        first = by_need(connection, user_task.c.status == "open", moment, 30, is_long=is_long)

    assert first == [row.id for row in sorted(rows, key=partial(need, moment))][:30]


def test_tasks_follow_the_urgency_of_their_case(desk: Desk) -> None:
    case = CaseId(desk.rows.case(desk.rows.client("Berg"), "ROT-1", urgency=3))
    instance = InstanceId(desk.rows.instance(desk.definition, case))
    new = NewTask(
        id=uuid4(),
        instance_id=instance,
        case_id=case,
        region=ROTTERDAM,
        process_key="p",
        element_id="t",
        name="Bel",
        created_at=desk.site.clock.now(),
    )
    with desk.site.database.transaction() as unit:
        unit.tasks.add([new])
        as_added = unit.connection.scalars(select(user_task.c.urgency)).one()
        unit.cases.change(case, {"urgency": 1})
        as_changed = unit.connection.scalars(select(user_task.c.urgency)).one()

    assert (as_added, as_changed) == (3, 1)


def need(now: datetime, row: Row[*tuple[object, ...]]) -> tuple[object, ...]:
    """Say the order in other words than the query does."""
    if row.due_at is None:
        return (2, row.urgency, -row.priority, str(row.id))
    day = 0 if row.due_at < now else row.due_at.astimezone(AMSTERDAM).toordinal()
    return (0 if day == 0 else 1, day, row.urgency, row.due_at, -row.priority, str(row.id))


def test_a_late_task_says_so_and_why_it_presses(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("Bellen", due_in=timedelta(days=-3))

    page = anna.page("/?lijst=groepen")

    assert "3 dagen te laat" in page
    assert "had op vrijdag 29 mei klaar moeten zijn · slaapt in de noodopvang" in page


def test_a_signal_without_case_is_in_the_list_too(desk: Desk) -> None:
    sanne = desk.site.person("sanne", Role.SIGNALLING)
    signal = desk.rows.signal(desk.rows.client("Okafor", "Grace"), "S-ROT-7")
    instance = desk.rows.instance(desk.definition, None, signal_id=signal)
    desk.rows.task(instance, None, "Signaal beoordelen", roles=(Role.SIGNALLING,), signal_id=signal)

    page = sanne.page("/?lijst=groepen")

    assert "Okafor, Grace" in page
    assert "signaal S-ROT-7" in page
    assert "nieuw signaal, nog geen casus" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("taak=Bellen", "Bellen"),
        ("urgentie=1", "Spoed"),
        ("termijn=te-laat", "Spoed"),
        (f"regio={ROTTERDAM}&taak=Bellen", "Bellen"),
    ],
)
def test_the_list_can_be_narrowed(desk: Desk, asked: str, expected: str) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("Bellen")
    case = desk.rows.case(desk.rows.client("Bos"), "ROT-9", urgency=1)
    instance = desk.rows.instance(desk.definition, case)
    desk.rows.task(instance, case, "Spoed", due_in=timedelta(hours=-1))

    table = anna.page(f"/?lijst=groepen&{asked}").split("loop je door de lijst.")[1]

    assert expected in table
    assert ({"Bellen", "Spoed"} - {expected}).pop() not in table


@pytest.mark.parametrize(
    "asked",
    ["blad=0", "blad=-3", "blad=x", "blad=999999999", "sorteer=x", "urgentie=99", "lijst=x"],
)
def test_an_odd_question_gets_a_page(desk: Desk, asked: str) -> None:
    desk.site.person("anna", Role.ADVISER).page(f"/?{asked}")


def test_a_long_list_is_leafed_through(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    case = desk.rows.case(desk.rows.client("Berg"), "ROT-1")
    instance = desk.rows.instance(desk.definition, case)
    for number in range(51):
        desk.rows.task(instance, case, f"Taak {number:02}", due_in=timedelta(days=number))

    assert "Bladzijde 1 van 2" in anna.page("/?lijst=groepen")
    assert "Taak 50" in anna.page("/?lijst=groepen&blad=2").split("loop je door de lijst.")[1]


def test_an_empty_list_says_where_work_can_be_found(desk: Desk) -> None:
    anna = desk.site.person("anna", Role.ADVISER)
    desk.task("Bellen")

    assert "Je hebt nu geen eigen taken" in anna.page("/")
    assert "er ligt er 1 klaar" in anna.page("/")


def test_who_does_no_tasks_goes_to_her_own_first_page(desk: Desk) -> None:
    designer = desk.site.person("olga", Role.PROCESS_DESIGNER)

    assert designer.get("/").headers["Location"].startswith("/processen")


def test_the_worklist_is_selected_by_an_index(small_site: Site) -> None:
    Desk(small_site).task("Bellen")
    statement = (
        "EXPLAIN QUERY PLAN SELECT id FROM user_task"
        " WHERE region IN ('5521') AND status = 'open' ORDER BY due_at"
    )
    with small_site.database.reading() as connection:
        plan = " ".join(row.detail for row in connection.exec_driver_sql(statement))

    assert "USING" in plan
    assert "ix_user_task_worklist" in plan
