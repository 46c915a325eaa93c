"""Forms ask little: the working method is not meant to build a large administration."""

import json
import statistics
from collections.abc import Iterator
from functools import cache
from typing import cast

from tests.processes.casework import ROOT

Part = dict[str, object]


@cache
def forms() -> dict[str, tuple[Part, ...]]:
    """Give the questions of every form."""
    paths = sorted((ROOT / "forms").glob("*.form"))
    return {path.stem: tuple(_asked(json.loads(path.read_text("utf-8")))) for path in paths}


def _asked(part: Part) -> Iterator[Part]:
    for child in cast("list[Part]", part.get("components", [])):
        if child.get("key"):
            yield child
        yield from _asked(child)


def always(questions: tuple[Part, ...]) -> int:
    """Count what everybody has to answer, whatever was answered before."""
    needed = [part for part in questions if not part.get("conditional")]
    return sum(cast("Part", part.get("validate") or {}).get("required") is True for part in needed)


def test_an_ordinary_task_asks_a_handful_of_questions() -> None:
    # Regel 10: geen groot administratief systeem.
    asked = [len(questions) for questions in forms().values()]
    needed = [always(questions) for questions in forms().values()]
    print(f"\n[forms] {len(asked)} forms, median {statistics.median(asked)} questions,"
          f" {statistics.median(needed)} of them always needed; most {max(needed)}")  # fmt: skip
    assert statistics.median(asked) <= 5
    assert statistics.median(needed) <= 3
    assert max(needed) <= 15


def test_every_free_text_has_an_end() -> None:
    # Regel 10: alleen wat nodig is; ook een vrije tekst heeft een grens.
    endless = [
        f"{name}: {part['key']}"
        for name, questions in forms().items()
        for part in questions
        if part.get("type") == "textarea"
        and not cast("Part", part.get("validate") or {}).get("maxLength")
    ]
    assert endless == []
