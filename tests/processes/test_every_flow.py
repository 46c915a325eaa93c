"""The stories together take every sequence flow of every diagram."""

import pytest

from tests.processes.casework import Footprint, covered, diagram_sources
from tests.processes.telling import every_story


def test_the_stories_together_take_every_flow(capsys: pytest.CaptureFixture[str]) -> None:
    footprint, stories = Footprint(), every_story()
    for tell in stories.values():
        tell(footprint)
    counted = {key: covered(key, footprint) for key in sorted(diagram_sources())}
    with capsys.disabled():
        print(f"\n  {len(stories)} stories; flows taken / flows drawn")
        for key, (taken, missed) in counted.items():
            print(f"  {key:28} {taken:3} / {taken + len(missed)}")
    assert {key: missed for key, (_, missed) in counted.items() if missed} == {}
