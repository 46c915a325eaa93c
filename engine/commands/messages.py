"""Messages between processes: which instance takes the next step because of this one.

Two messages have a meaning of their own: `casus-openen` opens a case for the signal's client and
starts the process that waits for `casus-geopend`; `signaal-koppelen` adds the signal to the
client's open case and brings that case `signaal-toegevoegd`. Any other message goes to the element
of the same case that waits for it longest, else to the process that it starts. A message with
inputs carries those; one without carries all variables of its sender. A message that no diagram of
the sender ever waits for is not lost: it starts `ongekoppeld-bericht`, where a person looks at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.bpmn.library import Bundle
from engine.bpmn.runtime import Instance
from engine.bpmn.step import Thrown, ThrownKind
from engine.commands.municipality import first_known
from engine.commands.running import Running, resume, surroundings_of
from engine.commands.values import decode
from engine.commands.work import Work
from engine.domain.case import CASE_OPENED, CaseState
from engine.domain.ids import CaseId, ClientId, InstanceId, SignalId
from engine.domain.instance import ProcessInstance
from engine.domain.signal import SignalStatus
from engine.errors import ExecutionError
from engine.feel import Value
from engine.persistence.cases import CareCase
from engine.persistence.definitions import StoredDefinition
from engine.persistence.signals import StoredSignal

OPEN_CASE = "casus-openen"
JOIN_CASE = "signaal-koppelen"
SIGNAL_JOINED = "signaal-toegevoegd"
UNCLAIMED = "ongekoppeld-bericht"
_REPETITIONS = "herhalingsteller"
_PLACES_LOST = "plekverlies"
"""Dates: the second loss within a year goes to a table (T22), also when a case lay between."""


def deliver(work: Work, sender: Running, thrown: Thrown) -> list[Running]:
    """Deliver what an instance threw; the answer is who took a step because of it."""
    carried = thrown.variables or sender.instance.variables
    if thrown.kind is ThrownKind.SIGNAL:
        return broadcast(work, thrown.name, sender.stored, carried)
    if thrown.kind is not ThrownKind.MESSAGE:
        return []
    if thrown.name == OPEN_CASE:
        return [_open_case(work, sender, carried)]
    if thrown.name == JOIN_CASE:
        return _join_case(work, sender, carried)
    return _correlate(work, sender, thrown.name, carried)


def bring_to_case(
    work: Work, case_id: CaseId, name: str, variables: Mapping[str, Value]
) -> list[Running]:
    """Bring a message to the case's element that waits for it longest."""
    for instance_id in work.unit.subscriptions.of_case(case_id, name):
        running = _locked(work, instance_id)
        if running and running.instance.receive_message(name, variables, running.surroundings):
            return [running]
    return []


def broadcast(
    work: Work, name: str, sender: ProcessInstance, variables: Mapping[str, Value]
) -> list[Running]:
    """Bring a signal to every other instance of the case (or region) that waits for it."""
    reached = []
    for instance_id in work.unit.subscriptions.of_signal(name, sender.region):
        running = None if instance_id == sender.id else _locked(work, instance_id)
        is_near = running is not None and running.stored.case_id == sender.case_id
        if running and is_near:
            heard = running.instance.receive_signal(name, variables, running.surroundings)
            reached += [running] if heard else []
    return reached


@dataclass(frozen=True, kw_only=True)
class About:
    """What a new instance is about. `business_key` is the number of its case or signal."""

    region: str
    business_key: str
    case_id: CaseId | None = None
    signal_id: SignalId | None = None


@dataclass(frozen=True, kw_only=True)
class Startable:
    """A process ready to be started in a region, bound to the versions of this moment."""

    definition: StoredDefinition
    bindings: Mapping[str, str]
    bundle: Bundle
    terms_revision: int


def startable(work: Work, definition: StoredDefinition, region: str) -> Startable:
    """Choose the versions that instances started now will follow."""
    catalogue, definitions = work.environment.catalogue, work.unit.definitions
    bindings = catalogue.bind(definitions, definition, region)
    return Startable(
        definition=definition,
        bindings=bindings,
        bundle=catalogue.bundle(definitions, definition.id, bindings),
        terms_revision=work.unit.regions.terms_revision(region),
    )


def begin(
    work: Work,
    process: Startable,
    about: About,
    variables: Mapping[str, Value],
    *,
    by_message: bool = True,
) -> Running:
    """Start an instance in memory, by its message start when it has one.

    With `by_message` off it starts at its plain start event, whatever else can start it.
    """
    stored = ProcessInstance(
        id=InstanceId(work.new_id()),
        definition_id=process.definition.id,
        definition_key=process.definition.key,
        business_key=about.business_key,
        region=about.region,
        case_id=about.case_id,
        signal_id=about.signal_id,
        bindings=process.bindings,
        state=b"",
        state_version=0,
        started_at=work.now,
        terms_revision=process.terms_revision,
    )
    surroundings = surroundings_of(work, stored)
    message = process.definition.start_message if by_message else None
    return Running(
        stored=stored,
        instance=Instance.start(process.bundle, variables, surroundings, message=message),
        surroundings=surroundings,
        is_new=True,
    )


