"""How the client can be reached: which lines still work, and the new ones that somebody found."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from engine.commands.recording import contacts
from engine.commands.recording.answers import Answers
from engine.commands.recording.recording import Recording
from engine.domain.ids import ClientId
from engine.domain.reach import RELATION, Reach

_JUDGED = "bruikbare_gegevens"
_MOST_PEOPLE = 3
_LAST_KNOWN = "laatst bekend"
_BY_PROVIDER = "aanbieder"
_KINDS: Mapping[str, str] = {
    "brp": "adres in de BRP",
    "correspondentie": "correspondentieadres",
    "verblijf": "verblijfadres",
    "tijdelijk": "tijdelijk adres",
}
_SAID: Mapping[str, str] = {
    "iwlz": "iWlz",
    "ciz": "CIZ",
    "brp": "BRP",
    "client": "cliënt",
    "broer-zus": "broer of zus",
    "vriend": "vriend of kennis",
}
"""How codes of the form are told in the file, where people read them."""


def contact_details(of: Recording) -> None:
    """Record per line whether it still works, and add what was found (UT07)."""
    client_id = _client(of)
    if of.answers.listed(_JUDGED):
        works = [UUID(key) for key in of.answers.listed(_JUDGED) if _is_key(key)]
        of.work.unit.clients.reaching.judge(client_id, works, of.today)
    _add(of, client_id, [*_numbers(of.answers), *_people(of.answers)])
    address = of.answers.text("adres")
    if address:
        kind = of.answers.text("adressoort") or _LAST_KNOWN
        source = _said(of.answers, "adres_bron")
        line = Reach(kind=_KINDS.get(kind, kind), value=address, source=source)
        key = of.work.new_id()
        of.work.unit.clients.reaching.add_address(key, client_id, line, of.today)


def provider_answer(of: Recording) -> None:
    """Record what the last provider tells, and whom else can be called (UT05)."""
    contacts.provider_contact(of)
    _add(of, _client(of), list(_people(of.answers, source=_BY_PROVIDER)))


def _add(of: Recording, client_id: ClientId, lines: list[Reach]) -> None:
    for line in lines:
        of.work.unit.clients.reaching.add(of.work.new_id(), client_id, line)


def _client(of: Recording) -> ClientId:
    case = of.work.unit.cases.get(of.case_id)
    assert case is not None, "a task of a case has a case"  # noqa: S101 - the row is a foreign key
    return case.client_id


def _numbers(answers: Answers) -> Iterator[Reach]:
    for kind, key in (("telefoon", "telefoon"), ("e-mail", "email")):
        if answers.text(key):
            yield Reach(kind=kind, value=answers.text(key), source=_said(answers, f"{key}_bron"))


def _people(answers: Answers, source: str = "") -> Iterator[Reach]:
    """Read the people of a form with a row of fields for each: contactpersoon_1, …."""
    for number in range(1, _MOST_PEOPLE + 1):
        key = f"contactpersoon_{number}"
        if answers.text(key):
            yield Reach(
                kind=RELATION,
                value=answers.text(f"{key}_telefoon"),
                name=answers.text(key),
                relation=_said(answers, f"{key}_relatie"),
                source=source or _said(answers, f"{key}_bron"),
            )


def _said(answers: Answers, key: str) -> str:
    code = answers.text(key)
    return _SAID.get(code, code)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
