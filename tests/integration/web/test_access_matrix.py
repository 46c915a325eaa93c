"""Every address times everybody who has no business there, generated from the URL map.

Nobody gets a page with another region's client on it: a stranger goes to the log-in page, somebody
from elsewhere hears "niet gevonden", another role "dit mag niet". A new address without a line
here fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from werkzeug.routing import Rule

from engine.commands.places import AddPlace
from engine.domain.access import SYSTEM, Role
from engine.web.application import PUBLIC
from tests.integration.web.rows import ROTTERDAM, UTRECHT
from tests.integration.web.site import Person, Site, opened_site

CLIENT = "Heimelijk"

OPEN_TO_ALL_STAFF = {
    "login.leave",
    "worklist.show",
    "clock.move",
    "clock.reached",
    "intake.example",
}
"""Pages without anything of a region on them, or with one's own regions only."""

ROLES_THAT_MAY = {
    "search.form": {Role.ADVISER, Role.TEAM_LEADER},
    "search.by_bsn": {Role.ADVISER, Role.TEAM_LEADER},
    "intake.form": {Role.TEAM_LEADER},
    "intake.upload": {Role.TEAM_LEADER},
    "supervision.show": {Role.TEAM_LEADER, Role.ADMINISTRATOR},
    "supervision.retry_all": {Role.TEAM_LEADER, Role.ADMINISTRATOR},
    "terms.start": {Role.TEAM_LEADER, Role.ADMINISTRATOR},
    "places.overview": {Role.PURCHASER},
    "readlog.form": {Role.AUDITOR, Role.PRIVACY_OFFICER},
}
"""Pages that list one's own regions, for some roles."""

BY_ID = {
    "tasks.show",
    "tasks.complete",
    "tasks.fields",
    "tasks.keep_draft",
    "tasks.claim",
    "tasks.release",
    "tasks.retry",
    "tasks.done",
    "letters.preview",
    "overview.make",
    "cases.show",
    "cases.call",
    "reports.show",
    "reports.report",
    "reports.fields",
    "cases.diagram",
    "cases.reveal",
    "terms.overview",
    "terms.show",
    "terms.change",
    "terms.preview",
    "terms.recompute",
    "municipalities.show",
    "municipalities.change",
    "places.show",
    "places.add",
    "places.change",
    "readlog.show",
    "readlog.overview",
    "readlog.export",
    "documents.show",
    "documents.download",
    "documents.download_with_reason",
    "intake.show",
    "intake.take_in",
    "intake.cancel",
    "supervision.reassign",
    "supervision.retry",
}
"""Pages about one thing of a region."""

WITHOUT_NAMES = "readlog"
"""Who looked at a case: an auditor sees its number and no client."""

DESIGNERS = "definitions"
"""These have a matrix of their own in test_definitions."""


@dataclass
class Office:
    """One client in Rotterdam with everything that has an address."""

    site: Site
    ids: Mapping[str, UUID | str] = field(default_factory=dict)

    def address(self, rule: Rule) -> str:
        return "".join(
            str(self.ids[part]) if is_argument else part
            for is_argument, part in rule._trace  # noqa: SLF001 - the parts of an address
            if part != "|"
        )


@pytest.fixture(scope="module")
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    template = request.getfixturevalue("sqlite_template")
    with opened_site(template.copy_to(tmp_path_factory.mktemp("matrix") / "m.sqlite3")) as site:
        yield Office(site, _everything(site))


def _everything(site: Site) -> dict[str, UUID | str]:
    rows = site.rows
    case_id = rows.case(rows.client(CLIENT), "ROT-1")
    instance = rows.instance(rows.process(b"<x/>"), case_id)
    job_id = rows.job(instance, case_id, "Brief versturen", kind="service", state="dead")
    rows.incident(instance, case_id, job_id, "kapot")
    return {
        "case_id": case_id,
        "task_id": rows.task(instance, case_id, form_definition_id=rows.form()),
        "message": "klacht-ontvangen",
        "document_id": rows.document(case_id, f"Brief aan {CLIENT}"),
        "job_id": job_id,
        "batch_id": rows.batch(f"{CLIENT}.csv"),
        "region": ROTTERDAM,
        "name": "contactpoging",
        "place_id": _place(site),
    }


