"""How fast is FEEL? A gateway condition and a table of twenty rules, beside other ways.

    python benchmarks/feel.py [--node-modules DIR] [--other-python PROGRAM]

DIR has feelin, PROGRAM is the Python of an environment with bkflow-feel and pySFeel, if you
installed those (never in ours: nothing of the engine uses them).

Prints microseconds per evaluation and the ratio to Python's own `eval` of the same thing; aims
are 5 µs for a condition and 100 µs for a table. Parsing is not counted: texts are compiled once.
"""

import argparse
import json
import math
import subprocess
import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from engine.decisions import parse_decisions
from engine.domain.calendar import dutch_calendar
from engine.feel import Scope, compile_expression

SCOPE = Scope(
    now=datetime(2026, 6, 1, tzinfo=UTC), terms=lambda _name: None, calendar=dutch_calendar()
)
CONTEXT: dict[str, object] = {
    "urgentie": Decimal(2),
    "toestand": "wacht-op-plek",
    "in_mo": False,
    "leeftijd": Decimal(83),
    "ethos": Decimal(6),
    "regio": "5507",
}
CONDITIONS = {
    "vergelijking": ("urgentie = 1", "urgentie == 1"),
    "voorwaarde": (
        'urgentie <= 2 and toestand = "wacht-op-plek" and not(in_mo)',
        'urgentie <= 2 and toestand == "wacht-op-plek" and not in_mo',
    ),
    "rekenen": ("(leeftijd - 18) * 12 / 2 > 100", "(leeftijd - 18) * 12 / 2 > 100"),
    "lijst": (
        "some x in [1, 2, 3, 4, 5, 6] satisfies x = ethos",
        "any(x == ethos for x in [1, 2, 3, 4, 5, 6])",
    ),
}
INPUTS = ("urgentie", "ethos", "leeftijd", "regio")


def rules() -> list[tuple[str, str, str, str]]:
    """Return twenty rows of which only the last one hits."""
    rows = [
        (str(n % 3 + 3), f"[{n}..{n + 1}]", f"< {n + 40}", f'"{5500 + n}", "{5600 + n}"')
        for n in range(9)
    ]
    rows += [("<= 2", f"< {n % 5}", f">= {n + 60}", "-") for n in range(10)]
    return [*rows, ("-", "-", "-", "-")]


def table() -> bytes:
    """Write the rows as a DMN file."""
    heads = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in INPUTS
    )
    lines = []
    for number, row in enumerate(rules(), 1):
        cells = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in row)
        lines.append(f"<rule>{cells}<outputEntry><text>{number}</text></outputEntry></rule>")
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="b">'
        '<decision id="t" name="t"><decisionTable hitPolicy="FIRST">'
        f'{heads}<output name="u"/>{"".join(lines)}</decisionTable></decision></definitions>'
    ).encode()


def python_table() -> Callable[[], object]:
    """Do the same twenty rules with eval, as engines do that run Python in tables."""
    compiled = [
        [
            compile(_python(name, cell), "cel", "eval")
            for name, cell in zip(INPUTS, row, strict=True)
        ]
        for row in rules()
    ]

    def decide() -> object:
        for number, row in enumerate(compiled, 1):
            if all(eval(cell, {}, CONTEXT) for cell in row):  # noqa: S307 -- what we compare with
                return number
        return None

    return decide


def _python(name: str, cell: str) -> str:
    if cell == "-":
        return "True"
    if cell.startswith("["):
        low, high = cell.strip("[]").split("..")
        return f"{low} <= {name} <= {high}"
    if cell.startswith(("<", ">")):
        return f"{name} {cell}"
    return f"{name} in ({cell},)"


def microseconds(work: Callable[[], object]) -> float:
    """Return the best of seven runs of about 50 ms of processor time."""
    timer = timeit.Timer(work, timer=time.process_time)
    once = max(timer.timeit(number=50) / 50, 1e-8)
    number = max(50, int(0.05 / once))
    return min(timer.repeat(number=number, repeat=7)) / number * 1e6


