"""What the care office knows about a client, in rows that a letter can show: plain words only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.sharing import Basis, Category, Recipient
from engine.queries.casefile import CaseFileView, Sharing
from engine.queries.cases import CaseHeader, ContactMade, DocumentLine, Line, Surroundings
from engine.queries.looks import LooksOfDay
from engine.service_tasks import JsonValue
from engine.web.casefile import sections
from engine.web.wording import case_state, day_text, ethos_label, in_words

Row = Mapping[str, JsonValue]

_SECRET = "geheim; het staat niet in dit overzicht"  # noqa: S105 - a sentence
_SAID_ELSEWHERE = "delen"
_TITLES: Mapping[str, str] = {
    "opschaling": "Overleg over hoe het verder gaat",
    "overbrugging": "Tijdelijke plek",
    "aanbod": "Een plek die u is aangeboden",
    "verblijf": "Waar u verbleef",
    "toestemming": "Uw toestemming",
    "toetsen": "Wat wij hebben getoetst",
    "gebeurtenissen": "Wat er gebeurde",
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that is known about the client of a case."""

    header: CaseHeader
    around: Surroundings
    contacts: tuple[ContactMade, ...]
    file: CaseFileView
    looks: tuple[LooksOfDay, ...]
    documents: tuple[DocumentLine, ...]

    def rows(self, today: date) -> Mapping[str, JsonValue]:
        """Give the inputs of the document."""
        return {
            "gegevens": [{"wat": what, "waarde": value} for what, value in self._facts(today)],
            "gezien": [_look(one) for one in self.looks],
            "gedeeld": [_shared(one) for one in self.file.sharings],
            "documenten": [
                {"wanneer": day_text(one.created_at), "wat": one.title} for one in self.documents
            ],
        }

    def _facts(self, today: date) -> Iterator[tuple[str, str]]:
        header = self.header
        yield "Naam", header.client
        if header.birth_date:
            yield "Geboren", day_text(header.birth_date)
        if header.secret_address:
            yield "Adres", _SECRET
        else:
            yield from _lines("Adres of bereikbaarheid", self.around.addresses)
        yield from _lines("Bereikbaarheid", self.around.contacts)
        yield from _lines("Indicatie", self.around.indications)
        yield "Waar het staat", case_state(header.state)
        yield "Waar u slaapt", ethos_label(header.ethos)
        yield "Uw contactpersoon", header.case_holder or "nog niemand"
        yield "Uw zorgaanbieder", header.file_holder or "niet bekend"
        yield from _lines("Wie betrokken is", self.around.parties)
        yield from _lines("Signaal", self.around.signals)
        for made in self.contacts:
            yield "Contact", _filled(day_text(made.at), in_words(made.result), made.note)
        yield from self._sections(today)

    def _sections(self, today: date) -> Iterator[tuple[str, str]]:
        hidden = self.header.secret_address
        for section in sections(self.file, today, secret_address=hidden):
            lines = () if section.key == _SAID_ELSEWHERE else section.lines
            for line in lines:
                yield (
                    _TITLES.get(section.key, section.title),
                    _filled(line.title, line.text, *line.notes),
                )


def _lines(what: str, lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    return ((what, _filled(line.title, line.text, line.note)) for line in lines)


def _look(one: LooksOfDay) -> Row:
    times = f" ({one.times} keer)" if one.times > 1 else ""
    return {"wanneer": day_text(one.day), "wie": one.who, "wat": f"{one.what}{times}"}


def _shared(one: Sharing) -> Row:
    return {
        "wanneer": day_text(one.recorded_at),
        "wie": _filled(Recipient.label_of(one.recipient_kind), one.recipient),
        "wat": _filled(", ".join(Category.label_of(code) for code in one.categories), one.what),
        "grondslag": Basis.label_of(one.basis),
    }


def _filled(*parts: str) -> str:
    return "; ".join(part.rstrip(".") for part in parts if part)