def _place(site: Site) -> UUID:
    command = AddPlace(region=ROTTERDAM, provider="Zorg BV", location="Kamer 1", kind="crisisplek")
    return site.door.execute(SYSTEM, command)


def rules(site: Site) -> Iterator[tuple[Rule, str]]:
    for rule in site.app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"GET", "POST"}
        yield from ((rule, method) for method in methods)


def ask(person: Person, method: str, address: str) -> tuple[int, str]:
    answer = person.get(address) if method == "GET" else person.post(address)
    return answer.status_code, answer.text


def test_every_address_has_a_line_in_this_matrix(office: Office) -> None:
    known = PUBLIC | OPEN_TO_ALL_STAFF | set(ROLES_THAT_MAY) | BY_ID

    new = {
        rule.endpoint
        for rule, _ in rules(office.site)
        if rule.endpoint not in known and not rule.endpoint.startswith(DESIGNERS)
    }

    assert not new


def test_a_stranger_is_sent_to_the_log_in_page_from_everywhere(office: Office) -> None:
    stranger = office.site.app.test_client()
    for rule, method in rules(office.site):
        if rule.endpoint in PUBLIC or rule.endpoint.startswith(DESIGNERS):
            continue
        answer = stranger.open(office.address(rule), method=method)

        assert answer.status_code == 303, rule
        assert answer.headers["Location"].startswith("/inloggen"), rule
        assert CLIENT not in answer.text


@pytest.mark.parametrize("role", [Role.ADVISER, Role.TEAM_LEADER, Role.ADMINISTRATOR])
def test_what_belongs_to_another_region_is_not_found_like_what_does_not_exist(
    office: Office, role: Role
) -> None:
    elsewhere = office.site.person(f"utrecht-{role}", role, region=UTRECHT)
    nothing = Office(office.site, dict.fromkeys(office.ids, uuid4()))
    for rule, method in rules(office.site):
        if rule.endpoint not in BY_ID:
            continue
        status, text = ask(elsewhere, method, office.address(rule))
        unknown_status, unknown = ask(elsewhere, method, nothing.address(rule))

        assert status == unknown_status == 404, rule
        assert text == unknown, rule
        assert CLIENT not in text


def test_lists_hold_nothing_of_another_region(office: Office) -> None:
    elsewhere = office.site.person("utrecht-lijst", Role.TEAM_LEADER, region=UTRECHT)
    for address in ("/", "/?lijst=groepen", "/vastgelopen", "/zoeken?zoek=heime", "/signalen"):
        status, text = ask(elsewhere, "GET", address)

        assert status == 200, address
        assert CLIENT not in text, address


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.PROCESS_DESIGNER, Role.ADMINISTRATOR, Role.ADVISER]
)
def test_a_page_that_is_not_for_a_role_is_refused(office: Office, role: Role) -> None:
    person = office.site.person(f"rotterdam-{role}", role)
    for rule, method in rules(office.site):
        may = ROLES_THAT_MAY.get(rule.endpoint)
        if may is None or role in may:
            continue
        status, text = ask(person, method, office.address(rule))

        assert status == 403, rule
        assert CLIENT not in text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PROCESS_DESIGNER])
def test_a_role_without_casework_sees_no_client_at_any_address(office: Office, role: Role) -> None:
    person = office.site.person(f"rotterdam-{role}", role, region=ROTTERDAM)
    for rule, method in rules(office.site):
        if rule.endpoint.startswith(DESIGNERS) or rule.endpoint in PUBLIC | OPEN_TO_ALL_STAFF:
            continue
        status, text = ask(person, method, office.address(rule))

        assert status in {403, 404} or rule.endpoint.startswith(WITHOUT_NAMES), rule
        assert CLIENT not in text


def test_an_administrator_repairs_without_seeing_who_it_is_about(office: Office) -> None:
    beheer = office.site.person("beheer", Role.ADMINISTRATOR)

    status, text = ask(beheer, "GET", "/vastgelopen")

    assert status == 200
    assert "Brief versturen" in text
    assert CLIENT not in text
