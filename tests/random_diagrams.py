"""Random diagrams for the property test: blocks inside blocks, drawn as BPMN XML.

A block has one way in and one way out, so every drawing hangs together: choices, parallel and
inclusive splits, loops, races between events, sub-processes, repetitions, events on the rim,
errors, escalations, signals, terminate ends, links, called processes and event sub-processes.

Every gateway decides on one variable, `k` (0 to 7), that each completed task sets anew. What a
condition says is also kept as a set of numbers (`truths`), so that the oracle needs no FEEL.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

from tests import drawing as draw

NUMBERS = range(8)
_SIGNALS = ("rood", "blauw")

Truth = frozenset[int]


@dataclass(frozen=True)
class Block:
    """A piece of a diagram. `inner` are the blocks in it, `truths` its conditions."""

    kind: str
    inner: tuple["Block", ...] = ()
    truths: tuple[Truth, ...] = ()
    count: int = 0
    flag: bool = False


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A diagram and the processes it calls, with what the oracle needs to know.

    `rescues` gives for each service task the event on its rim that catches its failure.
    """

    main: bytes
    called: dict[str, bytes]
    truths: dict[str, Truth]
    rounds: dict[str, int]
    rescues: dict[str, str]


@dataclass
class _Shared:
    """What all scopes of one drawing share."""

    truths: dict[str, Truth] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    rescues: dict[str, str] = field(default_factory=dict)
    called: dict[str, bytes] = field(default_factory=dict)
    number: int = 0
    extra: list[str] = field(default_factory=list)
    quiet: int = 0

    def name(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"


class _Canvas:
    """One scope that is being drawn."""

    def __init__(self, shared: _Shared) -> None:
        self.shared = shared
        self.parts: list[str] = []
        self.signals: list[str] = []

    def put(self, make: Callable[..., str], prefix: str, *rest: str, **attributes: str) -> str:
        name = self.shared.name(prefix)
        self.parts.append(make(name, *rest, **attributes))
        return name

    def join(self, source: str, target: str, truth: Truth | None = None) -> str:
        condition = None if truth is None else _written(truth)
        self.parts.append(draw.flow(source, target, condition))
        flow = f"{source}--{target}"
        if truth is not None:
            self.shared.truths[flow] = truth
        return flow

    def refer(self, kind: str, name: str, code: str | None = None) -> str:
        """Declare a message, signal, error or escalation; return its definition in an event."""
        ref = f"{kind}-{name}"
        coded = "" if code is None else f' {kind}Code="{code}"'
        declared = f'<{kind} id="{ref}" name="{name}"{coded}/>'
        if declared not in self.shared.extra:
            self.shared.extra.append(declared)
        return draw.refers(kind, ref)

    def close(self, first: str, last: str) -> str:
        """Put a start and an end event around a chain; return the whole scope."""
        begin, finish = self.put(draw.start, "begin"), self.put(draw.end, "einde")
        self.join(begin, first)
        self.join(last, finish)
        return "\n".join(self.parts)


def drawn(block: Block) -> Drawn:
    """Draw a block as a process."""
    shared = _Shared()
    content = _scope(block, shared)
    extra = "\n".join(shared.extra)
    main = draw.diagram(content, extra=extra)
    return Drawn(
        main=main,
        called=shared.called,
        truths=shared.truths,
        rounds=shared.rounds,
        rescues=shared.rescues,
    )


def _scope(block: Block, shared: _Shared) -> str:
    canvas = _Canvas(shared)
    return canvas.close(*_draw(canvas, block))


def _written(truth: Truth) -> str:
    return " or ".join(f"k = {number}" for number in sorted(truth)) or "k = 99"


def _draw(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """Draw a block; return the first and the last node of it."""
    return _DRAWERS[block.kind](canvas, block)


def _user(canvas: _Canvas, _: Block) -> tuple[str, str]:
    name = canvas.put(draw.user, "taak")
    return name, name


def _script(canvas: _Canvas, _: Block) -> tuple[str, str]:
    name = canvas.put(draw.script, "script", "n = 1")
    return name, name


def _wait(canvas: _Canvas, _: Block) -> tuple[str, str]:
    name = canvas.put(draw.catch, "wacht", draw.timer("P3D"))
    return name, name


def _throw_signal(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """Throw a signal; not where a signal leads to, or the diagram would never come to rest."""
    if canvas.shared.quiet:
        return _script(canvas, block)
    event = canvas.refer("signal", _SIGNALS[block.count % 2])
    name = canvas.put(draw.throw, "werp", event)
    return name, name


def _sequence(canvas: _Canvas, block: Block) -> tuple[str, str]:
    ends = [_draw(canvas, inner) for inner in block.inner]
    for (_, last), (first, _) in pairwise(ends):
        canvas.join(last, first)
    return ends[0][0], ends[-1][1]


def _split(
    gateway: Callable[..., str], *, decides: bool, joined_by: Callable[..., str] | None = None
) -> Callable[..., tuple[str, str]]:
    """Draw a split and the join that belongs to it, or another join."""

    def split(canvas: _Canvas, block: Block) -> tuple[str, str]:
        opening, closing = canvas.shared.name("open"), canvas.shared.name("sluit")
        default = None
        for index, inner in enumerate(block.inner):
            first, last = _draw(canvas, inner)
            is_default = decides and index == len(block.inner) - 1
            truth = block.truths[index] if decides and not is_default else None
            flow = canvas.join(opening, first, truth)
            default = flow if is_default else default
            canvas.join(last, closing)
        canvas.parts.append(gateway(opening, **({"default": default} if default else {})))
        canvas.parts.append((joined_by or gateway)(closing))
        return opening, closing

    return split


def _loop(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """A round begins with a task, so that no loop runs by itself."""
    entry, question = canvas.shared.name("lus"), canvas.shared.name("nogeens")
    first = canvas.put(draw.user, "ronde")
    body, body_end = _draw(canvas, block.inner[0])
    back, back_end = _draw(canvas, block.inner[1])
    out = canvas.put(draw.script, "verder", "n = 2")
    for source, target in ((entry, first), (first, body), (body_end, question), (back_end, entry)):
        canvas.join(source, target)
    canvas.join(question, back, block.truths[0])
    default = canvas.join(question, out)
    canvas.parts += [draw.xor(entry), draw.xor(question, default=default)]
    return entry, out


def _sub(canvas: _Canvas, block: Block) -> tuple[str, str]:
    name = canvas.shared.name("deel")
    canvas.parts.append(draw.sub(name, _scope(block.inner[0], canvas.shared)))
    return name, name


def _call(canvas: _Canvas, block: Block) -> tuple[str, str]:
    shared = canvas.shared
    key, name = shared.name("proces"), shared.name("roep")
    content = _scope(block.inner[0], shared)
    shared.called[key] = draw.diagram(content, key=key, extra="\n".join(shared.extra))
    canvas.parts.append(draw.call(name, key))
    return name, name


def _race(canvas: _Canvas, block: Block) -> tuple[str, str]:
    gateway, closing = canvas.put(draw.race, "race"), canvas.put(draw.xor, "sluit")
    for index, inner in enumerate(block.inner):
        event = canvas.shared.name("gebeurt")
        is_message = index > 0 and block.flag
        inside = canvas.refer("message", f"bericht-{event}") if is_message else draw.timer("P2D")
        canvas.parts.append(draw.catch(event, inside))
        first, last = _draw(canvas, inner)
        for source, target in ((gateway, event), (event, first), (last, closing)):
            canvas.join(source, target)
    return gateway, closing


def _rounds(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """A repeated task or sub-process; the first inner block says which."""
    sequential = "true" if block.flag else "false"
    loop = (
        f'<multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>'
        f"{block.count}</loopCardinality></multiInstanceLoopCharacteristics>"
    )
    if block.kind == "repeat":
        loop = f'<standardLoopCharacteristics loopMaximum="{block.count}"/>'
    if block.inner[0].kind == "user":
        name = canvas.put(draw.user, "elk", loop)
    else:
        name = canvas.shared.name("elkdeel")
        content = _scope(block.inner[0], canvas.shared)
        canvas.parts.append(draw.sub(name, content, inside=loop))
    canvas.shared.rounds[name] = block.count
    return name, name


def _rim(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """An activity with an event on its rim; interrupting branches come back to the main path."""
    kinds = ("timer", "cycle", "message", "signal")
    kind = kinds[block.count % 4]
    interrupting = block.flag and kind != "cycle"
    host, last = _draw(canvas, block.inner[0])
    event = canvas.shared.name("rand")
    inside = {
        "timer": draw.timer("P5D"),
        "cycle": draw.timer("R3/P1D", "timeCycle"),
        "message": canvas.refer("message", f"bericht-{event}") if kind == "message" else "",
        "signal": canvas.refer("signal", _SIGNALS[block.count // 4 % 2])
        if kind == "signal"
        else "",
    }[kind]
    canvas.parts.append(draw.rim(event, host, inside, interrupting=interrupting))
    canvas.shared.quiet += kind == "signal"
    first, branch_end = _draw(canvas, block.inner[1])
    canvas.shared.quiet -= kind == "signal"
    canvas.join(event, first)
    if not interrupting:
        canvas.join(branch_end, canvas.put(draw.end, "los"))
        return host, last
    closing = canvas.put(draw.xor, "sluit")
    canvas.join(branch_end, closing)
    canvas.join(last, closing)
    return host, closing


def _failing(canvas: _Canvas, _: Block) -> tuple[str, str]:
    """A service task, and a task for when it fails."""
    host, closing = canvas.put(draw.service, "dienst"), canvas.put(draw.xor, "sluit")
    repair = canvas.put(draw.user, "herstel")
    event = canvas.shared.rescues[host] = canvas.shared.name("mis")
    canvas.parts.append(draw.rim(event, host, canvas.refer("error", "fout", "fout")))
    for source, target in ((event, repair), (repair, closing), (host, closing)):
        canvas.join(source, target)
    return host, closing


def _thrower(kind: str) -> Callable[..., tuple[str, str]]:
    def thrower(canvas: _Canvas, block: Block) -> tuple[str, str]:
        """A sub-process that may throw halfway, and a task for when it does."""
        shared = canvas.shared
        inner = _Canvas(shared)
        code = shared.name("code")
        before, before_end = _draw(inner, block.inner[0])
        after, after_end = _draw(inner, block.inner[1])
        question = shared.name("werpen")
        inner.join(before_end, question)
        event = inner.refer(kind, code, code)
        thrown = inner.put(draw.end, "worp", event)
        inner.join(question, thrown, block.truths[0])
        default = inner.join(question, after)
        inner.parts.append(draw.xor(question, default=default))
        host, rim = shared.name("deel"), shared.name("rand")
        canvas.parts.append(draw.sub(host, inner.close(before, after_end)))
        interrupting = kind == "error" or block.flag
        named = canvas.refer(kind, code, code) if block.count % 2 else draw.refers(kind)
        canvas.parts.append(draw.rim(rim, host, named, interrupting=interrupting))
        rescue = canvas.put(draw.user, "vangnet")
        canvas.join(rim, rescue)
        if not interrupting:
            canvas.join(rescue, canvas.put(draw.end, "los"))
            return host, host
        closing = canvas.put(draw.xor, "sluit")
        canvas.join(rescue, closing)
        canvas.join(host, closing)
        return host, closing

    return thrower


def _terminated(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """A sub-process in which one branch ends everything."""
    shared = canvas.shared
    inner = _Canvas(shared)
    fork = inner.put(draw.both, "open")
    one, one_end = _draw(inner, block.inner[0])
    other, other_end = _draw(inner, block.inner[1])
    inner.join(fork, one)
    inner.join(fork, other)
    inner.join(other_end, inner.put(draw.end, "stop", "<terminateEventDefinition/>"))
    host = shared.name("deel")
    canvas.parts.append(draw.sub(host, inner.close(fork, one_end)))
    return host, host


def _link(canvas: _Canvas, _: Block) -> tuple[str, str]:
    name = canvas.shared.name("koppel")
    inside = f'<linkEventDefinition name="{name}"/>'
    return canvas.put(draw.throw, "weg", inside), canvas.put(draw.catch, "terug", inside)


def _listening(canvas: _Canvas, block: Block) -> tuple[str, str]:
    """A sub-process with an event sub-process inside."""
    shared = canvas.shared
    inner = _Canvas(shared)
    main = _draw(inner, block.inner[0])
    event = shared.name("luister")
    is_message = block.count % 2 == 0
    inside = canvas.refer("message", f"bericht-{event}") if is_message else draw.timer("P4D")
    listener = _Canvas(shared)
    first, last = _draw(listener, block.inner[1])
    begin = draw.start(event, inside, isInterrupting="true" if block.flag else "false")
    listener.parts.append(begin)
    listener.join(event, first)
    listener.join(last, listener.put(draw.end, "einde"))
    inner.parts.append(
        draw.sub(shared.name("gesub"), "\n".join(listener.parts), triggeredByEvent="true")
    )
    host = shared.name("deel")
    canvas.parts.append(draw.sub(host, inner.close(*main)))
    return host, host


_DRAWERS: dict[str, Callable[[_Canvas, Block], tuple[str, str]]] = {
    "user": _user,
    "script": _script,
    "wait": _wait,
    "signal": _throw_signal,
    "link": _link,
    "failing": _failing,
    "sequence": _sequence,
    "xor": _split(draw.xor, decides=True),
    "and": _split(draw.both, decides=False),
    "or": _split(draw.some, decides=True),
    "xor joined by and": _split(draw.xor, decides=True, joined_by=draw.both),
    "xor joined by or": _split(draw.xor, decides=True, joined_by=draw.some),
    "and joined by xor": _split(draw.both, decides=False, joined_by=draw.xor),
    "and joined by or": _split(draw.both, decides=False, joined_by=draw.some),
    "or joined by and": _split(draw.some, decides=True, joined_by=draw.both),
    "or joined by xor": _split(draw.some, decides=True, joined_by=draw.xor),
    "loop": _loop,
    "sub": _sub,
    "call": _call,
    "race": _race,
    "rounds": _rounds,
    "repeat": _rounds,
    "rim": _rim,
    "error": _thrower("error"),
    "escalation": _thrower("escalation"),
    "terminate": _terminated,
    "listening": _listening,
}

_TRUTHS = st.frozensets(st.sampled_from(NUMBERS), max_size=5)
_OFTEN = st.tuples(st.frozensets(st.sampled_from(NUMBERS), min_size=4))
_USER = Block("user")
_LEAVES = st.sampled_from(
    [
        *(_USER,) * 6,
        Block("script"),
        Block("wait"),
        Block("failing"),
        Block("signal", count=0),
        Block("signal", count=1),
    ]
)


def blocks() -> st.SearchStrategy[Block]:
    """Blocks of two or three levels; half of them go round in a loop."""
    small = st.one_of(_LEAVES, _larger(_LEAVES))
    large = st.one_of(_larger(small), _larger(_larger(small)))
    around = st.builds(Block, st.just("loop"), st.tuples(large, _LEAVES), _OFTEN)
    return st.one_of(large, around)


def crooked_blocks() -> st.SearchStrategy[Block]:
    """Blocks in which a split and its join need not be of one kind."""
    kinds = [kind for kind in _DRAWERS if "joined by" in kind]
    small = st.one_of(_LEAVES, _larger(_LEAVES))
    crooked = st.builds(
        Block,
        st.sampled_from(kinds),
        st.lists(small, min_size=2, max_size=3).map(tuple),
        st.lists(_TRUTHS, min_size=3, max_size=3).map(tuple),
    )
    return st.one_of(crooked, _larger(crooked))


def _larger(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    two, some = st.tuples(inner, inner), st.lists(inner, min_size=2, max_size=3).map(tuple)
    choice = st.lists(_TRUTHS, min_size=3, max_size=3).map(tuple)
    one_truth = st.tuples(_TRUTHS)
    activity = st.one_of(st.just(_USER), st.builds(Block, st.just("sub"), st.tuples(inner)))
    counts = st.integers(0, 7)
    return st.one_of(
        st.builds(Block, st.just("sequence"), some),
        st.builds(Block, st.just("xor"), some, choice),
        st.builds(Block, st.just("and"), some),
        st.builds(Block, st.just("or"), some, choice),
        st.builds(Block, st.just("loop"), two, _OFTEN),
        st.builds(Block, st.sampled_from(["sub", "call"]), st.tuples(inner)),
        st.builds(Block, st.just("race"), some, flag=st.booleans()),
        st.builds(
            Block,
            st.sampled_from(["rounds", "rounds", "repeat"]),
            st.tuples(st.one_of(st.just(_USER), inner)),
            count=st.integers(0, 3),
            flag=st.booleans(),
        ),
        st.builds(
            Block,
            st.just("rim"),
            st.tuples(activity, inner),
            count=counts,
            flag=st.booleans(),
        ),
        st.builds(
            Block,
            st.sampled_from(["error", "escalation"]),
            two,
            one_truth,
            count=counts,
            flag=st.booleans(),
        ),
        st.builds(
            Block,
            st.sampled_from(["terminate", "listening"]),
            two,
            count=counts,
            flag=st.booleans(),
        ),
    )