def _correlate(
    work: Work, sender: Running, name: str, carried: Mapping[str, Value]
) -> list[Running]:
    region = sender.stored.region
    about = _about(work, sender.stored, carried)
    if about.case_id is not None:
        reached = bring_to_case(work, about.case_id, name, carried)
        if reached:
            return reached
    definition = work.unit.definitions.started_by(name, region)
    if definition is None and not sender.instance.ever_catches(name):
        definition = work.unit.definitions.started_by(UNCLAIMED, region)
        carried = {"bericht": name}
    if definition is None:
        return []
    return [begin(work, startable(work, definition, region), about, carried)]


def _about(work: Work, sender: ProcessInstance, carried: Mapping[str, Value]) -> About:
    """Tell which case a message is about: its sender's, else the one that it names."""
    about = About(region=sender.region, business_key=sender.business_key, case_id=sender.case_id)
    number = carried.get("casusnummer")
    if sender.case_id is not None or not isinstance(number, str):
        return about
    case_id = work.unit.cases.open_numbered(sender.region, number)
    return replace(about, business_key=number, case_id=case_id) if case_id else about


def _open_case(work: Work, sender: Running, carried: Mapping[str, Value]) -> Running:
    signal = _signal_of(work, sender)
    client_id = _client_of(signal)
    open_case = work.unit.cases.open_of([client_id]).get(client_id)
    if open_case is not None:
        reached = _attach(work, sender, signal, open_case, carried)
        if reached:
            return reached[0]
        raise ExecutionError("Deze cliënt heeft al een open casus; voeg het signaal daaraan toe.")
    definition = work.unit.definitions.started_by(CASE_OPENED, sender.stored.region)
    if definition is None:
        raise ExecutionError(
            f"Geen proces begint met het bericht '{CASE_OPENED}'; publiceer er eerst een."
        )
    case = _new_case(work, sender.stored.region, client_id)
    repeats = work.unit.cases.closed_count(client_id)
    work.unit.cases.add(case, repeat_count=repeats, ethos=signal.ethos, at=work.now)
    work.unit.cases.attach_signal(signal.id, case.id, OPEN_CASE, SignalStatus.CASE_OPENED)
    work.unit.instances.attach_case(sender.stored, case.id)
    about = About(region=case.region, business_key=case.number, case_id=case.id)
    places = first_known(work.unit, case.region, client_id, carried.get("gemeente"))
    known: dict[str, Value] = {**carried, **places, "casusnummer": case.number}
    if repeats:
        known |= _of_before(work, client_id, repeats)
    return begin(work, startable(work, definition, case.region), about, known)


def _of_before(work: Work, client_id: ClientId, repeats: int) -> dict[str, Value]:
    """Go on counting where the client's last case stopped: one repetition more."""
    stored = work.unit.instances.last_known(client_id)
    before = {} if stored is None else decode(stored)
    counted = before.get(_REPETITIONS)
    so_far = counted if isinstance(counted, Decimal) else Decimal(0)
    lost = before.get(_PLACES_LOST)
    history: dict[str, Value] = {_PLACES_LOST: lost} if isinstance(lost, list) else {}
    return {_REPETITIONS: max(so_far + 1, Decimal(repeats)), **history}


def _join_case(work: Work, sender: Running, carried: Mapping[str, Value]) -> list[Running]:
    signal = _signal_of(work, sender)
    client_id = _client_of(signal)
    open_case = work.unit.cases.open_of([client_id]).get(client_id)
    if open_case is None:
        return [_open_case(work, sender, carried)]
    return _attach(work, sender, signal, open_case, carried)


def _attach(
    work: Work,
    sender: Running,
    signal: StoredSignal,
    case_id: CaseId,
    carried: Mapping[str, Value],
) -> list[Running]:
    work.unit.cases.attach_signal(signal.id, case_id, JOIN_CASE, SignalStatus.ATTACHED)
    work.unit.instances.attach_case(sender.stored, case_id)
    joined: dict[str, Value] = {
        "toegevoegd_signaal": signal.number,
        "toegevoegd_signaalsoort": carried.get("signaalsoort", signal.kind),
    }
    return bring_to_case(work, case_id, SIGNAL_JOINED, joined)


def _new_case(work: Work, region: str, client_id: ClientId) -> CareCase:
    return CareCase(
        id=CaseId(work.new_id()),
        number=work.unit.regions.case_number(region, work.now.year),
        client_id=client_id,
        region=region,
        state=CaseState.NEW,
        closed_at=None,
    )


def _signal_of(work: Work, sender: Running) -> StoredSignal:
    signal_id = sender.stored.signal_id
    found = None if signal_id is None else work.unit.signals.get(signal_id)
    if found is None:
        raise ExecutionError(
            "Alleen een proces dat bij een signaal hoort kan een casus openen of een signaal"
            " koppelen."
        )
    return found


def _client_of(signal: StoredSignal) -> ClientId:
    if signal.client_id is None:
        raise ExecutionError(f"Signaal {signal.number} heeft geen cliënt.")
    return signal.client_id


def _locked(work: Work, instance_id: InstanceId) -> Running | None:
    stored = work.unit.instances.locked(instance_id)
    return None if stored is None else resume(work, stored)
