"""One small diagram per BPMN construct, with the path it must take: the table behind the suite."""

from tests.drawing import (
    both,
    call,
    catch,
    diagram,
    end,
    flow,
    flows,
    node,
    race,
    refers,
    rim,
    script,
    service,
    some,
    start,
    sub,
    throw,
    timer,
    user,
    xor,
)
from tests.processes.plays import Construct

MESSAGES = (
    '<message id="m-nieuws" name="nieuws"/><message id="m-antwoord" name="antwoord"/>'
    '<signal id="s-alarm" name="alarm"/>'
    '<error id="e-weg" errorCode="WEG" name="weg"/><error id="e-stuk" errorCode="STUK"/>'
    '<escalation id="x-hoog" escalationCode="HOOG"/><escalation id="x-laag" escalationCode="LAAG"/>'
)
WEEKLY = timer("R3/P1W", "timeCycle")
HALF_DAY = timer("PT12H")


def many(inside: str = "", *, sequential: bool = False, **attributes: str) -> str:
    """A multi-instance marker."""
    written = {**attributes, "isSequential": "true" if sequential else "false"}
    marked = "".join(f' {key.replace("camunda_", "camunda:")}="{v}"' for key, v in written.items())
    return f"<multiInstanceLoopCharacteristics{marked}>{inside}</multiInstanceLoopCharacteristics>"


def over(items: str, item: str, *, sequential: bool = False, until: str = "") -> str:
    """A multi-instance marker over a collection."""
    inside = f"<completionCondition>{until}</completionCondition>" if until else ""
    return many(
        inside, sequential=sequential, camunda_collection=items, camunda_elementVariable=item
    )


def times(count: str, *, sequential: bool = False) -> str:
    """A multi-instance marker with a number of rounds."""
    return many(f"<loopCardinality>{count}</loopCardinality>", sequential=sequential)


def inputs(**values: str) -> str:
    """Input parameters."""
    written = "".join(
        f'<camunda:inputParameter name="{name}">{text}</camunda:inputParameter>'
        for name, text in values.items()
    )
    mapped = f"<camunda:inputOutput>{written}</camunda:inputOutput>"
    return f"<extensionElements>{mapped}</extensionElements>"


CALLED = diagram(
    start("c-begin"),
    user("c-taak"),
    end("c-einde"),
    flows("c-begin > c-taak > c-einde"),
    key="deel",
)

