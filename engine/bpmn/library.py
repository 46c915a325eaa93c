"""Compiled diagrams, kept in memory.

A bundle is what one process instance runs on: its own diagram and the diagrams of the processes
it calls, in the versions that were bound when it started. Compiling takes milliseconds and an
instance takes a step many times a day, so bundles are cached by what is in the files. Nothing in
a bundle changes at run time; threads share it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.bpmn.model import parse_diagram
from engine.bpmn.parsing import blueprints
from engine.bpmn.tokens import Blueprint
from engine.domain.definition import Finding, Severity
from engine.errors import DefinitionRefused

_MAIN = "."
_BUNDLES = 512
_FILES = 1024


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A process and the processes it calls. `key` is the id of the process."""

    key: str
    blueprints: Mapping[str, Blueprint]
    main: str = _MAIN


def compile_bundle(main: bytes, called: Mapping[str, bytes]) -> Bundle:
    """Compile a diagram with the diagrams it calls, by `calledElement`: `key`, or `key@3`.

    What runs in a called diagram goes by that name, so that its version can be found again.

    Raises `DefinitionRefused` when a diagram cannot be read or run.
    """
    return _bundle(main, tuple(sorted(called.items())))


@lru_cache(maxsize=_BUNDLES)
def _bundle(main: bytes, called: tuple[tuple[str, bytes], ...]) -> Bundle:
    compiled = dict(_file(main, _MAIN))
    for key, source in called:
        compiled.update(_file(source, key))
    return Bundle(key=compiled[_MAIN].process_key, blueprints=compiled)


@lru_cache(maxsize=_FILES)
def _file(source: bytes, name: str) -> Mapping[str, Blueprint]:
    try:
        process = parse_diagram(source).executable
    except LookupError:
        raise _refused("Het bestand heeft geen of meer dan één uitvoerbaar proces.") from None
    key = process.id if name == _MAIN else name
    return {found.name: found for found in blueprints(process, name, key)}


def _refused(message: str) -> DefinitionRefused:
    finding = Finding(
        rule="uitvoerbaar-proces",
        severity=Severity.ERROR,
        message=message,
        advice="Zet bij één proces 'uitvoerbaar' aan.",
    )
    return DefinitionRefused(message, (finding,))
