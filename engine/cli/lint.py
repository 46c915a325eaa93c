"""Checking and publishing definitions from files."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from engine import delivered
from engine.app import build_application
from engine.bpmn.gate import World
from engine.cli.output import say
from engine.commands.definitions import Deploy, SourceFile
from engine.commands.examining import Examined, examine
from engine.commands.knowable import GIVEN
from engine.commands.recording import RECORDERS
from engine.domain.access import SYSTEM, Role
from engine.domain.definition import Finding
from engine.domain.kinds import DefinitionKind
from engine.errors import DefinitionRefused, Invalid
from engine.jobs import internal
from engine.service_tasks import load_handlers
from engine.settings import Settings

_KINDS = {f".{kind.suffix}": kind for kind in DefinitionKind}


def lint(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what the gate finds in files; 1 when any of it keeps a file out.

    Without a database: files that are named together, stand beside each other, or came with the
    program may refer to each other.
    """
    paths = _files(arguments.paths)
    beside = {path for parent in {p.parent for p in paths} for path in _definitions(parent)}
    shipped = {path for folder in delivered.folders() for path in _definitions(folder)}
    world = _world([_examined(path, None) for path in beside | shipped], settings)
    wrong = False
    for path in paths:
        found = _examined(path, world)
        wrong |= bool(found.faults)
        for finding in found.findings:
            say(f"{path}: {finding}")
    if not wrong:
        files = "Eén bestand" if len(paths) == 1 else f"{len(paths)} bestanden"
        say(f"{files} nagekeken: geen fouten.")
    return int(wrong)


def deploy(arguments: argparse.Namespace, settings: Settings) -> int:
    """Publish files: nationally, or as a region's own version. All or none."""
    application = build_application(settings)
    try:
        if not arguments.paths and not arguments.region:
            deployed = delivered.deliver(application.door)
        else:
            command = Deploy(files=_sources(arguments.paths), region=arguments.region)
            deployed = application.door.execute(SYSTEM, command)
    except DefinitionRefused as refusal:
        _print_findings(refusal.findings)
        raise
    finally:
        application.close()
    for one in deployed:
        state = "nieuwe versie" if one.changed else "ongewijzigd"
        say(f"{one.kind.value} {one.key}: versie {one.version} ({state})")
    return 0


def _sources(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    found = delivered.read_sources(paths or delivered.folders())
    if not found:
        raise Invalid("Hier staan geen .bpmn-, .dmn- of .form-bestanden.")
    return found


def _print_findings(findings: Sequence[object]) -> None:
    for finding in findings:
        if isinstance(finding, Finding):
            say(str(finding))


def _files(paths: Sequence[Path]) -> list[Path]:
    found = [file for path in paths for file in (_definitions(path) if path.is_dir() else [path])]
    unknown = [path.name for path in found if path.suffix not in _KINDS]
    if unknown:
        raise Invalid(f"Geen .bpmn, .dmn of .form: {', '.join(unknown)}.")
    return found


def _definitions(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in _KINDS)


def _examined(path: Path, world: World | None) -> Examined:
    return examine(_KINDS[path.suffix], path.read_bytes(), world)


def _world(together: Sequence[Examined], settings: Settings) -> World:
    def keys(kind: DefinitionKind) -> frozenset[str]:
        return frozenset(name for found in together if found.kind is kind for name in found.names)

    return World(
        topics=frozenset((*load_handlers(settings.handlers), *internal.TOPICS)),
        called_processes=keys(DefinitionKind.PROCESS),
        forms=keys(DefinitionKind.FORM),
        decisions=keys(DefinitionKind.DECISION),
        terms=frozenset(delivered.delivered_terms()),
        roles=frozenset(Role),
        recorders=frozenset(RECORDERS),
        variables=GIVEN.union(*(found.variables for found in together)),
        calls={key: found.calls for found in together for key in found.names},
        file_forms=frozenset().union(*(found.file_forms for found in together)),
    )
