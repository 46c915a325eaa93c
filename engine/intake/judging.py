"""Judging a row: whether it can become a signal, and whether that must be held back.

A wrong cell is named by its column and never quoted, since the reason is kept and logged. A row
without BSN is taken in with a flag. What holds a signal back is in domain.md §4.3: every held-back
row keeps its reason, so that nothing disappears silently.

    taken     becomes a signal          wrong      has problems, by column
    held      stored, starts nothing    doubled    the same signal as an earlier row or file
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from engine.commands.signals import NewClient, NewSignal
from engine.domain.client import Address, Bsn, PersonName, is_plausible_birth_date
from engine.domain.labels import Labelled
from engine.domain.signal import Ethos, SafetyRisk, SignalKind, SignalSource, SuppressionReason
from engine.errors import Invalid
from engine.intake.reading import Row, Sheet

L = TypeVar("L", bound=Labelled)
T = TypeVar("T")

_DATE = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_ISO_DATE = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[\d\s().\-]{8,25}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_EARLIEST = date(2015, 1, 1)  # the Wlz began on this day
_LONGEST = 120
_YES = frozenset({"ja", "j", "1", "true", "waar", "yes", "x"})
_NO = frozenset({"nee", "n", "0", "2", "false", "onwaar", "no"})
_WAITS_AT_HOME = frozenset({"3", "wacht uit voorzorg", "wacht-uit-voorzorg"})


class Verdict(StrEnum):
    """What happens to a row."""

    TAKEN = "taken"
    HELD = "held"
    DOUBLED = "doubled"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return _LABELS[self]


_LABELS = {
    Verdict.TAKEN: "wordt opgenomen",
    Verdict.HELD: "onderdrukt",
    Verdict.DOUBLED: "dubbel",
    Verdict.WRONG: "fout",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row with its verdict. `problems` are by column; `notes` do not stand in the way."""

    number: int
    verdict: Verdict
    signal: NewSignal | None = None
    problems: Mapping[str, str] | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reason of the verdict, in one sentence; empty when the row is simply taken."""
        if self.problems:
            return " ".join(f"{column}: {text}" for column, text in self.problems.items())
        return self.reason


def judge(sheet: Sheet, region: str, today: date) -> tuple[Judged, ...]:
    """Judge every row, and find the rows that repeat an earlier one."""
    return tuple(_without_repeats(_RowReader(row, region, today).judged() for row in sheet.rows))


def identity(signal: NewSignal) -> tuple[object, ...]:
    """Give what makes two signals the same: client, source, kind and date."""
    person = signal.client
    who: object = person.bsn or (person.name.sorted_form.casefold(), person.birth_date)
    return (who, signal.source, signal.kind, signal.signal_date)


def _without_repeats(rows: Iterator[Judged]) -> Iterator[Judged]:
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row.signal is None:
            yield row
            continue
        earlier = first.setdefault(identity(row.signal), row.number)
        if earlier == row.number:
            yield row
        else:
            reason = f"Hetzelfde signaal als rij {earlier}."
            yield replace(row, verdict=Verdict.DOUBLED, reason=reason, signal=None)


class _CellError(ValueError):
    """A cell is wrong; the message says how it should be."""


class _RowReader:
    """Reads the cells of one row; problems fill up while it reads."""

    def __init__(self, row: Row, region: str, today: date) -> None:
        self._row = row
        self._region = region
        self._today = today
        self._problems: dict[str, str] = {}
        self._notes: list[str] = []

    def judged(self) -> Judged:
        if self._row.surplus:
            self._problems["rij"] = "heeft meer cellen dan de kop."
        region = self._text("regio")
        if region and region != self._region:
            self._problems["regio"] = f"dit signaal hoort bij regio {region[:4]}."
        signal = self._signal()
        notes = tuple(self._notes)
        number = self._row.number
        if self._problems or signal is None:
            return Judged(
                number=number, verdict=Verdict.WRONG, problems=self._problems, notes=notes
            )
        if signal.suppressed:
            reason = f"{signal.suppressed.label}."
            return Judged(
                number=number, verdict=Verdict.HELD, signal=signal, reason=reason, notes=notes
            )
        return Judged(number=number, verdict=Verdict.TAKEN, signal=signal, notes=notes)

    def _signal(self) -> NewSignal | None:
        source = self._code("signaalbron", SignalSource)
        kind = self._code("signaalsoort", SignalKind)
        on = self._cell("signaaldatum", self._past_date)
        client = self._client()
        self._required("signaalbron", "signaalsoort", "signaaldatum")
        if source is None or kind is None or on is None or client is None:
            return None
        ethos = self._code("ethos", Ethos)
        return NewSignal(
            source=source,
            kind=kind,
            signal_date=on,
            client=client,
            ethos=ethos,
            safety_risk=self._code("veiligheidsrisico", SafetyRisk),
            facts=self._facts(),
            suppressed=self._suppressed(client, ethos),
            row_number=self._row.number,
        )

    def _client(self) -> NewClient | None:
        self._required("geslachtsnaam")
        bsn = self._cell("bsn", _bsn)
        if "bsn" not in self._row.cells:
            self._notes.append("BSN onbekend.")
        name = PersonName(
            surname=self._text("geslachtsnaam"),
            prefix=self._text("voorvoegsel"),
            first_names=self._text("voornamen"),
        )
        born = self._cell("geboortedatum", self._birth_date)
        address = Address(
            street=self._text("straat"),
            house_number=self._text("huisnummer", 20),
            postcode=self._cell("postcode", _postcode) or "",
            city=self._text("plaats"),
        )
        return NewClient(
            name=name,
            bsn=bsn,
            birth_date=born,
            secret_address=self._flag("geheim"),
            language=self._cell("taal", _language) or "nl",
            address=address if address.lines else None,
            phone=self._cell("telefoon", _phone) or "",
            email=self._cell("email", _email) or "",
            care_package=self._cell("zzp_code", _care_package) or "",
            decision_number=self._text("indicatie", 40),
            indicated_from=self._cell("indicatie_vanaf", _date),
            indicated_until=self._cell("indicatie_tot", _date),
        )

    def _facts(self) -> dict[str, str]:
        """Give what has no column and helps the mediator, under the names of the process."""
        agb = self._cell("laatste_aanbieder_agb", _agb) or ""
        provider = self._text("laatste_aanbieder_naam")
        ended = self._cell("einddatum_zorg", _date)
        facts = {
            "aanbieder_agb": agb,
            "aanbieder_naam": provider,
            "gemeente": self._text("gemeente"),
            "zzp_code": self._row.cells.get("zzp_code", "")[:3],
            "einddatum_zorg": ended.isoformat() if ended else "",
        }
        known = {name: value for name, value in facts.items() if value}
        return known | {"aanbieder_bekend": "ja" if agb or provider else "nee"}

    def _suppressed(self, client: NewClient, ethos: Ethos | None) -> SuppressionReason | None:
        lapsed = client.indicated_until is not None and client.indicated_until < self._today
        waits = self._text("wachtstatus").lower() in _WAITS_AT_HOME
        reasons = {
            SuppressionReason.DECEASED: self._flag("overleden"),
            SuppressionReason.PERSONAL_BUDGET: self._flag("pgb"),
            SuppressionReason.TRANSFERRED: self._flag("overgedragen"),
            SuppressionReason.INDICATION_LAPSED: lapsed,
            SuppressionReason.WAITS_AT_HOME: waits and ethos is Ethos.NOT_HOMELESS,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def _required(self, *columns: str) -> None:
        for column in columns:
            if column not in self._row.cells:
                self._problems[column] = "is leeg."

    def _text(self, column: str, longest: int = _LONGEST) -> str:
        return self._cell(column, lambda text: _plain(text, longest)) or ""

    def _flag(self, column: str) -> bool:
        return self._cell(column, _yes_or_no) or False

    def _code(self, column: str, kind: type[L]) -> L | None:
        return self._cell(column, lambda text: _recognised(kind, text))

    def _cell(self, column: str, read: Callable[[str], T]) -> T | None:
        """Read a cell; None when it is empty or wrong."""
        text = self._row.cells.get(column)
        if text is None:
            return None
        try:
            return read(text)
        except _CellError as wrong:
            self._problems[column] = str(wrong)
            return None

    def _past_date(self, text: str) -> date:
        day = _date(text)
        if day > self._today:
            raise _CellError("ligt in de toekomst.")
        if day < _EARLIEST:
            raise _CellError("ligt voor 2015; klopt het jaar?")
        return day

    def _birth_date(self, text: str) -> date | None:
        if re.search(r"(^|\D)00($|\D)", text) and _DATE.fullmatch(text):
            self._notes.append("Geboortedatum onvolledig.")
            return None
        day = _date(text)
        if not is_plausible_birth_date(day, self._today):
            raise _CellError("kan niet kloppen.")
        return day


def _plain(text: str, longest: int) -> str:
    if _CONTROL.search(text):
        raise _CellError("bevat tekens die niet mogen.")
    if len(text) > longest:
        raise _CellError(f"is langer dan {longest} tekens.")
    return text


def _recognised(kind: type[L], text: str) -> L:
    found = kind.recognise(text)
    if found is None:
        raise _CellError(f"is geen van {_listed([member.value for member in kind])}.")
    return found


def _listed(codes: Sequence[str]) -> str:
    return f"{', '.join(codes[:-1])} of {codes[-1]}"


def _yes_or_no(text: str) -> bool:
    answer = text.casefold()
    if answer not in _YES | _NO:
        raise _CellError("is geen ja of nee.")
    return answer in _YES


def _date(text: str) -> date:
    match = _DATE.fullmatch(text) or _ISO_DATE.fullmatch(text)
    try:
        if match:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise _CellError("is geen datum als 31-12-2026.")


def _bsn(text: str) -> Bsn:
    try:
        return Bsn.parse(text)
    except Invalid:
        raise _CellError("voldoet niet aan de 11-proef.") from None


def _postcode(text: str) -> str:
    match = _POSTCODE.fullmatch(text)
    if not match:
        raise _CellError("is geen postcode als 1234 AB.")
    return f"{match[1]} {match[2].upper()}"


def _agb(text: str) -> str:
    digits = text.zfill(8)
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise _CellError("is geen AGB-code van 8 cijfers.")
    return digits


def _care_package(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3}", text):
        raise _CellError("is geen code van 3 cijfers.")
    return text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(_plain(text, _LONGEST)):
        raise _CellError("is geen e-mailadres.")
    return text


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise _CellError("is geen telefoonnummer.")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise _CellError("is geen taal van twee letters.")
    return text.lower()
