"""The columns of a file with no-care signals: their Dutch names, and what stands in them.

The order is that of the example file. Other spellings of a name (spaces, capitals, a few synonyms)
are recognised too; columns with unknown names are ignored and reported.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column. A required column must be there, and be filled in on every row."""

    name: str
    meaning: str
    example: str
    required: bool = False
    synonyms: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("bsn", "burgerservicenummer; leeg als het onbekend is", "999990019"),
    Column(
        "geslachtsnaam",
        "achternaam zonder voorvoegsel",
        "Berg",
        required=True,
        synonyms=("achternaam", "naam"),
    ),
    Column("voorvoegsel", "voorvoegsel van de achternaam", "van der", synonyms=("tussenvoegsel",)),
    Column("voornamen", "voornamen of voorletters", "Fatima", synonyms=("voornaam", "voorletters")),
    Column("geboortedatum", "dag-maand-jaar; onbekende delen als 00", "14-02-1979"),
    Column("signaalbron", "wie het signaal gaf", "iwlz", required=True, synonyms=("bron",)),
    Column(
        "signaalsoort",
        "wat het signaal zegt",
        "geen-toewijzing",
        required=True,
        synonyms=("soort",),
    ),
    Column("signaaldatum", "dag waarop het signaal is gegeven", "20-11-2026", required=True),
    Column("ethos", "waar de cliënt slaapt: 0 tot en met 7, of 9", "2"),
    Column("veiligheidsrisico", "geen, mogelijk, acuut of onbekend", "onbekend"),
    Column("gemeente", "gemeente van inschrijving of verblijf", "Almelo"),
    Column("regio", "code van de zorgkantoorregio, ter controle", "5505", synonyms=("uzovi",)),
    Column("laatste_aanbieder_agb", "AGB-code van de laatste aanbieder, 8 cijfers", "12345678"),
    Column("laatste_aanbieder_naam", "naam van de laatste aanbieder", "De Voorbeeldzorg"),
    Column("einddatum_zorg", "laatste dag waarop zorg is geleverd", "01-10-2026"),
    Column("telefoon", "telefoonnummer", "06 12345678"),
    Column("email", "e-mailadres", "client@voorbeeld.invalid"),
    Column("straat", "straat van het laatst bekende adres", "Kade"),
    Column("huisnummer", "huisnummer met toevoeging", "12 b"),
    Column("postcode", "postcode", "7600 AA"),
    Column("plaats", "woonplaats", "Almelo", synonyms=("woonplaats",)),
    Column("indicatie", "besluitnummer van de indicatie", "100200300", synonyms=("besluitnummer",)),
    Column("indicatie_vanaf", "ingangsdatum van de indicatie", "01-01-2024"),
    Column("indicatie_tot", "einddatum of vervaldatum van de indicatie", ""),
    Column("zzp_code", "code van het zorgprofiel, 3 cijfers", "884", synonyms=("zorgprofiel",)),
    Column("geheim", "ja als adres en gegevens geheim zijn", "nee", synonyms=("geheime_client",)),
    Column("taal", "taal van brieven, twee letters", "nl"),
    Column("pgb", "ja als een persoonsgebonden budget actief is", "nee"),
    Column("overleden", "ja als de cliënt is overleden", "nee"),
    Column("overgedragen", "ja als een ander zorgkantoor verantwoordelijk is", "nee"),
    Column("wachtstatus", "3 of wacht-uit-voorzorg als de cliënt thuis wacht", ""),
)


def normalised(name: str) -> str:
    """Write a column name so that spellings compare: lower case, letters and digits only."""
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


BY_NAME = {
    normalised(name): column for column in COLUMNS for name in (column.name, *column.synonyms)
}


def template() -> bytes:
    """Make an example file, as a spreadsheet opens it: UTF-8 with a mark, semicolons."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerow(column.example for column in COLUMNS)
    return written.getvalue().encode("utf-8-sig")
