"""Changing a definition: draw or upload, keep a draft, have it checked, publish it.

The modeler asks by script and gets JSON; the same addresses take plain forms, so that uploading a
file from the desktop modeler, reading its findings and publishing it work without JavaScript.
"""

from collections.abc import Mapping

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from engine.commands.definitions import (
    Deployed,
    DiscardDraft,
    InspectDefinition,
    PublishDefinition,
    SaveDefinitionDraft,
)
from engine.domain.definition import Finding
from engine.domain.kinds import DefinitionKind
from engine.errors import Invalid, NotFound
from engine.queries.regions import region_names_of
from engine.web import wording
from engine.web.definitions_address import DefinitionAddress, address_of, require_designer
from engine.web.definitions_files import FIELD, read_upload
from engine.web.definitions_modeler import NO_DRAFT, findings_json, modeler_page
from engine.web.request import actor, context, now, wants_json
from engine.web.security import EDIT, policy

blueprint = Blueprint("bewerken", __name__)


@blueprint.get("/<region>/<kind>/<key>/tekenen")
@policy(EDIT)
def draw(region: str, kind: str, key: str) -> str:
    """Open the modeler with the draft, or with the version that is in force."""
    address = address_of(region, kind, key)
    if address.kind is not DefinitionKind.PROCESS:
        raise NotFound("Niet gevonden.")
    return render_template("definitions/draw.html", address=address, page=modeler_page(address))


@blueprint.post("/<region>/<kind>/<key>/nakijken")
def check(region: str, kind: str, key: str) -> AnyResponse:
    """Say what the gate finds in a diagram that is being drawn; nothing is kept."""
    address = address_of(region, kind, key)
    return jsonify(findings=findings_json(_inspect(address, _text("xml").encode())))


@blueprint.post("/<region>/<kind>/<key>/concept")
def save_draft(region: str, kind: str, key: str) -> AnyResponse:
    """Keep the diagram that is on the screen, unless a colleague saved in between."""
    address = address_of(region, kind, key)
    saved = context().door.execute(
        actor(),
        SaveDefinitionDraft(
            kind=address.kind,
            key=address.key,
            region=region,
            source=_text("xml").encode(),
            revision=_revision(),
            filename=address.filename,
        ),
    )
    return jsonify(
        revision=saved.revision,
        at=wording.clock_text(now()),
        findings=findings_json(saved.findings),
    )


@blueprint.post("/<region>/<kind>/<key>/publiceren")
def publish(region: str, kind: str, key: str) -> AnyResponse:
    """Make the draft the region's newest version."""
    address = address_of(region, kind, key)
    deployed = context().door.execute(
        actor(),
        PublishDefinition(kind=address.kind, key=address.key, region=region, revision=_revision()),
    )
    message = _published(address, deployed)
    if wants_json():
        return jsonify(
            version=deployed.version,
            revision=NO_DRAFT,
            at=wording.clock_text(now()),
            message=message,
            findings=findings_json(deployed.findings),
        )
    flash(message, "good")
    return redirect(address.to("history"), 303)


@blueprint.post("/<region>/<kind>/<key>/concept/weg")
def discard(region: str, kind: str, key: str) -> AnyResponse:
    """Throw the draft away; what is published stays."""
    address = address_of(region, kind, key)
    command = DiscardDraft(kind=address.kind, key=address.key, region=region)
    context().door.execute(actor(), command)
    flash("Het concept is weggegooid.", "good")
    return redirect(address.to("history"), 303)


@blueprint.post("/<region>/bestand")
def upload(region: str) -> AnyResponse:
    """Keep a file from the desktop modeler as the region's draft, byte for byte."""
    require_designer(region)
    found = read_upload(request.files.get(FIELD))
    expected = request.form.get("sleutel")
    if expected and expected != found.key:
        message = f"In dit bestand staat '{found.key}', niet '{expected}'."
        raise Invalid(message, {FIELD: (message,)})
    address = DefinitionAddress(region=region, kind=found.kind, key=found.key)
    saved = context().door.execute(
        actor(),
        SaveDefinitionDraft(
            kind=found.kind,
            key=found.key,
            region=region,
            source=found.source,
            revision=_revision(),
            filename=found.filename,
        ),
    )
    _tell(saved.findings)
    return redirect(address.to("history"), 303)


def _tell(findings: tuple[Finding, ...]) -> None:
    if any(finding.is_error for finding in findings):
        flash("Het bestand is bewaard als concept. Publiceren kan als de fouten weg zijn.", "warn")
    else:
        flash("Het bestand is bewaard als concept en kan worden gepubliceerd.", "good")


def _inspect(address: DefinitionAddress, source: bytes) -> tuple[Finding, ...]:
    command = InspectDefinition(kind=address.kind, region=address.region, source=source)
    return context().door.execute(actor(), command)


def _published(address: DefinitionAddress, deployed: Deployed) -> str:
    with context().reading() as connection:
        region = dict(region_names_of(connection, actor()))[address.region]
    if not deployed.changed:
        return f"Er is niets veranderd: versie {deployed.version} van {region} was al hetzelfde."
    if address.kind is DefinitionKind.PROCESS:
        return (
            f"Versie {deployed.version} van {region} is gepubliceerd. Nieuwe casussen in {region}"
            " starten erop; lopende casussen blijven op hun eigen versie."
        )
    return f"Versie {deployed.version} van {region} is gepubliceerd en geldt vanaf nu."


def _text(name: str) -> str:
    value = _asked().get(name)
    if not isinstance(value, str):
        raise Invalid("Deze vraag is onvolledig.", {name: ("Ontbreekt.",)})
    return value


def _revision() -> int:
    """Read the revision of the draft that was opened; a form names it `revisie`."""
    value = _asked().get("revision" if request.is_json else "revisie") or NO_DRAFT
    try:
        return int(str(value))
    except ValueError:
        raise Invalid("Deze vraag is onvolledig.", {"revisie": ("Is geen getal.",)}) from None


def _asked() -> Mapping[str, object]:
    if not request.is_json:
        return request.form
    content = request.get_json()
    return content if isinstance(content, dict) else {}
