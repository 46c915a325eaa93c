"""Every construct the engine runs takes its expected path, also when it rests after every step."""

import pytest

from engine.bpmn.step import Snapshot
from tests.processes.constructs import CONSTRUCTS
from tests.processes.plays import Construct, Player, evaluated

every_construct = pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda one: one.name)


def as_it_is(snapshot: Snapshot) -> Snapshot:
    return snapshot


@every_construct
def test_a_construct_takes_its_path_in_memory(construct: Construct) -> None:
    instance = Player(construct).play()
    for name, text in construct.then.items():
        assert instance.variables.get(name) == evaluated(text, {})


@every_construct
def test_a_construct_takes_the_same_path_when_restored_after_every_step(
    construct: Construct,
) -> None:
    instance = Player(construct, rest=as_it_is).play()
    for name, text in construct.then.items():
        assert instance.variables.get(name) == evaluated(text, {})
