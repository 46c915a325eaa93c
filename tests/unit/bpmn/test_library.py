"""Compiled diagrams are shared: by instances, by bundles and by threads."""

import pytest

from engine.bpmn.library import Bundle, compile_bundle
from engine.bpmn.runtime import Instance
from engine.errors import DefinitionRefused
from tests.drawing import call, diagram, end, flows, start, user
from tests.processes.plays import at, waiting


def calling(called: bytes) -> Bundle:
    drawn = diagram(start(), call("r", "deel"), end(), flows("begin > r > einde"))
    return compile_bundle(drawn, {"deel": called})


def variant(task: str) -> bytes:
    return diagram(start(), user(task), end(), flows(f"begin > {task} > einde"), key="deel")


def test_the_same_files_are_compiled_once() -> None:
    assert calling(variant("a")) is calling(bytes(bytearray(variant("a"))))


def test_each_region_runs_its_own_variant_of_a_called_process() -> None:
    north = Instance.start(calling(variant("noord")), {}, at())
    south = Instance.start(calling(variant("zuid")), {}, at())
    assert (waiting(north), waiting(south)) == (["noord"], ["zuid"])


def test_a_file_without_one_executable_process_is_refused() -> None:
    drawn = diagram(start(), end(), flows("begin > einde"))
    with pytest.raises(DefinitionRefused):
        compile_bundle(drawn.replace(b'isExecutable="true"', b'isExecutable="false"'), {})
