"""The house rules that a machine can hold: how the code reads, and what the locks may name."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("engine", "handlers") for path in (ROOT / folder).rglob("*.py"))
PURE = sorted(
    path
    for folder in ("domain", "feel", "decisions", "forms", "bpmn")
    for path in (ROOT / "engine" / folder).rglob("*.py")
)
FORBIDDEN_NAMES = ("Manager", "Helper", "Processor", "Util", "Info")
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_a_docstring(path: Path) -> None:
    assert path.name == "__init__.py" or ast.get_docstring(parsed(path))


def test_functions_are_short() -> None:
    lengths = [length(function) for path in CODE for function in functions(path)]
    ninetieth = statistics.quantiles(lengths, n=10)[-1]
    print(f"\n[style] {len(lengths)} functions, median {statistics.median(lengths)} lines,"
          f" p90 {ninetieth:.0f}, longest {max(lengths)}")  # fmt: skip
    assert statistics.median(lengths) <= 10
    assert ninetieth <= 30
    assert sum(lines > 50 for lines in lengths) <= len(lengths) / 40


def test_no_class_has_a_name_that_says_nothing() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in CODE
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(FORBIDDEN_NAMES)
    ]
    assert named == []


def test_the_core_asks_nobody_what_time_it_is() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PURE
        if path.name != "clock.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCKS
    ]
    assert asked == []


def test_nothing_is_left_to_do_in_comments() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in CODE
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda p: p.name)
def test_every_locked_package_has_hashes_and_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert packages
    assert all(line.endswith("\\") for line in packages)
    assert "://" not in text


def test_the_front_end_installs_without_scripts_and_names_no_registry() -> None:
    settings = (ROOT / "frontend" / ".npmrc").read_text(encoding="utf-8")
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "ignore-scripts=true" in settings
    assert '"resolved"' not in lock


def test_the_licence_is_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
