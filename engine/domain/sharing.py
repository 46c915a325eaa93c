"""Whether a client's data may be shared with somebody, and how much of it (table D5).

Inside the Wlz chain sharing follows from the duty to arrange care (Wlz 9.1.2); with a municipality
it takes explicit consent (Wlz 9.1.3 lid 3). Where two rules apply the most restrictive one wins,
and what is not known counts as no:

    nothing  <  only anonymous  <  the categories that were consented to  <  what is necessary

The emergency procedure (vital interest) is outside this order: it needs a reason, and the privacy
officer sees it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from engine.domain.labels import Labelled
from engine.errors import Invalid

HIGHEST_NAMED_LEVEL = 2
"""Up to this level of escalation a table may know who a case is about."""


class Recipient(Labelled):
    """Who may receive something about a client."""

    PROVIDER = "zorgaanbieder", "Zorgaanbieder (gecontracteerd)"
    FILE_HOLDER = "dossierhouder", "Dossierhouder"
    CARE_OFFICE = "zorgkantoor", "Ander zorgkantoor"
    CIZ = "ciz", "CIZ"
    CAK = "cak", "CAK"
    MUNICIPALITY = "gemeente", "Gemeente"
    SHELTER = "mo", "Maatschappelijke opvang"
    ADVOCATE = "oco", "Onafhankelijke cliëntondersteuner"
    PROBATION = "reclassering", "Reclassering"
    PRACTITIONER = "behandelaar", "Behandelaar"
    RELATIVE = "naaste", "Naaste"
    REPRESENTATIVE = "vertegenwoordiger", "Wettelijk vertegenwoordiger"
    ADMINISTRATOR = "bewindvoerder", "Bewindvoerder (alleen financieel)"
    SAFETY_HOUSE = "zvh", "Zorg- en veiligheidshuis"
    EXPERTISE_CENTRE = "cce", "CCE"
    TABLE = "tafel", "Overlegtafel"
    STATE = "rijk", "Rijk of landelijke werkgroep"


class Basis(Labelled):
    """On what ground something is shared."""

    CARE_CHAIN = "wlz-keten", "Nodig voor de zorgplicht (Wlz 9.1.2)"
    CONSENT = "toestemming", "Toestemming van de cliënt"
    REPRESENTATION = "vertegenwoordiging", "Wettelijke vertegenwoordiging"
    ANONYMOUS = "anoniem", "Alleen anoniem"
    EMERGENCY = "noodsituatie", "Noodsituatie"
    NONE = "geen", "Geen grondslag"


class Category(Labelled):
    """What can be shared; a consent names the ones it covers."""

    CONTACT = "contact", "Naam en contactgegevens"
    INDICATION = "indicatie", "Wlz-indicatie en zorgprofiel"
    STAY = "verblijf", "Waar iemand verblijft"
    CARE = "zorgvraag", "Zorgvraag en wensen"
    SITUATION = "situatie", "Leefsituatie en netwerk"
    RISKS = "risico", "Veiligheid en risico's"
    FINANCE = "financien", "Geldzaken"
    PLACEMENT = "plaatsing", "Voortgang van de bemiddeling"


class Room(IntEnum):
    """How much may be shared; the smallest of the rules that apply counts."""

    NOTHING = 0
    ANONYMOUS = 1
    CONSENTED = 2
    NECESSARY = 3


_CHAIN = frozenset(
    {
        Recipient.PROVIDER,
        Recipient.FILE_HOLDER,
        Recipient.CARE_OFFICE,
        Recipient.CIZ,
        Recipient.CAK,
    }
)
_REPRESENTING = frozenset({Recipient.REPRESENTATIVE, Recipient.ADMINISTRATOR})
_ONLY_NUMBERS = frozenset({Recipient.MUNICIPALITY})
_NEVER_NAMED = frozenset({Recipient.STATE})


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A consent that still stands: with whom, what, from when until when."""

    recipients: frozenset[str]
    categories: frozenset[str]
    from_day: date
    to_day: date

    def covers(self, recipient: str, day: date) -> bool:
        """Tell whether it counts for this recipient on this day; its last day counts."""
        return recipient in self.recipients and self.from_day <= day <= self.to_day


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What may be shared with one recipient: on which basis, and which categories."""

    recipient: str
    room: Room
    basis: Basis
    categories: tuple[Category, ...]

    @property
    def is_named(self) -> bool:
        """Whether the client may be recognisable."""
        return self.room > Room.ANONYMOUS


def allowance(
    recipient: str, consents: Iterable[Agreed], day: date, level: int | None = None
) -> Allowance:
    """Decide by table D5; `level` is the level of the table that gets to see it, if any."""
    covered: frozenset[str] = frozenset().union(
        *(consent.categories for consent in consents if consent.covers(recipient, day))
    )
    room = min(_by_recipient(recipient, agreed=bool(covered)), _by_level(level))
    return Allowance(
        recipient=recipient,
        room=room,
        basis=_basis(recipient, room),
        categories=_categories(recipient, room, covered),
    )


def recipient_of(role: str) -> str:
    """Give the recipient that a party's role stands for in table D5."""
    return Recipient.PROVIDER if role == "aanbieder" else role


