"""How stories are told: each is one walk, and all together cover the diagrams.

A story starts where it needs to: at a signal, at a case, or in the process that it is about. The
stories of a process stand in `tests/processes/stories/`, in a module with the name of the process,
next to the walks and the answers that other stories borrow.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from tests.processes.casework import Answers, Casework, Footprint

Story = Callable[[Footprint], Casework]
INVOLVED: Answers = {"client_betrokken": "ja"}
_STORIES: dict[str, Story] = {}


def story(tell: Story) -> Story:
    """Count a story among those that must cover the diagrams."""
    _STORIES[f"{tell.__module__.rpartition('.')[2]}.{tell.__name__}"] = tell
    return tell


def every_story() -> Mapping[str, Story]:
    """Give the stories of every process."""
    for path in sorted((Path(__file__).parent / "stories").glob("*.py")):
        import_module(f"tests.processes.stories.{path.stem}")
    return _STORIES


def within(key: str, footprint: Footprint, **known: object) -> Casework:
    """Begin in the middle: in one process, with what is known by then."""
    return Casework(key, {"urgentie": "3", "casusnummer": "1", **known}, footprint=footprint)
