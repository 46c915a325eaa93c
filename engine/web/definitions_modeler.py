"""What the modeler page carries: the diagram, where to save it, and what it may refer to."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TypeAlias

from engine.commands.definitions import InspectDefinition
from engine.commands.recording import RECORDERS
from engine.domain.access import Role
from engine.domain.definition import Finding
from engine.errors import NotFound
from engine.queries.definitions import (
    Draft,
    Source,
    definition_history,
    draft_source,
    names_in,
    version_source,
)
from engine.queries.regions import region_names_of
from engine.web import csrf
from engine.web.definitions_address import DefinitionAddress
from engine.web.definitions_reading import as_text
from engine.web.request import actor, context

NO_DRAFT = 0
"""The revision of a draft that does not exist yet."""

_CONSEQUENCES = frozenset({"onbereikbaar", "geen-weg-naar-einde"})

Choices: TypeAlias = list[dict[str, str]]
FindingJson: TypeAlias = dict[str, str | int | None]


@dataclass(frozen=True, kw_only=True)
class ModelerPage:
    """The page around the drawing, and `script`: the JSON that the drawing starts from."""

    name: str
    region_name: str
    draft: Draft | None
    script: dict[str, object]


def modeler_page(address: DefinitionAddress) -> ModelerPage:
    """Gather the page; raises `NotFound` when there is nothing to draw."""
    with context().reading() as connection:
        history = definition_history(
            connection, actor(), address.region, address.kind.value, address.key
        )
        region_name = dict(region_names_of(connection, actor()))[address.region]
    if history is None:
        raise NotFound("Niet gevonden.")
    return ModelerPage(
        name=history.name,
        region_name=region_name,
        draft=history.draft,
        script=_script(address, _opened(address)),
    )


def findings_json(findings: Iterable[Finding]) -> list[FindingJson]:
    """Write findings for the script, in the order of `by_cause`."""
    return [
        {**asdict(finding), "severity": finding.severity.value} for finding in by_cause(findings)
    ]


def by_cause(findings: Iterable[Finding]) -> list[Finding]:
    """Put faults first, and behind the others what one missing arrow causes everywhere else."""
    return sorted(findings, key=lambda found: (not found.is_error, found.rule in _CONSEQUENCES))


def _opened(address: DefinitionAddress) -> Source:
    """Give the draft, else the version in force."""
    kind = address.kind.value
    with context().reading() as connection:
        draft = draft_source(connection, actor(), address.region, kind, address.key)
        if draft is not None:
            return draft
        history = definition_history(connection, actor(), address.region, kind, address.key)
        in_force = history.in_force if history else None
        found = in_force and version_source(connection, actor(), address.region, in_force.id)
    if not found:
        raise NotFound("Niet gevonden.")
    return found


def _script(address: DefinitionAddress, opened: Source) -> dict[str, object]:
    findings = context().door.execute(
        actor(),
        InspectDefinition(kind=address.kind, region=address.region, source=opened.source),
    )
    return {
        "xml": as_text(opened.source),
        "revision": opened.revision,
        "filename": address.filename,
        "csrf": csrf.token(),
        "addresses": {
            "check": address.to("bewerken.check"),
            "draft": address.to("bewerken.save_draft"),
            "publish": address.to("bewerken.publish"),
        },
        "choices": _choices(address.region),
        "findings": findings_json(findings),
    }


def _choices(region: str) -> dict[str, Choices]:
    with context().reading() as connection:
        names = names_in(connection, actor(), region)
    return {
        "roles": [_choice(role.value, role.label) for role in Role],
        "forms": [_choice(*pair) for pair in names.forms],
        "processes": [_choice(*pair) for pair in names.processes],
        "decisions": [_choice(*pair) for pair in names.decisions],
        "terms": [_choice(term, term) for term in names.terms],
        "topics": [_choice(topic, topic) for topic in sorted(context().door.environment.topics)],
        "recorders": [_choice(name, name.replace("_", " ")) for name in RECORDERS],
    }


def _choice(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}
