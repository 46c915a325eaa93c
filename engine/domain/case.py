"""The casus: one client without fitting care, from signal to settled (domain.md §2.7, §3).

Three people or organisations are kept apart, since their names sound alike: the *casushouder* is
always one named employee of the care office, the *regiehouder* leads by agreement at a table and
can be external, the *dossierhouder* is the provider with that iWlz role.
"""

from engine.domain.labels import Labelled

CASE_OPENED = "casus-geopend"
"""The message that starts the process of a case; when that process ends, the case is closed."""


class CaseState(Labelled):
    """Where a case stands. None of these is an end but `CLOSED`: waiting is watching."""

    NEW = "nieuw", "Nieuw"
    LAST_PROVIDER = "aanbieder-bevragen", "Laatste aanbieder bevragen"
    REACHING = "client-bereiken", "Cliënt bereiken"
    ENQUIRY = "situatie-uitvragen", "Situatie uitvragen"
    MEDIATION = "bemiddelen", "Bemiddelen"
    REFUSAL = "weigering-toetsen", "Zorgweigering toetsen"
    ESCALATED = "opgeschaald", "Opgeschaald"
    CONSCIOUS_CHOICE = "bewuste-keuze", "Bewuste keuze, onder bewaking"
    UNREACHABLE = "onbereikbaar", "Onbereikbaar, onder bewaking"
    STABLE = "stabiel", "Stabiel met vangnet, onder bewaking"
    IN_SHELTER = "in-opvang", "In opvang in afwachting van plek"
    BRIDGING = "overbrugging", "Op overbruggingsplek"
    AFTERCARE = "nazorg", "Nazorg na plaatsing"
    CLOSING = "afsluiten", "Afsluiten voorgesteld"
    CLOSED = "afgesloten", "Afgesloten"


class Urgency(Labelled):
    """How soon the first action must be (decision table D2); 1 is the most urgent."""

    ACUTE = "1", "1: direct"
    HIGH = "2", "2: hoog"
    NORMAL = "3", "3: gewoon"
    LOW = "4", "4: laag"


class ClosingGround(Labelled):
    """Why a case may be closed (E1 to E6); every other reason keeps it open."""

    IN_CARE = "in-zorg", "In zorg en bestendig"
    INDICATION_LAPSED = "indicatie-vervallen", "Indicatie vervallen of ingetrokken"
    DECEASED = "overleden", "Overleden"
    TRANSFERRED = "overgedragen", "Overgedragen aan ander zorgkantoor"
    NOT_INSURED = "niet-verzekerd", "Niet meer Wlz-verzekerd"
    UNFOUNDED = "onterecht", "Onterecht signaal"