def offered(
    consents: Sequence[Agreed], day: date, level: int | None = None
) -> tuple[Allowance, ...]:
    """Give every recipient with whom something may be shared now."""
    found = (allowance(recipient, consents, day, level) for recipient in Recipient)
    return tuple(one for one in found if one.room is not Room.NOTHING)


def choices(consents: Sequence[Agreed], day: date, level: int | None) -> list[dict[str, object]]:
    """Give what forms may offer: per recipient its name, the basis, and the categories."""
    return [
        {
            "voor": str(one.recipient),
            "naam": f"{Recipient.label_of(one.recipient)}: {one.basis.label.lower()}",
            "grondslag": str(one.basis),
            "gegevens": [{"value": str(c), "label": c.label} for c in one.categories],
        }
        for one in offered(consents, day, level)
    ]


def _by_recipient(recipient: str, *, agreed: bool) -> Room:
    if recipient in _CHAIN | _REPRESENTING:
        return Room.NECESSARY
    if recipient in _NEVER_NAMED:
        return Room.ANONYMOUS
    if recipient not in set(Recipient):
        return Room.NOTHING
    if agreed:
        return Room.CONSENTED
    return Room.ANONYMOUS if recipient in _ONLY_NUMBERS | {Recipient.TABLE} else Room.NOTHING


def _by_level(level: int | None) -> Room:
    return Room.NECESSARY if level is None or level <= HIGHEST_NAMED_LEVEL else Room.ANONYMOUS


def _basis(recipient: str, room: Room) -> Basis:
    if room is Room.NECESSARY:
        return Basis.REPRESENTATION if recipient in _REPRESENTING else Basis.CARE_CHAIN
    return _BASES[room]


_BASES: Mapping[Room, Basis] = {
    Room.NOTHING: Basis.NONE,
    Room.ANONYMOUS: Basis.ANONYMOUS,
    Room.CONSENTED: Basis.CONSENT,
}


def _categories(recipient: str, room: Room, covered: frozenset[str]) -> tuple[Category, ...]:
    if recipient == Recipient.ADMINISTRATOR and room is Room.NECESSARY:
        return (Category.CONTACT, Category.FINANCE)
    if room is Room.NECESSARY:
        return tuple(Category)
    if room is Room.CONSENTED:
        return tuple(one for one in Category if one in covered)
    return ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to share now. `emergency` is the reason of an emergency, else empty."""

    categories: tuple[str, ...] = ()
    anonymous: bool = False
    emergency: str = ""


def judged(wanted: Wanted, room: Allowance) -> Basis:
    """Give the basis of a sharing. Raises `Invalid` that says why not and what can be done."""
    if wanted.emergency:
        return Basis.EMERGENCY
    label = Recipient.label_of(room.recipient) or "deze ontvanger"
    if room.room is Room.NOTHING:
        raise _refused(
            "ontvanger", f"Zonder toestemming mag er niets naar: {label}. Vraag die eerst."
        )
    if wanted.anonymous:
        return Basis.ANONYMOUS
    if not room.is_named:
        raise _refused("ontvanger", f"Hier mag alleen iets anoniem naartoe: {label}.")
    allowed = {category.value for category in room.categories}
    too_much = [Category.label_of(one) for one in wanted.categories if one not in allowed]
    if too_much:
        raise _refused("gedeelde_gegevens", f"Hier is geen grondslag voor: {', '.join(too_much)}.")
    if not wanted.categories and room.room is Room.CONSENTED:
        raise _refused("gedeelde_gegevens", "Kies welke gegevens je deelt: alleen die mogen mee.")
    return room.basis


def _refused(field: str, message: str) -> Invalid:
    return Invalid(message, {field: [message]})
