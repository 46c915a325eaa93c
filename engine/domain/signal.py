"""The no-care signal: somebody has an indication and, as far as is known, no care.

Signals come from the iWlz registers, from providers, municipalities and shelters, or from people
themselves. The codes are those of the form "signaal beoordelen" (domain.md §2.3 UT01).
"""

from engine.domain.labels import Labelled


class SignalSource(Labelled):
    """Who or what gave the signal."""

    IWLZ = "iwlz", "iWlz-afleiding"
    PROVIDER = "aanbieder", "Zorgaanbieder"
    MUNICIPALITY = "gemeente", "Gemeente"
    SHELTER = "mo", "Maatschappelijke opvang"
    CLIENT = "client", "Cliënt"
    RELATIVE = "naaste", "Naaste of vertegenwoordiger"
    CLIENT_SUPPORT = "oco", "Onafhankelijke cliëntondersteuner"
    SAFETY_HOUSE = "zvh", "Zorg- en Veiligheidshuis"
    PROBATION = "reclassering", "Reclassering of DJI"
    OTHER_OFFICE = "ander-zorgkantoor", "Ander zorgkantoor"
    OTHER = "anders", "Anders"


class SignalKind(Labelled):
    """What the signal says."""

    NO_ALLOCATION = "geen-toewijzing", "Geen toewijzing"
    NO_DELIVERY = "toewijzing-zonder-levering", "Toewijzing zonder levering"
    DELIVERY_ENDED = "levering-beeindigd", "Levering beëindigd"
    NO_FILE_HOLDER = "geen-dossierhouder", "Geen dossierhouder"
    IN_SHELTER = "verblijf-mo", "Verblijf in maatschappelijke opvang"
    ENDING_ANNOUNCED = "voornemen-beeindiging", "Voornemen zorgbeëindiging"
    DISCHARGE = "ontslag-zonder-plek", "Ontslag uit behandeling zonder plek"
    DETENTION = "detentie", "Detentie"
    PLACE_LOST = "plek-verloren", "Plek verloren"
    SEEKS_CONTACT = "weer-contact", "Zoekt weer contact"


class Ethos(Labelled):
    """Where somebody sleeps, after the European typology ETHOS Light."""

    NOT_HOMELESS = "0", "Niet dakloos"
    PUBLIC_SPACE = "1", "Leeft in de openbare ruimte"
    NIGHT_SHELTER = "2", "In noodopvang"
    TEMPORARY_SHELTER = "3", "In tijdelijke opvang"
    INSTITUTION = "4", "In instelling, moet eruit"
    UNCONVENTIONAL = "5", "In niet-conventionele woonruimte"
    WITH_OTHERS = "6", "Tijdelijk bij familie, vrienden of kennissen"
    EVICTION = "7", "Dreigende uitzetting"
    UNKNOWN = "9", "Onbekend"


class SafetyRisk(Labelled):
    """Whether somebody is in danger or dangerous."""

    NONE = "geen", "Geen"
    POSSIBLE = "mogelijk", "Mogelijk"
    ACUTE = "acuut", "Acuut"
    UNKNOWN = "onbekend", "Onbekend"


class SignalStatus(Labelled):
    """What became of a signal. A suppressed signal stays listed: nothing disappears silently."""

    RECEIVED = "ontvangen", "Wordt beoordeeld"
    CASE_OPENED = "casus-geopend", "Casus geopend"
    ATTACHED = "gekoppeld", "Toegevoegd aan open casus"
    UNFOUNDED = "onterecht", "Onterecht"
    FORWARDED = "doorgezonden", "Doorgezonden aan ander zorgkantoor"
    SUPPRESSED = "onderdrukt", "Onderdrukt"


class SuppressionReason(Labelled):
    """Why a signal does not open a case (domain.md §4.3); the first that holds is given."""

    DECEASED = "overleden", "Cliënt is overleden"
    PERSONAL_BUDGET = "pgb", "Persoonsgebonden budget is actief"
    TRANSFERRED = "overgedragen", "Cliënt is overgedragen aan een ander zorgkantoor"
    INDICATION_LAPSED = "indicatie-vervallen", "Indicatie is vervallen"
    WAITS_AT_HOME = "wacht-uit-voorzorg", "Wacht uit voorzorg met eigen woning"