TASKS = (
    Construct(
        name="user tasks in a row",
        drawn=diagram(start(), user("a"), user("b"), end(), flows("begin > a > b > einde")),
        play="""
            start -> a
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="service task waits for its handler",
        drawn=diagram(start(), service("s"), user("a"), end(), flows("begin > s > a > einde")),
        play="""
            start    -> !s
            !s x = 7 -> a
            a        -> .
        """,
        then={"x": "7"},
    ),
    Construct(
        name="script task in FEEL sees its own earlier lines",
        drawn=diagram(
            start(),
            script("s", "x = 2\n// een opmerking\ny = x * 21\nz =\n  y + 1"),
            user("a"),
            end(),
            flows("begin > s > a > einde"),
        ),
        play="""
            start -> a
            a     -> .
        """,
        then={"x": "2", "y": "42", "z": "43"},
    ),
    Construct(
        name="business rule task keeps the outcome in its variable",
        drawn=diagram(
            start(),
            node(
                "businessRuleTask",
                "r",
                camunda_decisionRef="x * 2",
                camunda_resultVariable="dubbel",
                camunda_mapDecisionResult="singleEntry",
            ),
            user("a"),
            end(),
            flows("begin > r > a > einde"),
        ),
        variables={"x": 21},
        play="""
            start -> a
            a     -> .
        """,
        then={"dubbel": "42"},
    ),
    Construct(
        name="business rule task collects the entries of several rules",
        drawn=diagram(
            start(),
            node(
                "businessRuleTask",
                "r",
                camunda_decisionRef="[{soort: 1}, {soort: 2}]",
                camunda_resultVariable="soorten",
                camunda_mapDecisionResult="collectEntries",
            ),
            user("a"),
            end(),
            flows("begin > r > a > einde"),
        ),
        play="""
            start -> a
            a     -> .
        """,
        then={"soorten": "[1, 2]"},
    ),
    Construct(
        name="send task throws its message, receive task waits for one",
        drawn=diagram(
            start(),
            node("sendTask", "stuur", messageRef="m-nieuws"),
            node("receiveTask", "wacht", messageRef="m-antwoord"),
            user("a"),
            end(),
            flows("begin > stuur > wacht > a > einde"),
            extra=MESSAGES,
        ),
        play="""
            start             -> ?antwoord ^nieuws
            ?antwoord x = "ja" -> a
            a                 -> .
        """,
        then={"x": '"ja"'},
    ),
)

GATEWAYS = (
    Construct(
        name="exclusive gateway takes the first flow that holds",
        drawn=diagram(
            start(),
            xor("g", default="g--c"),
            user("a"),
            user("b"),
            user("c"),
            end(),
            flows("begin > g", "g > c > einde", "a > einde", "b > einde"),
            flow("g", "a", "x > 10"),
            flow("g", "b", "x > 5"),
        ),
        variables={"x": 20},
        play="""
            start -> a
            a     -> .
        """,
    ),
    Construct(
        name="exclusive gateway falls back to its default flow",
        drawn=diagram(
            start(),
            xor("g", default="g--c"),
            user("a"),
            user("c"),
            end(),
            flow("g", "a", "x > 10"),
            flows("begin > g", "g > c > einde", "a > einde"),
        ),
        variables={"x": 1},
        play="""
            start -> c
            c     -> .
        """,
    ),
    Construct(
        name="loop through an exclusive gateway",
        drawn=diagram(
            start(),
            xor("m"),
            user("a"),
            xor("g", default="g--einde"),
            end(),
            flows("begin > m > a > g > einde"),
            flow("g", "m", "nog"),
        ),
        play="""
            start         -> a
            a nog = true  -> a
            a nog = true  -> a
            a nog = false -> .
        """,
    ),
    Construct(
        name="parallel gateway waits for all branches",
        drawn=diagram(
            start(),
            both("f"),
            user("a"),
            user("b"),
            user("c"),
            both("j"),
            user("d"),
            end(),
            flows("begin > f > a > j > d > einde", "f > b > j", "f > c > j"),
        ),
        play="""
            start -> a b c
            b     -> a c
            a     -> c
            c     -> d
            d     -> .
        """,
    ),
    Construct(
        name="parallel gateway in a loop waits in every round, whatever the order",
        drawn=diagram(
            start(),
            xor("m"),
            both("f"),
            user("a"),
            user("b"),
            both("j"),
            xor("g", default="g--einde"),
            end(),
            flows("begin > m > f > a > j > g > einde", "f > b > j"),
            flow("g", "m", "nog"),
        ),
        variables={"nog": True},
        play="""
            start       -> a b
            b           -> a
            a           -> a b
            a           -> b
            b           -> a b
            b           -> a
            a nog=false -> .
        """,
    ),
    Construct(
        name="a second token on the same flow waits for the next round of the join",
        drawn=diagram(
            start(),
            both("f"),
            user("a"),
            user("b"),
            user("c"),
            xor("m"),
            both("j"),
            user("d"),
            end(),
            flows("begin > f > a > m > j > d > einde", "f > b > m", "f > c > j"),
        ),
        play="""
            start -> a b c
            a     -> b c
            b     -> c
            c     -> d
        """,
    ),
    Construct(
        name="inclusive gateway takes every flow that holds and joins them again",
        drawn=diagram(
            start(),
            some("f", default="f--c"),
            user("a"),
            user("b"),
            user("c"),
            some("j"),
            user("d"),
            end(),
            flow("f", "a", "x > 1"),
            flow("f", "b", "x > 2"),
            flows("begin > f > c > j > d > einde", "a > j", "b > j"),
        ),
        variables={"x": 3},
        play="""
            start -> a b
            b     -> a
            a     -> d
            d     -> .
        """,
    ),
    Construct(
        name="inclusive gateway with one branch does not wait for the others",
        drawn=diagram(
            start(),
            some("f", default="f--c"),
            user("a"),
            user("b"),
            user("c"),
            some("j"),
            user("d"),
            end(),
            flow("f", "a", "x > 1"),
            flow("f", "b", "x > 2"),
            flows("begin > f > c > j > d > einde", "a > j", "b > j"),
        ),
        variables={"x": 0},
        play="""
            start -> c
            c     -> d
            d     -> .
        """,
    ),
    Construct(
        name="inclusive gateway in a loop",
        drawn=diagram(
            start(),
            xor("m"),
            some("f", default="f--c"),
            user("a"),
            user("b"),
            user("c"),
            some("j"),
            xor("g", default="g--einde"),
            end(),
            flow("f", "a", "x > 1"),
            flow("f", "b", "x > 2"),
            flow("g", "m", "nog"),
            flows("begin > m > f > c > j > g > einde", "a > j", "b > j"),
        ),
        variables={"x": 3, "nog": True},
        play="""
            start        -> a b
            a            -> b
            b            -> a b
            b            -> a
            a x=2        -> a
            a x=0        -> c
            c x=3        -> a b
            a            -> b
            b nog=false  -> .
        """,
    ),
    Construct(
        name="inclusive join lets through when the other branch took another way",
        drawn=diagram(
            start(),
            both("f"),
            user("a"),
            user("b"),
            xor("g", default="g--j"),
            some("j"),
            user("c"),
            end(),
            end("weg"),
            flow("g", "weg", "afgehaakt"),
            flows("begin > f > a > j > c > einde", "f > b > g > j"),
        ),
        play="""
            start             -> a b
            a                 -> b
            b afgehaakt=true  -> c
            c                 -> .
        """,
    ),
    Construct(
        name="event-based gateway: of two timers and two messages the first to come decides",
        drawn=diagram(
            start(),
            race("g"),
            catch("t5", timer("P5D")),
            catch("t2", timer("P2D")),
            catch("mn", refers("message", "m-nieuws")),
            node("receiveTask", "ma", messageRef="m-antwoord"),
            *(user(name) for name in "abcd"),
            end(),
            flows("begin > g > t5 > a > einde", "g > t2 > b > einde"),
            flows("g > mn > c > einde", "g > ma > d > einde"),
            extra=MESSAGES,
        ),
        play="""
            start -> @t5 @t2 ?nieuws ?antwoord
            @t2   -> b
            b     -> .
        """,
    ),
    Construct(
        name="event-based gateway: a message ends the timers",
        drawn=diagram(
            start(),
            race("g"),
            catch("t5", timer("P5D")),
            catch("mn", refers("message", "m-nieuws")),
            user("a"),
            user("c"),
            end(),
            flows("begin > g > t5 > a > einde", "g > mn > c > einde"),
            extra=MESSAGES,
        ),
        play="""
            start             -> @t5 ?nieuws
            ?nieuws soort = 3 -> c
            c                 -> .
        """,
        then={"soort": "3"},
    ),
    Construct(
        name="event-based gateway in a loop",
        drawn=diagram(
            start(),
            xor("m"),
            race("g"),
            catch("t", timer("P1D")),
            catch("mn", refers("message", "m-nieuws")),
            end(),
            flows("begin > m > g > t > m", "g > mn > einde"),
            extra=MESSAGES,
        ),
        play="""
            start   -> @t ?nieuws
            @t      -> @t ?nieuws
            @t      -> @t ?nieuws
            ?nieuws -> .
        """,
    ),
)

SCOPES = (
    Construct(
        name="call activity runs the bound process and shares its variables",
        drawn=diagram(start(), call("r", "deel"), user("a"), end(), flows("begin > r > a > einde")),
        called={"deel": CALLED},
        play="""
            start        -> c-taak
            c-taak x = 1 -> a
            a            -> .
        """,
        then={"x": "1"},
    ),
    Construct(
        name="call activity in a call activity",
        drawn=diagram(start(), call("r", "tussen"), end(), flows("begin > r > einde")),
        called={
            "deel": CALLED,
            "tussen": diagram(
                start(),
                call("d", "deel"),
                user("t"),
                end(),
                flows("begin > d > t > einde"),
                key="tussen",
            ),
        },
        play="""
            start  -> c-taak
            c-taak -> t
            t      -> .
        """,
    ),
    Construct(
        name="embedded and nested sub-process",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                user("a"),
                sub(
                    "n",
                    start("n-begin"),
                    user("b"),
                    end("n-einde"),
                    flows("n-begin > b > n-einde"),
                ),
                end("s-einde"),
                flows("s-begin > a > n > s-einde"),
            ),
            user("c"),
            end(),
            flows("begin > s > c > einde"),
        ),
        play="""
            start -> a
            a     -> b
            b     -> c
            c     -> .
        """,
    ),
    Construct(
        name="a sub-process ends when its last branch does",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                both("f"),
                user("a"),
                user("b"),
                end("ea"),
                end("eb"),
                flows("s-begin > f > a > ea", "f > b > eb"),
            ),
            user("c"),
            end(),
            flows("begin > s > c > einde"),
        ),
        play="""
            start -> a b
            a     -> b
            b     -> c
            c     -> .
        """,
    ),
    Construct(
        name="a terminate end ends its own sub-process only",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                both("f"),
                user("a"),
                user("b"),
                end("ea", "<terminateEventDefinition/>"),
                end("eb"),
                flows("s-begin > f > a > ea", "f > b > eb"),
            ),
            user("c"),
            end(),
            flows("begin > s > c > einde"),
        ),
        play="""
            start -> a b
            a     -> c
            c     -> .
        """,
    ),
    Construct(
        name="a terminate end ends everything in its process",
        drawn=diagram(
            start(),
            both("f"),
            user("a"),
            call("r", "deel"),
            end("ea", "<terminateEventDefinition/>"),
            end("er"),
            flows("begin > f > a > ea", "f > r > er"),
        ),
        called={"deel": CALLED},
        play="""
            start -> a c-taak
            a     -> .
        """,
    ),
    Construct(
        name="a terminate end in a called process ends that process only",
        drawn=diagram(start(), call("r", "deel"), user("b"), end(), flows("begin > r > b > einde")),
        called={
            "deel": diagram(
                start(),
                both("f"),
                user("a"),
                user("c"),
                end("ea", "<terminateEventDefinition/>"),
                end("ec"),
                flows("begin > f > a > ea", "f > c > ec"),
                key="deel",
            )
        },
        play="""
            start -> a c
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="link events jump within the process",
        drawn=diagram(
            start(),
            user("a"),
            throw("naar", '<linkEventDefinition name="verder"/>'),
            catch("van", '<linkEventDefinition name="verder"/>'),
            user("b"),
            end(),
            flows("begin > a > naar", "van > b > einde"),
        ),
        play="""
            start -> a
            a     -> b
            b     -> .
        """,
    ),
)

