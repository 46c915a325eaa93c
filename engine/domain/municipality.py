"""Which municipality belongs to which zorgkantoorregio: all 342, as of 2025 (D11, rules 31 and 33).

Made from the list of 2015 (Regeling langdurige zorg, bijlage B: 394 municipalities, 32 regions)
and every redivision of municipalities since. Where a new municipality was made of parts of two
regions, the map of the zorgkantoorregio's of Statistics Netherlands (CBS, 2025) decides:
Haarlemmermeer is in Amstelland en De Meerlanden, Vijfheerenlanden in Waardenland, Weesp came to
Amsterdam. On that map Nieuwe Waterweg Noord and Delft Westland Oostland are one region, Westland
Schieland Delfland (5519 here; that code was not verified). To be checked before go-live.
"""

from collections.abc import Mapping

_BY_REGION: Mapping[str, str] = {
    "5501": (
        "Eemsdelta; Groningen; Het Hogeland; Midden-Groningen; Oldambt; Pekela; Stadskanaal; "
        "Veendam; Westerkwartier; Westerwolde"
    ),
    "5502": (
        "Achtkarspelen; Ameland; Dantumadiel; De Fryske Marren; Harlingen; Heerenveen; "
        "Leeuwarden; Noardeast-Fryslân; Ooststellingwerf; Opsterland; Schiermonnikoog; "
        "Smallingerland; Súdwest-Fryslân; Terschelling; Tytsjerksteradiel; Vlieland; Waadhoeke; "
        "Weststellingwerf"
    ),
    "5503": (
        "Aa en Hunze; Assen; Borger-Odoorn; Coevorden; De Wolden; Emmen; Hoogeveen; Meppel; "
        "Midden-Drenthe; Noordenveld; Tynaarlo; Westerveld"
    ),
    "5504": (
        "Dalfsen; Elburg; Ermelo; Hardenberg; Harderwijk; Hattem; Kampen; Nunspeet; Oldebroek; "
        "Ommen; Putten; Staphorst; Steenwijkerland; Zwartewaterland; Zwolle"
    ),
    "5505": (
        "Almelo; Borne; Dinkelland; Enschede; Haaksbergen; Hellendoorn; Hengelo; Hof van Twente; "
        "Losser; Oldenzaal; Rijssen-Holten; Tubbergen; Twenterand; Wierden"
    ),
    "5506": "Apeldoorn; Brummen; Epe; Heerde; Lochem; Zutphen",
    "5507": (
        "Aalten; Arnhem; Barneveld; Berkelland; Bronckhorst; Doesburg; Doetinchem; Duiven; Ede; "
        "Lingewaard; Montferland; Oost Gelre; Oude IJsselstreek; Overbetuwe; Renkum; Rheden; "
        "Rozendaal; Scherpenzeel; Wageningen; Westervoort; Winterswijk; Zevenaar"
    ),
    "5508": (
        "Berg en Dal; Beuningen; Buren; Culemborg; Druten; Gennep; Heumen; Mook en Middelaar; "
        "Neder-Betuwe; Nijmegen; Tiel; West Betuwe; West Maas en Waal; Wijchen"
    ),
    "5509": (
        "Amersfoort; Baarn; Bunnik; Bunschoten; De Bilt; De Ronde Venen; Houten; IJsselstein; "
        "Leusden; Lopik; Montfoort; Nieuwegein; Nijkerk; Oudewater; Renswoude; Rhenen; Soest; "
        "Stichtse Vecht; Utrecht; Utrechtse Heuvelrug; Veenendaal; Wijk bij Duurstede; Woerden; "
        "Woudenberg; Zeist"
    ),
    "5510": "Dronten; Lelystad; Noordoostpolder; Urk; Zeewolde",
    "5511": "Almere; Blaricum; Eemnes; Gooise Meren; Hilversum; Huizen; Laren; Wijdemeren",
    "5512": (
        "Alkmaar; Bergen (NH.); Den Helder; Dijk en Waard; Drechterland; Enkhuizen; Heiloo; "
        "Hollands Kroon; Hoorn; Koggenland; Medemblik; Opmeer; Schagen; Stede Broec; Texel"
    ),
    "5513": (
        "Beverwijk; Bloemendaal; Castricum; Haarlem; Heemskerk; Heemstede; Uitgeest; Velsen; "
        "Zandvoort"
    ),
    "5514": "Edam-Volendam; Landsmeer; Oostzaan; Purmerend; Waterland; Wormerland; Zaanstad",
    "5515": "Amsterdam; Diemen",
    "5516": "Aalsmeer; Amstelveen; Haarlemmermeer; Ouder-Amstel; Uithoorn",
    "5517": (
        "Alphen aan den Rijn; Hillegom; Kaag en Braassem; Katwijk; Leiden; Leiderdorp; Lisse; "
        "Nieuwkoop; Noordwijk; Oegstgeest; Teylingen; Voorschoten; Zoeterwoude"
    ),
    "5518": "Leidschendam-Voorburg; Rijswijk; 's-Gravenhage; Wassenaar; Zoetermeer",
    "5519": (
        "Delft; Lansingerland; Maassluis; Midden-Delfland; Pijnacker-Nootdorp; Schiedam; "
        "Vlaardingen; Westland"
    ),
    "5520": "Bodegraven-Reeuwijk; Gouda; Krimpenerwaard; Waddinxveen; Zuidplas",
    "5521": "Capelle aan den IJssel; Krimpen aan den IJssel; Rotterdam",
    "5523": (
        "Albrandswaard; Barendrecht; Goeree-Overflakkee; Hoeksche Waard; Nissewaard; Ridderkerk; "
        "Voorne aan Zee"
    ),
    "5524": (
        "Alblasserdam; Dordrecht; Gorinchem; Hardinxveld-Giessendam; Hendrik-Ido-Ambacht; "
        "Molenlanden; Papendrecht; Sliedrecht; Vijfheerenlanden; Zwijndrecht"
    ),
    "5525": (
        "Borsele; Goes; Hulst; Kapelle; Middelburg; Noord-Beveland; Reimerswaal; Schouwen- "
        "Duiveland; Sluis; Terneuzen; Tholen; Veere; Vlissingen"
    ),
    "5526": (
        "Alphen-Chaam; Altena; Baarle-Nassau; Bergen op Zoom; Breda; Drimmelen; Etten-Leur; "
        "Geertruidenberg; Halderberge; Moerdijk; Oosterhout; Roosendaal; Rucphen; Steenbergen; "
        "Woensdrecht; Zundert"
    ),
    "5527": (
        "Dongen; Gilze en Rijen; Goirle; Heusden; Hilvarenbeek; Loon op Zand; Oisterwijk; "
        "Tilburg; Waalwijk"
    ),
    "5528": (
        "Bernheze; Boekel; Boxtel; Land van Cuijk; Maasdriel; Maashorst; Meierijstad; Oss; "
        "'s-Hertogenbosch; Sint-Michielsgestel; Vught; Zaltbommel"
    ),
    "5529": (
        "Asten; Bergeijk; Best; Bladel; Cranendonck; Deurne; Eersel; Eindhoven; Geldrop-Mierlo; "
        "Gemert-Bakel; Heeze-Leende; Helmond; Laarbeek; Nuenen, Gerwen en Nederwetten; Oirschot; "
        "Reusel-De Mierden; Someren; Son en Breugel; Valkenswaard; Veldhoven; Waalre"
    ),
    "5530": (
        "Beesel; Bergen (L.); Echt-Susteren; Horst aan de Maas; Leudal; Maasgouw; Nederweert; "
        "Peel en Maas; Roerdalen; Roermond; Venlo; Venray; Weert"
    ),
    "5531": (
        "Beek; Beekdaelen; Brunssum; Eijsden-Margraten; Gulpen-Wittem; Heerlen; Kerkrade; "
        "Landgraaf; Maastricht; Meerssen; Simpelveld; Sittard-Geleen; Stein; Vaals; Valkenburg "
        "aan de Geul; Voerendaal"
    ),
    "5532": "Deventer; Olst-Wijhe; Raalte; Voorst",
}  # fmt: skip

_MUNICIPALITIES = {code: tuple(names.split("; ")) for code, names in _BY_REGION.items()}
_REGION_OF = {name.lower(): code for code, names in _MUNICIPALITIES.items() for name in names}


def municipalities_in(code: str) -> tuple[str, ...]:
    """Give the municipalities of a zorgkantoorregio, by its UZOVI code; none for an unknown one."""
    return _MUNICIPALITIES.get(code, ())


def region_of(municipality: str) -> str | None:
    """Tell the UZOVI code of the zorgkantoorregio that a municipality lies in."""
    return _REGION_OF.get(municipality.strip().lower())