def feelin(folder: Path) -> dict[str, float]:
    """Measure feelin on the same conditions, in node."""
    texts = {name: feel for name, (feel, _) in CONDITIONS.items()}
    plain = {k: float(v) if isinstance(v, Decimal) else v for k, v in CONTEXT.items()}
    script = f"""
      import {{ evaluate }} from 'feelin';
      const context = {json.dumps(plain)}, found = {{}};
      for (const [name, text] of Object.entries({json.dumps(texts)})) {{
        for (let i = 0; i < 200; i++) evaluate(text, context);
        const start = process.cpuUsage();
        for (let i = 0; i < 500; i++) evaluate(text, context);
        const spent = process.cpuUsage(start);
        found[name] = (spent.user + spent.system) / 500;
      }}
      console.log(JSON.stringify(found));
    """
    command = ["node", "--input-type=module", "-e", script]  # the folder decides what is found
    done = subprocess.run(  # noqa: S603 -- our own script
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=120
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


PYPI = """
import json, sys, time
conditions, context = json.loads(sys.argv[1])
def bkflow():
    from bkflow_feel.api import parse_expression
    return lambda text: parse_expression(text, context)
def pysfeel():
    import pySFeel
    parser = pySFeel.SFeelParser()
    for name, value in context.items():
        parser.sFeelParse(f"{name} <- {json.dumps(value)}")
    return parser.sFeelParse
found = {}
for engine, make in {"bkflow-feel": bkflow, "pySFeel": pysfeel}.items():
    found[engine] = {}
    for name, text in conditions.items():
        try:
            ask = make()
            ask(text)
            times = []
            for _ in range(200):
                start = time.process_time()
                ask(text)
                times.append(time.process_time() - start)
            found[engine][name] = min(times) * 1e6
        except Exception as fault:
            print(engine, name, repr(fault)[:80], file=sys.stderr)
print(json.dumps(found))
"""


def from_pypi(python: Path) -> dict[str, dict[str, float]]:
    """Measure engines of PyPI on the same conditions; what one cannot read is left out."""
    texts = {name: feel for name, (feel, _) in CONDITIONS.items()}
    plain = {k: int(v) if isinstance(v, Decimal) else v for k, v in CONTEXT.items()}
    done = subprocess.run(  # noqa: S603 -- our own script
        [python, "-c", PYPI, json.dumps([texts, plain])],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node-modules", type=Path, help="folder whose node_modules has feelin")
    parser.add_argument("--other-python", type=Path, help="Python that has bkflow-feel, pySFeel")
    arguments = parser.parse_args()
    others = {"feelin": feelin(arguments.node_modules)} if arguments.node_modules else {}
    others |= from_pypi(arguments.other_python) if arguments.other_python else {}
    heads = "".join(f"{engine:>14}" for engine in others)
    print(f"{'':<16}{'FEEL µs':>10}{'eval µs':>10}{'verhouding':>12}{heads}")
    for name, (feel, python) in CONDITIONS.items():
        expression, code = compile_expression(feel), compile(python, name, "eval")
        ours = microseconds(lambda: expression.evaluate(CONTEXT, SCOPE))  # noqa: B023 -- used at once
        base = microseconds(lambda: eval(code, dict(CONTEXT)))  # noqa: B023, S307 -- idem, compared with
        other = "".join(f"{times.get(name, math.nan):>14.1f}" for times in others.values())
        print(f"{name:<16}{ours:>10.2f}{base:>10.2f}{ours / base:>12.2f}{other}")
    model = parse_decisions(table())
    ours = microseconds(lambda: model.evaluate("t", CONTEXT, SCOPE))
    base = microseconds(python_table())
    print(f"{'tabel 20 regels':<16}{ours:>10.2f}{base:>10.2f}{ours / base:>12.2f}")


if __name__ == "__main__":
    main()
