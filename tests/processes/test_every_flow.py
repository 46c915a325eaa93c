"""The stories together take every sequence flow and every boundary event of every diagram."""

from collections.abc import Iterable, Sequence

import pytest

from tests.processes.casework import Footprint, covered, diagram_sources, happened
from tests.processes.telling import every_story


def test_the_stories_together_take_every_flow(capsys: pytest.CaptureFixture[str]) -> None:
    footprint, stories = Footprint(), every_story()
    for tell in stories.values():
        tell(footprint)
    keys = sorted(diagram_sources())
    flows = {key: covered(key, footprint) for key in keys}
    events = {key: happened(key, footprint) for key in keys}
    with capsys.disabled():
        print(f"\n  {len(stories)} stories; flows taken / drawn, boundary events fired / drawn")
        for key in keys:
            print(f"  {key:28} {_counted(flows[key])}  {_counted(events[key])}")
        print(f"  {'together':28} {_summed(flows.values())}  {_summed(events.values())}")
    assert {key: missed for key, (_, missed) in flows.items() if missed} == {}
    assert {key: missed for key, (_, missed) in events.items() if missed} == {}


def _counted(found: tuple[int, Sequence[str]]) -> str:
    taken, missed = found
    return f"{taken:3} / {taken + len(missed):3}"


def _summed(found: Iterable[tuple[int, Sequence[str]]]) -> str:
    together = list(found)
    taken = sum(count for count, _ in together)
    return f"{taken:3} / {taken + sum(len(missed) for _, missed in together):3}"
