"""What comes with the program: the national diagrams, decision tables, forms and terms.

They stand in `processes/` and `forms/` of the source tree, or beside the package when it was
installed from a wheel. Delivering is safe to repeat: an unchanged file makes no new version.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from engine.commands.definitions import Deploy, Deployed, SourceFile
from engine.commands.door import Door
from engine.commands.municipality import municipalities
from engine.commands.standing import SetMunicipalities
from engine.commands.terms import SetTerm
from engine.domain.access import SYSTEM

SUFFIXES = (".bpmn", ".dmn", ".form")

_PACKAGE = Path(__file__).parent
_FROM = date(2015, 1, 1)  # the delivered terms hold since the Wlz does


def folders() -> tuple[Path, Path]:
    """Give the folders of the processes and of the forms."""
    bundled = _PACKAGE / "bundled"
    root = bundled if bundled.is_dir() else _PACKAGE.parent
    return root / "processes", root / "forms"


def read_sources(paths: Iterable[Path]) -> tuple[SourceFile, ...]:
    """Read definitions from files, and from folders with everything in them."""
    files = [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]
    return tuple(SourceFile(filename=file.name, source=file.read_bytes()) for file in files)


def delivered_terms() -> Mapping[str, str]:
    """Give the national terms and their values."""
    listed = tomllib.loads((folders()[0] / "termen.toml").read_text(encoding="utf-8"))
    return {name: entry["waarde"] for name, entry in listed.items()}


def deliver(door: Door, *, left_out: Collection[str] = ()) -> tuple[Deployed, ...]:
    """Set the terms that are not set yet, and deploy the national definitions.

    Files that are left out, by name, can be delivered later.
    """
    with door.database.view() as unit:
        known = unit.regions.term_names()
    for name, value in delivered_terms().items():
        if name not in known:
            door.execute(SYSTEM, SetTerm(region="", name=name, value=value, effective_from=_FROM))
    _deliver_municipalities(door)
    sources = [file for file in read_sources(folders()) if file.filename not in left_out]
    return door.execute(SYSTEM, Deploy(files=sources))


def delivered_municipalities() -> Mapping[str, Mapping[str, list[str]]]:
    """Give the centrumgemeenten of each region, with the municipalities they speak for."""
    path = folders()[0] / "centrumgemeenten.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        region: {name: entry["gemeenten"] for name, entry in named.items()}
        for region, named in listed.items()
    }


def _deliver_municipalities(door: Door) -> None:
    """Say which centrumgemeenten a region has, where nobody said so before."""
    for region, named in delivered_municipalities().items():
        with door.database.view() as unit:
            known = municipalities(unit, region)
        if not known:
            door.execute(SYSTEM, SetMunicipalities(region=region, municipalities=named))


def _in_folder(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