ROUNDS = (
    Construct(
        name="multi-instance user task, parallel, over a list",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam")),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        variables={"namen": ["x", "y", "z"]},
        play="""
            start -> a a a
            a     -> a a
            a     -> a
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="multi-instance user task, sequential, by number",
        drawn=diagram(
            start(),
            user("a", times("aantal", sequential=True)),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        variables={"aantal": 2},
        play="""
            start -> a
            a     -> a
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="multi-instance over an empty list is over at once",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam")),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        variables={"namen": []},
        play="""
            start -> b
            b     -> .
        """,
    ),
    Construct(
        name="multi-instance ends early when its completion condition holds",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam", until="nrOfCompletedInstances = 2")),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        variables={"namen": ["x", "y", "z", "q"]},
        play="""
            start -> a a a a
            a     -> a a a
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="multi-instance in a row ends early when its completion condition holds",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam", sequential=True, until="akkoord = true")),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        variables={"namen": ["x", "y", "z", "q"], "akkoord": False},
        play="""
            start            -> a
            a                -> a
            a akkoord = true -> b
            b                -> .
        """,
    ),
    Construct(
        name="multi-instance service task",
        drawn=diagram(
            start(),
            service("s", over("namen", "naam")),
            user("b"),
            end(),
            flows("begin > s > b > einde"),
        ),
        variables={"namen": ["x", "y"]},
        play="""
            start -> !s !s
            !s    -> !s
            !s    -> b
            b     -> .
        """,
    ),
    Construct(
        name="multi-instance script task, in a row",
        drawn=diagram(
            start(),
            node(
                "scriptTask",
                "s",
                over("getallen", "getal", sequential=True) + "<script>som = som + getal</script>",
                scriptFormat="feel",
            ),
            user("b"),
            end(),
            flows("begin > s > b > einde"),
        ),
        variables={"getallen": [1, 2, 39], "som": 0},
        play="""
            start -> b
            b     -> .
        """,
        then={"som": "42", "getal": "null"},
    ),
    Construct(
        name="multi-instance sub-process, parallel: each round has its own item",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                user("a"),
                xor("g", default="g--s-einde"),
                user("b"),
                end("s-einde"),
                end("s-anders"),
                flow("g", "b", 'naam = "y"'),
                flows("s-begin > a > g > s-einde", "b > s-anders"),
                inside=over("namen", "naam"),
            ),
            user("c"),
            end(),
            flows("begin > s > c > einde"),
        ),
        variables={"namen": ["x", "y"]},
        play="""
            start -> a a
            a     -> a
            a     -> b
            b     -> c
            c     -> .
        """,
    ),
    Construct(
        name="multi-instance call activity, in a row",
        drawn=diagram(
            start(),
            call("r", "deel", over("namen", "naam", sequential=True)),
            user("c"),
            end(),
            flows("begin > r > c > einde"),
        ),
        called={"deel": CALLED},
        variables={"namen": ["x", "y"]},
        play="""
            start  -> c-taak
            c-taak -> c-taak
            c-taak -> c
            c      -> .
        """,
    ),
    Construct(
        name="an interrupting timer ends all rounds",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam")),
            rim("t", "a", timer("P1D")),
            user("b"),
            user("c"),
            end(),
            flows("begin > a > b > einde", "t > c > einde"),
        ),
        variables={"namen": ["x", "y", "z"]},
        play="""
            start -> a a a @t
            a     -> a a @t
            @t    -> c
            c     -> .
        """,
    ),
    Construct(
        name="an interrupting timer ends the rounds in a row",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam", sequential=True)),
            rim("t", "a", timer("P1D")),
            user("b"),
            user("c"),
            end(),
            flows("begin > a > b > einde", "t > c > einde"),
        ),
        variables={"namen": ["x", "y", "z"]},
        play="""
            start -> a @t
            a     -> a @t
            @t    -> c
            c     -> .
        """,
    ),
    Construct(
        name="the last round takes the boundary timers along",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam")),
            rim("t", "a", timer("P1D")),
            rim("h", "a", WEEKLY, interrupting=False),
            user("b"),
            user("c"),
            user("d"),
            end(),
            flows("begin > a > b > einde", "t > c > einde", "h > d > einde"),
        ),
        variables={"namen": ["x", "y"]},
        play="""
            start -> a a @t @h
            a     -> a @t @h
            a     -> b
            b     -> .
        """,
    ),
    Construct(
        name="a non-interrupting timer leaves the rounds alone",
        drawn=diagram(
            start(),
            user("a", over("namen", "naam")),
            rim("h", "a", HALF_DAY, interrupting=False),
            user("b"),
            user("d"),
            end(),
            flows("begin > a > b > einde", "h > d > einde"),
        ),
        variables={"namen": ["x", "y"]},
        play="""
            start -> a a @h
            a     -> a @h
            @h    -> a d
            a     -> b d
            d     -> b
            b     -> .
        """,
    ),
    Construct(
        name="an error in one round of a sub-process ends all rounds",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                user("a"),
                xor("g", default="g--goed"),
                end("goed"),
                end("fout", refers("error", "e-weg")),
                flow("g", "fout", "mis"),
                flows("s-begin > a > g > goed"),
                inside=over("namen", "naam"),
            ),
            rim("r", "s", refers("error", "e-weg")),
            user("b"),
            user("c"),
            end(),
            flows("begin > s > b > einde", "r > c > einde"),
            extra=MESSAGES,
        ),
        variables={"namen": ["x", "y", "z"], "mis": False},
        play="""
            start        -> a a a
            a            -> a a
            a mis = true -> c
            c            -> .
        """,
    ),
    Construct(
        name="standard loop repeats while its condition holds",
        drawn=diagram(
            start(),
            user(
                "a",
                "<standardLoopCharacteristics><loopCondition>nog</loopCondition>"
                "</standardLoopCharacteristics>",
            ),
            user("b"),
            end(),
            flows("begin > a > b > einde"),
        ),
        play="""
            start       -> a
            a nog=true  -> a
            a nog=false -> b
            b           -> .
        """,
    ),
)


def timed(kind: str, text: str) -> bytes:
    """A timer start event, then a task."""
    return diagram(start("t", timer(text, kind)), user("a"), end(), flows("t > a > einde"))


def waited(kind: str, text: str) -> bytes:
    """A task, an intermediate timer, a task."""
    return diagram(
        start(), catch("t", timer(text, kind)), user("a"), end(), flows("begin > t > a > einde")
    )


def rimmed(kind: str, text: str, *, interrupting: bool) -> bytes:
    """A task with a boundary timer that leads to another task."""
    return diagram(
        start(),
        user("a"),
        rim("t", "a", timer(text, kind), interrupting=interrupting),
        user("b"),
        user("c"),
        end(),
        flows("begin > a > b > einde", "t > c > einde"),
    )


_DATE, _DURATION, _CYCLE = "timeDate", "timeDuration", "timeCycle"
_ONCE_INTERRUPTING = """
    start -> a @t
    @t    -> c
    c     -> .
"""
_ONCE_BESIDE = """
    start -> a @t
    @t    -> a c
    a     -> b c
    c     -> b
    b     -> .
"""
_WAITED = """
    start -> @t
    @t    -> a
    a     -> .
"""

TIMERS = (
    Construct(
        name="timer date, start event",
        drawn=timed(_DATE, "2026-06-01T09:00:00+02:00"),
        play=_WAITED,
    ),
    Construct(name="timer duration, start event", drawn=timed(_DURATION, "P3D"), play=_WAITED),
    Construct(
        name="timer cycle, start event begins again at every firing",
        drawn=timed(_CYCLE, "R2/P1W"),
        play="""
            start -> @t
            @t    -> a @t
            a     -> @t
            @t    -> a
            a     -> .
        """,
    ),
    Construct(
        name="timer date, intermediate, from a variable",
        drawn=waited(_DATE, "afspraak"),
        variables={"afspraak": "2026-06-01"},
        play=_WAITED,
    ),
    Construct(
        name="timer duration, intermediate, from a term",
        drawn=waited(_DURATION, 'termijn("reactie")'),
        play=_WAITED,
    ),
    Construct(
        name="timer cycle, intermediate, goes on at the first firing",
        drawn=waited(_CYCLE, "R3/P1D"),
        play=_WAITED,
    ),
    Construct(
        name="timer date, boundary, interrupting",
        drawn=rimmed(_DATE, "2026-06-01", interrupting=True),
        play=_ONCE_INTERRUPTING,
    ),
    Construct(
        name="timer duration, boundary, interrupting",
        drawn=rimmed(_DURATION, "werkdagen(3)", interrupting=True),
        play=_ONCE_INTERRUPTING,
    ),
    Construct(
        name="timer cycle, boundary, interrupting, fires once",
        drawn=rimmed(_CYCLE, "R3/P1W", interrupting=True),
        play=_ONCE_INTERRUPTING,
    ),
    Construct(
        name="timer date, boundary, not interrupting",
        drawn=rimmed(_DATE, 'date and time("2026-06-01T09:00:00")', interrupting=False),
        play=_ONCE_BESIDE,
    ),
    Construct(
        name="timer duration, boundary, not interrupting",
        drawn=rimmed(_DURATION, "P3D", interrupting=False),
        play=_ONCE_BESIDE,
    ),
    Construct(
        name="timer cycle, boundary, not interrupting, fires as often as it says",
        drawn=rimmed(_CYCLE, "R3/P1W", interrupting=False),
        play="""
            start -> a @t
            @t    -> a c @t
            c     -> a @t
            @t    -> a c @t
            @t    -> a c c
            c     -> a c
            a     -> b c
            c     -> b
            b     -> .
        """,
    ),
    Construct(
        name="timer cycle, boundary, not interrupting, ends with its task",
        drawn=rimmed(_CYCLE, "R/P1W", interrupting=False),
        play="""
            start -> a @t
            @t    -> a c @t
            @t    -> a c c @t
            a     -> b c c
            c     -> b c
            c     -> b
            b     -> .
        """,
    ),
    Construct(
        name="several timers on one task",
        drawn=diagram(
            start(),
            user("a"),
            rim("h", "a", WEEKLY, interrupting=False),
            rim("t", "a", timer("P2W")),
            service("s"),
            user("b"),
            user("c"),
            end(),
            flows("begin > a > b > einde", "t > c > einde", "h > s > einde"),
        ),
        play="""
            start -> a @h @t
            @h    -> a !s @h @t
            !s    -> a @h @t
            @t    -> c
            c     -> .
        """,
    ),
)


def rimmed_by(event: str, *, interrupting: bool, extra: str = MESSAGES) -> bytes:
    """A task with a boundary event that leads to another task."""
    return diagram(
        start(),
        user("a"),
        rim("e", "a", event, interrupting=interrupting),
        user("b"),
        user("c"),
        end(),
        flows("begin > a > b > einde", "e > c > einde"),
        extra=extra,
    )


def thrown_inside(
    inner: str, boundary: str, *, interrupting: bool = True, called: bool = False
) -> tuple[bytes, dict[str, bytes]]:
    """A scope in which task `a` is followed by `inner`, with a boundary event leading to `c`."""
    parts = (start("s-begin"), user("a"), inner, flows("s-begin > a > w"))
    host = call("s", "deel") if called else sub("s", *parts)
    drawn = diagram(
        start(),
        host,
        rim("e", "s", boundary, interrupting=interrupting),
        user("b"),
        user("c"),
        end(),
        flows("begin > s > b > einde", "e > c > einde"),
        extra=MESSAGES,
    )
    deel = {"deel": diagram(*parts, key="deel", extra=MESSAGES)} if called else {}
    return drawn, deel


_ERROR_END = end("w", refers("error", "e-weg"))
_ESCALATION_END = end("w", refers("escalation", "x-hoog"))
_ESCALATION_THROW = (
    throw("w", refers("escalation", "x-hoog"))
    + user("d")
    + end("s-einde")
    + flows("w > d > s-einde")
)
_CAUGHT = """
    start -> a
    a     -> c
    c     -> .
"""
_CAUGHT_ESCALATION = """
    start -> a
    a     -> c ^!HOOG
    c     -> .
"""

_error_sub = thrown_inside(_ERROR_END, refers("error", "e-weg"))
_error_call = thrown_inside(_ERROR_END, refers("error", "e-weg"), called=True)
_error_any = thrown_inside(_ERROR_END, refers("error"))
_escalation_end = thrown_inside(_ESCALATION_END, refers("escalation", "x-hoog"))
_escalation_call = thrown_inside(_ESCALATION_THROW, refers("escalation"), called=True)
_escalation_beside = thrown_inside(
    _ESCALATION_THROW, refers("escalation", "x-hoog"), interrupting=False
)
_escalation_beside_call = thrown_inside(
    _ESCALATION_THROW, refers("escalation", "x-hoog"), interrupting=False, called=True
)
_escalation_other = thrown_inside(_ESCALATION_THROW, refers("escalation", "x-laag"))

EVENTS = (
    Construct(
        name="message boundary, interrupting",
        drawn=rimmed_by(refers("message", "m-nieuws"), interrupting=True),
        play="""
            start   -> a ?nieuws
            ?nieuws -> c
            c       -> .
        """,
    ),
    Construct(
        name="message boundary, not interrupting, takes every message",
        drawn=rimmed_by(refers("message", "m-nieuws"), interrupting=False),
        play="""
            start   -> a ?nieuws
            ?nieuws -> a c ?nieuws
            ?nieuws -> a c c ?nieuws
            a       -> b c c
            c       -> b c
            c       -> b
            b       -> .
        """,
    ),
    Construct(
        name="signal boundary, interrupting",
        drawn=rimmed_by(refers("signal", "s-alarm"), interrupting=True),
        play="""
            start  -> a ~alarm
            ~alarm -> c
            c      -> .
        """,
    ),
    Construct(
        name="signal boundary, not interrupting",
        drawn=rimmed_by(refers("signal", "s-alarm"), interrupting=False),
        play="""
            start  -> a ~alarm
            ~alarm -> a c ~alarm
            a      -> b c
            b      -> c
            c      -> .
        """,
    ),
    Construct(
        name="message start event",
        drawn=diagram(
            start("m", refers("message", "m-nieuws")),
            user("a"),
            end(),
            flows("m > a > einde"),
            extra=MESSAGES,
        ),
        play="""
            ?start nieuws -> a
            a             -> .
        """,
    ),
    Construct(
        name="signal start event beside a plain one",
        drawn=diagram(
            start(),
            start("m", refers("signal", "s-alarm")),
            user("a"),
            user("b"),
            end(),
            flows("m > a > einde", "begin > b > einde"),
            extra=MESSAGES,
        ),
        play="""
            ~start alarm -> a
            a            -> .
        """,
    ),
    Construct(
        name="intermediate message and signal catch events",
        drawn=diagram(
            start(),
            catch("m", refers("message", "m-nieuws")),
            catch("s", refers("signal", "s-alarm")),
            end(),
            flows("begin > m > s > einde"),
            extra=MESSAGES,
        ),
        play="""
            start   -> ?nieuws
            ?nieuws -> ~alarm
            ~alarm  -> .
        """,
    ),
    Construct(
        name="message and signal throw and end events go outside",
        drawn=diagram(
            start(),
            user("a"),
            throw("m", refers("message", "m-nieuws")),
            throw("s", refers("signal", "s-alarm")),
            both("f"),
            end("em", refers("message", "m-antwoord")),
            end("es", refers("signal", "s-alarm")),
            flows("begin > a > m > s > f > em", "f > es"),
            extra=MESSAGES,
        ),
        play="""
            start -> a
            a     -> . ^nieuws ^^alarm ^antwoord ^^alarm
        """,
    ),
    Construct(
        name="a signal reaches everything that waits for it in the instance",
        drawn=diagram(
            start(),
            both("f"),
            user("a"),
            rim("e", "a", refers("signal", "s-alarm"), interrupting=False),
            catch("s", refers("signal", "s-alarm")),
            user("t"),
            throw("w", refers("signal", "s-alarm")),
            user("c"),
            user("d"),
            end(),
            flows("begin > f > a > einde", "e > c > einde"),
            flows("f > s > d > einde", "f > t > w > einde"),
            extra=MESSAGES,
        ),
        play="""
            start -> a t ~alarm ~alarm
            t     -> a c d ~alarm ^^alarm
            a     -> c d
            c     -> d
            d     -> .
        """,
    ),
    Construct(
        name="error end in a sub-process goes to the boundary event of its code",
        drawn=_error_sub[0],
        play=_CAUGHT,
    ),
    Construct(
        name="error end in a called process goes to the boundary event",
        drawn=_error_call[0],
        called=_error_call[1],
        play=_CAUGHT,
    ),
    Construct(
        name="a boundary event without a code takes any error",
        drawn=_error_any[0],
        play=_CAUGHT,
    ),
    Construct(
        name="the boundary event that names the code goes before the one that takes any",
        drawn=diagram(
            start(),
            service("s"),
            rim("alle", "s", refers("error")),
            rim("weg", "s", refers("error", "e-weg")),
            user("a"),
            user("b"),
            user("c"),
            end(),
            flows("begin > s > a > einde", "alle > b > einde", "weg > c > einde"),
            extra=MESSAGES,
        ),
        play="""
            start    -> !s
            !s # WEG -> c
            c        -> .
        """,
    ),
    Construct(
        name="an error of a handler rises to the scope around it",
        drawn=diagram(
            start(),
            sub(
                "s", start("s-begin"), service("h"), end("s-einde"), flows("s-begin > h > s-einde")
            ),
            rim("e", "s", refers("error", "e-weg")),
            user("b"),
            user("c"),
            end(),
            flows("begin > s > b > einde", "e > c > einde"),
            extra=MESSAGES,
        ),
        play="""
            start    -> !h
            !h # WEG -> c
            c        -> .
        """,
    ),
    Construct(
        name="escalation end event, interrupting boundary",
        drawn=_escalation_end[0],
        play=_CAUGHT_ESCALATION,
    ),
    Construct(
        name="escalation throw event in a called process, interrupting boundary for any code",
        drawn=_escalation_call[0],
        called=_escalation_call[1],
        play=_CAUGHT_ESCALATION,
    ),
    Construct(
        name="escalation throw event, not interrupting: both go on",
        drawn=_escalation_beside[0],
        play="""
            start -> a
            a     -> c d ^!HOOG
            d     -> b c
            c     -> b
            b     -> .
        """,
    ),
    Construct(
        name="escalation throw event in a called process, not interrupting",
        drawn=_escalation_beside_call[0],
        called=_escalation_beside_call[1],
        play="""
            start -> a
            a     -> c d ^!HOOG
            c     -> d
            d     -> b
            b     -> .
        """,
    ),
    Construct(
        name="an escalation of another code is not caught, and the token goes on",
        drawn=_escalation_other[0],
        play="""
            start -> a
            a     -> d ^!HOOG
            d     -> b
            b     -> .
        """,
    ),
)


def beside(start_event: str, *, interrupting: bool, extra: str = "") -> bytes:
    """Tasks a, b in a row; an event sub-process with task c."""
    return diagram(
        start(),
        user("a"),
        extra or user("b"),
        end(),
        flows("begin > a > b > einde"),
        sub(
            "g",
            node(
                "startEvent",
                "e",
                start_event,
                isInterrupting="true" if interrupting else "false",
            ),
            user("c"),
            end("g-einde"),
            flows("e > c > g-einde"),
            triggeredByEvent="true",
        ),
        extra=MESSAGES,
    )


_raising = sub(
    "b",
    start("b-begin"),
    user("d"),
    end("b-fout", refers("error", "e-weg")),
    flows("b-begin > d > b-fout"),
)
_escalating = sub(
    "b",
    start("b-begin"),
    user("d"),
    end("b-hoog", refers("escalation", "x-hoog")),
    flows("b-begin > d > b-hoog"),
)

EVENT_SUB_PROCESSES = (
    Construct(
        name="event sub-process, message, not interrupting: at any moment, any number of times",
        drawn=beside(refers("message", "m-nieuws"), interrupting=False),
        play="""
            start   -> a ?nieuws
            ?nieuws -> a c ?nieuws
            ?nieuws -> a c c ?nieuws
            a       -> b c c ?nieuws
            b       -> c c ?nieuws
            c       -> c ?nieuws
            c       -> .
        """,
    ),
    Construct(
        name="event sub-process, message, interrupting",
        drawn=beside(refers("message", "m-nieuws"), interrupting=True),
        play="""
            start   -> a ?nieuws
            ?nieuws -> c
            c       -> .
        """,
    ),
    Construct(
        name="event sub-process that nobody triggers does not keep the process alive",
        drawn=beside(refers("message", "m-nieuws"), interrupting=True),
        play="""
            start -> a ?nieuws
            a     -> b ?nieuws
            b     -> .
        """,
    ),
    Construct(
        name="event sub-process, signal, interrupting",
        drawn=beside(refers("signal", "s-alarm"), interrupting=True),
        play="""
            start  -> a ~alarm
            ~alarm -> c
            c      -> .
        """,
    ),
    Construct(
        name="event sub-process, timer, interrupting",
        drawn=beside(timer("P3M"), interrupting=True),
        play="""
            start -> a @e
            a     -> b @e
            @e    -> c
            c     -> .
        """,
    ),
    Construct(
        name="event sub-process, timer cycle, not interrupting",
        drawn=beside(timer("R2/P1M", "timeCycle"), interrupting=False),
        play="""
            start -> a @e
            @e    -> a c @e
            c     -> a @e
            @e    -> a c
            a     -> b c
            b     -> c
            c     -> .
        """,
    ),
    Construct(
        name="event sub-process, error from a scope inside",
        drawn=beside(refers("error", "e-weg"), interrupting=True, extra=_raising),
        play="""
            start -> a
            a     -> d
            d     -> c
            c     -> .
        """,
    ),
    Construct(
        name="event sub-process, escalation from a scope inside, not interrupting",
        drawn=beside(refers("escalation", "x-hoog"), interrupting=False, extra=_escalating),
        play="""
            start -> a
            a     -> d
            d     -> c ^!HOOG
            c     -> .
        """,
    ),
    Construct(
        name="an interrupting event sub-process takes boundary timers and scopes inside along",
        drawn=diagram(
            start(),
            call("r", "deel"),
            rim("t", "r", timer("P1D")),
            end(),
            flows("begin > r > einde", "t > einde"),
            sub(
                "g",
                start("e", refers("message", "m-nieuws")),
                user("c"),
                end("g-einde"),
                flows("e > c > g-einde"),
                triggeredByEvent="true",
            ),
            extra=MESSAGES,
        ),
        called={"deel": CALLED},
        play="""
            start   -> c-taak @t ?nieuws
            ?nieuws -> c
            c       -> .
        """,
    ),
    Construct(
        name="event sub-process in a sub-process ends with it",
        drawn=diagram(
            start(),
            sub(
                "s",
                start("s-begin"),
                user("a"),
                end("s-einde"),
                flows("s-begin > a > s-einde"),
                sub(
                    "g",
                    start("e", refers("message", "m-nieuws")),
                    user("c"),
                    end("g-einde"),
                    flows("e > c > g-einde"),
                    triggeredByEvent="true",
                ),
            ),
            user("b"),
            end(),
            flows("begin > s > b > einde"),
            extra=MESSAGES,
        ),
        play="""
            start   -> a ?nieuws
            ?nieuws -> c
            c       -> b
            b       -> .
        """,
    ),
)

CONSTRUCTS = (
    *TASKS,
    *GATEWAYS,
    *SCOPES,
    *ROUNDS,
    *TIMERS,
    *EVENTS,
    *EVENT_SUB_PROCESSES,
)
