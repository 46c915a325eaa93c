"""The case's file in plain words: which lists the page shows, and what each line says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.sharing import Basis, Category, Recipient
from engine.queries.casefile import (
    Bridging,
    CaseFileView,
    Consent,
    Escalation,
    Event,
    MeetingItem,
    Offer,
    RefusalCheck,
    Sharing,
    Stay,
    TerminationCheck,
    Transfer,
)
from engine.web.wording import day_text, days_text, ethos_label, in_words

_YES_NO: Mapping[bool | None, str] = {True: "ja", False: "nee", None: "niet bekend"}
_LEVELS: Mapping[int, str] = {
    0: "Intern overleg",
    1: "MDO of casuïstiekoverleg",
    2: "Casuïstiektafel",
    3: "Taskforcetafel",
    4: "Bestuurlijk overleg",
    5: "Landelijk",
}
_TABLES: Mapping[str, str] = {
    "mdo": "MDO",
    "casuistiekoverleg": "Casuïstiekoverleg",
    "casuistiektafel": "Casuïstiektafel",
    "taskforcetafel": "Taskforcetafel",
    "bestuurlijk": "Bestuurlijk overleg",
}
_SOON = 14


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list, with lines of its own below it. `tone` marks what asks attention."""

    title: str
    text: str = ""
    notes: tuple[str, ...] = ()
    tone: str = ""
    lines: tuple["Line", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One list of the file; `empty` is what stands there when there is nothing."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something of the file that belongs among the facts at the top."""

    label: str
    text: str
    tone: str = ""


def sections(
    file: CaseFileView, today: date, *, secret_address: bool = False
) -> tuple[Section, ...]:
    """Give the lists of the file in the order in which they are asked for.

    Of a client with a secret address no list says where she stays.
    """
    return (*_course(file, today, hidden=secret_address), *_account(file, today))


def _course(file: CaseFileView, today: date, *, hidden: bool) -> tuple[Section, ...]:
    """Give what was arranged for the client."""
    return (
        Section(
            key="opschaling",
            title="Opschaling",
            lines=tuple(_escalation(one, file, today) for one in file.escalations),
            empty="De casus is niet opgeschaald.",
        ),
        Section(
            key="overbrugging",
            title="Overbrugging",
            lines=tuple(_bridging(one, today, hidden=hidden) for one in file.bridgings),
            empty="Er is geen overbruggingsplek geregeld.",
        ),
        Section(
            key="aanbod",
            title="Aanbod en weigeringen",
            lines=tuple(map(_offer, file.offers)),
            empty="Er is nog geen plek met de cliënt besproken.",
        ),
        Section(
            key="verblijf",
            title="Waar de cliënt verbleef",
            lines=tuple(_stay(one, hidden=hidden) for one in file.stays),
            empty="Er is nog geen verblijf vastgelegd.",
        ),
    )


def _account(file: CaseFileView, today: date) -> tuple[Section, ...]:
    """Give what the office answers for: what was shared, checked and reported."""
    return (
        Section(
            key="toestemming",
            title="Toestemming",
            lines=tuple(_consent(one, today) for one in file.consents),
            empty="Er is nog geen toestemming gevraagd. Met de gemeente delen kan alleen anoniem.",
        ),
        Section(
            key="delen",
            title="Met wie is gedeeld",
            lines=tuple(map(_sharing, file.sharings)),
            empty="Er is niets gedeeld.",
        ),
        Section(
            key="toetsen",
            title="Toetsen",
            lines=(*map(_termination, file.terminations), *map(_refusal, file.refusals)),
            empty="Er is niets getoetst.",
        ),
        Section(
            key="gebeurtenissen",
            title="Gebeurtenissen en overleg",
            lines=(
                *map(_transfer, file.transfers),
                *map(_event, file.events),
                *map(_meeting, file.meetings),
            ),
            empty="Er is niets bijzonders gemeld.",
        ),
    )


def facts(file: CaseFileView, today: date) -> tuple[Fact, ...]:
    """Give what of the file belongs among the facts: the bridge that ends, who may know what."""
    found = []
    if file.bridge is not None:
        found.append(_bridge_fact(file.bridge, today))
    open_actions = [one for one in file.actions if one.state == "open"]
    if open_actions:
        late = any(one.due_on is not None and one.due_on < today for one in open_actions)
        found.append(
            Fact(
                label="Acties van de tafel",
                text=f"{len(open_actions)} open",
                tone="late" if late else "",
            )
        )
    return tuple(found)


def _bridge_fact(bridge: Bridging, today: date) -> Fact:
    return Fact(
        label="Overbrugging tot",
        text=f"{day_text(bridge.last_day)}, {_left(bridge, today)}",
        tone="late" if (bridge.last_day - today).days <= _SOON else "",
    )


def _left(bridge: Bridging, today: date) -> str:
    left = (bridge.last_day - today).days
    if left < 0:
        return f"{days_text(-left)} over de uiterste datum"
    return "loopt vandaag af" if left == 0 else f"nog {days_text(left)}"


def _escalation(one: Escalation, file: CaseFileView, today: date) -> Line:
    return Line(
        title=_table(one),
        text=f"niveau {one.level}" + (", anoniem" if one.anonymised else ""),
        notes=_filled(
            one.question,
            ("Aanleiding", in_words(one.cause)),
            ("Datum", day_text(one.meeting_on)),
            ("Deelnemers", ", ".join(map(_participant, one.participants))),
            ("Uitkomst", in_words(one.outcome)),
            ("Besluit", one.decision),
            ("Regiehouder", one.control_party),
            ("Volgende bespreking", day_text(one.next_meeting_on)),
        ),
        tone="" if one.decided_at else "waiting",
        lines=tuple(
            Line(
                title=action.what,
                text=in_words(action.state),
                notes=_filled(
                    ("Wie", action.who), ("Voor", day_text(action.due_on)), action.result
                ),
                tone="late"
                if action.state == "open" and action.due_on is not None and action.due_on < today
                else "",
            )
            for action in file.actions_of(one.id)
        ),
    )


def _participant(said: str) -> str:
    """Name who is at a table: "oco (anoniem)" has the basis behind the code."""
    code, mark, basis = said.partition(" (")
    return Recipient.label_of(code) + mark + basis


def _table(one: Escalation) -> str:
    named = _TABLES.get(one.table_name) or in_words(one.table_name).capitalize()
    return named or _LEVELS[one.level]


def _bridging(one: Bridging, today: date, *, hidden: bool) -> Line:
    ended = one.ended_on is not None
    return Line(
        title=in_words(one.form).capitalize(),
        text=_place(one.provider, one.listed_location or one.location, hidden=hidden),
        notes=_filled(
            f"{day_text(one.starts_on)} tot {day_text(one.ended_on)}"
            if ended
            else f"sinds {day_text(one.starts_on)}",
            "" if ended else f"Uiterlijk {day_text(one.last_day)}, {_left(one, today)}",
            ("Vervolgplek", in_words(one.next_place)),
            one.next_place_note,
            ("Besluit", in_words(one.decision)),
            ("Afwijking tot en met", day_text(one.deviates_to)),
            one.decision_motivation,
        ),
        tone="late" if not ended and (one.last_day - today).days <= _SOON else "",
    )


def _offer(one: Offer) -> Line:
    refused = one.refusal_number is not None
    return Line(
        title=one.provider or "Plek",
        text=f"{one.refusal_number}e weigering" if refused else in_words(one.answer),
        notes=_filled(day_text(one.discussed_on), ("Reden", one.refusal_reason)),
    )


def _stay(one: Stay, *, hidden: bool) -> Line:
    until = f"tot {day_text(one.to_date)}" if one.to_date else "tot nu"
    return Line(
        title=ethos_label(one.ethos),
        text=_place(one.shelter, one.municipality, hidden=hidden),
        notes=_filled(f"{day_text(one.from_date)} {until}", ("Bron", one.source)),
    )


def _place(*parts: str | None, hidden: bool) -> str:
    known = ", ".join(part for part in parts if part)
    return "plaats afgeschermd" if known and hidden else known


def _consent(one: Consent, today: date) -> Line:
    return Line(
        title=_named(Recipient, one.recipients) or "Niemand genoemd",
        text=_standing(one, today),
        notes=_filled(
            _named(Category, one.categories),
            ("Gegeven door", in_words(one.given_by)),
            in_words(one.manner),
            ("Gevraagd", day_text(one.given_on)),
        ),
        tone="" if one.holds(today) else "past",
    )


def _standing(one: Consent, today: date) -> str:
    if one.result == "geweigerd":
        return "geweigerd"
    if one.withdrawn_at is not None:
        return f"ingetrokken op {day_text(one.withdrawn_at)}"
    if one.valid_to < today:
        return f"verlopen op {day_text(one.valid_to)}"
    partly = "deels gegeven" if one.result == "deels" else "gegeven"
    return f"{partly}, geldig tot en met {day_text(one.valid_to)}"


def _sharing(one: Sharing) -> Line:
    emergency = one.basis == Basis.EMERGENCY
    return Line(
        title=one.recipient or Recipient.label_of(one.recipient_kind),
        text=Basis.label_of(one.basis),
        notes=_filled(
            _named(Category, one.categories),
            one.what,
            ("Noodsituatie", one.emergency_reason),
            f"{day_text(one.recorded_at)} door {one.by or 'Loopplank'}",
        ),
        tone="late" if emergency else "",
    )


def _termination(one: TerminationCheck) -> Line:
    return Line(
        title="Zorgbeëindiging",
        text=in_words(one.conclusion),
        notes=_filled(
            one.provider,
            ("Formeel geïnformeerd", _YES_NO[one.formally_informed]),
            ("Alternatief gezocht", _YES_NO[one.alternative_sought]),
            ("Aangekondigd einde", day_text(one.announced_end_on)),
            ("Getoetst", day_text(one.recorded_at)),
        ),
    )


def _refusal(one: RefusalCheck) -> Line:
    seen = f"bevestigd door {one.confirmed_by}" if one.confirmed_by else "nog niet bevestigd"
    return Line(
        title="Bewuste keuze",
        text=in_words(one.conclusion),
        notes=_filled(
            ("Persoonlijk gesproken", _YES_NO[one.spoken_in_person]),
            ("Vangnet", in_words(one.safety_net)),
            one.motivation,
            f"Getoetst {day_text(one.recorded_at)}, {seen}",
        ),
    )


def _transfer(one: Transfer) -> Line:
    confirmed = one.confirmed_on is not None
    said = f"bevestigd op {day_text(one.confirmed_on)}" if confirmed else "nog niet bevestigd"
    return Line(
        title=f"Overdracht aan zorgkantoor {one.receiving_office}",
        text=said,
        notes=_filled(
            ("Verhuisd", day_text(one.moved_on)), ("Overdracht", day_text(one.transfer_on))
        ),
        tone="" if confirmed else "waiting",
    )


def _event(one: Event) -> Line:
    return Line(
        title=in_words(one.kind).capitalize(),
        text=in_words(one.cause),
        notes=_filled(
            day_text(one.recorded_at),
            ("Verwacht", day_text(one.expected_on)),
            ("Route", in_words(one.route)),
            ("Uitkomst", in_words(one.outcome)),
            one.note,
        ),
    )


def _meeting(one: MeetingItem) -> Line:
    return Line(
        title=f"Overleg met {one.municipality or 'de gemeente'}",
        text=in_words(one.status),
        notes=_filled(
            day_text(one.held_on or one.recorded_at),
            one.agreement,
            ("Actiehouder", one.action_holder),
            ("Voor", day_text(one.action_on)),
        ),
    )


def _named(kind: "type[Recipient | Category]", codes: Iterable[str]) -> str:
    return ", ".join(kind.label_of(code) for code in codes)


def _filled(*parts: str | tuple[str, str]) -> tuple[str, ...]:
    said = (
        part if isinstance(part, str) else part[1] and f"{part[0]}: {part[1]}" for part in parts
    )
    return tuple(part for part in said if part)
