"""The pages where a process designer finds, reads and downloads the definitions of her region.

What changes something is in `definitions_editing`. Every version is downloaded exactly as it came
in; what the diagram shows can also be read as a list.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.commands.definitions import InspectDefinition
from engine.domain.access import Permission
from engine.domain.definition import Finding, errors
from engine.errors import NotFound
from engine.queries.definitions import (
    DefinitionHistory,
    Source,
    Version,
    definition_history,
    definitions_of,
    draft_source,
    version_source,
)
from engine.queries.regions import region_names_of
from engine.web import definitions_editing
from engine.web.definitions_address import WORDS, DefinitionAddress, address_of, require_designer
from engine.web.definitions_modeler import by_cause
from engine.web.definitions_reading import as_text, steps_of
from engine.web.request import actor, context, id_from, require

blueprint = Blueprint("definitions", __name__, url_prefix="/processen")
blueprint.register_blueprint(definitions_editing.blueprint)

_TITLES = {"process": "Processen", "decision": "Beslistabellen", "form": "Formulieren"}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate says of a draft."""

    findings: tuple[Finding, ...]

    @property
    def may_publish(self) -> bool:
        """Whether nothing keeps it out."""
        return not errors(self.findings)


@blueprint.get("/")
def overview() -> AnyResponse | str:
    """Let her choose a region, or go to the only one."""
    require(Permission.DESIGN_PROCESSES)
    with context().reading() as connection:
        mine = actor().regions_where(Permission.DESIGN_PROCESSES)
        regions = [pair for pair in region_names_of(connection, actor()) if pair[0] in mine]
    if len(regions) == 1:
        return redirect(url_for("definitions.of_region", region=regions[0][0]), 303)
    return render_template("definitions/regions.html", regions=regions)


@blueprint.get("/<region>/")
def of_region(region: str) -> str:
    """List the definitions of a region."""
    require_designer(region)
    with context().reading() as connection:
        rows = definitions_of(connection, actor(), region)
        name = dict(region_names_of(connection, actor()))[region]
    groups = [(_TITLES[kind], [row for row in rows if row.kind == kind]) for kind in _TITLES]
    return render_template(
        "definitions/overview.html", region=region, region_name=name, groups=groups, words=WORDS
    )


@blueprint.get("/<region>/<kind>/<key>/")
def history(region: str, kind: str, key: str) -> str:
    """Show one definition: its draft with the findings, and its versions."""
    address = address_of(region, kind, key)
    found = _history(address)
    with context().reading() as connection:
        name = dict(region_names_of(connection, actor()))[region]
    return render_template(
        "definitions/history.html",
        address=address,
        definition=found,
        region_name=name,
        verdict=_verdict(address) if found.draft else None,
    )


@blueprint.get("/<region>/<kind>/<key>/versies/<version_id>/bestand")
def download_version(region: str, kind: str, key: str, version_id: str) -> AnyResponse:
    """Give a version exactly as it came in."""
    address = address_of(region, kind, key)
    found, _ = _version(address, id_from(version_id))
    return _attachment(found.source, found.filename or address.filename)


@blueprint.get("/<region>/<kind>/<key>/concept/bestand")
def download_draft(region: str, kind: str, key: str) -> AnyResponse:
    """Give the draft exactly as it was saved."""
    address = address_of(region, kind, key)
    return _attachment(_draft(address).source, address.filename)


@blueprint.get("/<region>/<kind>/<key>/versies/<version_id>")
def show_version(region: str, kind: str, key: str, version_id: str) -> str:
    """Show a version: the diagram and its steps as a list, or the text of a table or form."""
    address = address_of(region, kind, key)
    found, version = _version(address, id_from(version_id))
    return render_template(
        "definitions/version.html",
        address=address,
        version=version,
        text=as_text(found.source),
        steps=steps_of(found.source) if address.word == "proces" else (),
    )


def _history(address: DefinitionAddress) -> DefinitionHistory:
    with context().reading() as connection:
        found = definition_history(
            connection, actor(), address.region, address.kind.value, address.key
        )
    if found is None:
        raise NotFound("Niet gevonden.")
    return found


def _version(address: DefinitionAddress, version_id: UUID) -> tuple[Source, Version]:
    with context().reading() as connection:
        found = version_source(connection, actor(), address.region, version_id)
    belongs = {version.id for version in _history(address).versions}
    if found is None or found.version is None or version_id not in belongs:
        raise NotFound("Niet gevonden.")
    return found, found.version


def _draft(address: DefinitionAddress) -> Source:
    with context().reading() as connection:
        found = draft_source(connection, actor(), address.region, address.kind.value, address.key)
    if found is None:
        raise NotFound("Niet gevonden.")
    return found


def _verdict(address: DefinitionAddress) -> Verdict:
    findings = context().door.execute(
        actor(),
        InspectDefinition(kind=address.kind, region=address.region, source=_draft(address).source),
    )
    return Verdict(findings=tuple(by_cause(findings)))


def _attachment(source: bytes, filename: str) -> AnyResponse:
    response = AnyResponse(source, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
