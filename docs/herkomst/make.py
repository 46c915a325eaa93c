"""Makes `docs/herkomst.md`: for every rule of the sources what makes it live, or why nothing does.

    .venv/bin/python -m docs.herkomst.make          write the page, and list the rules that are open
    tests/architecture/test_herkomst.py             fails on an open rule, or when the page is old

`regels.toml` holds the rules; `claims.py` finds what names them.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.herkomst.claims import SPOKEN, Claim, claims
from docs.manual.process_page import anchor

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent / "herkomst.md"
_ORDER = ("taak", "veld", "beslisregel", "beslistabel", "termijn", "document", "test")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: where it comes from, what it means, and why it is no case rule if it is none."""

    number: int
    chapter: str
    meaning: str
    quote: str
    source: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The rules, the names of the sources, and where product and source differ."""

    rules: tuple[Rule, ...]
    sources: Mapping[str, str]
    differences: tuple[Mapping[str, str], ...]
    claims: tuple[Claim, ...]

    def of(self, rule: Rule) -> tuple[Claim, ...]:
        """Give the claims about a rule, people's work first."""
        found = [claim for claim in self.claims if rule.number in claim.rules]
        return tuple(sorted(found, key=lambda c: (not c.alive, _place(c.kind), c.path, c.place)))

    def is_live(self, rule: Rule) -> bool:
        """Whether something does what the rule says."""
        return any(claim.alive for claim in self.of(rule))

    @property
    def only_said(self) -> tuple[Rule, ...]:
        """The live rules that no field, table, term, timer or test carries: only words do."""
        live = [r for r in self.rules if self.is_live(r)]
        return tuple(r for r in live if all(c.kind in SPOKEN for c in self.of(r) if c.alive))

    @property
    def open_rules(self) -> tuple[Rule, ...]:
        """The rules that nothing makes live and that have no reason for it."""
        return tuple(r for r in self.rules if r.reason is None and not self.is_live(r))

    @property
    def unknown(self) -> tuple[Claim, ...]:
        """The claims about rules that do not exist."""
        known = {rule.number for rule in self.rules}
        return tuple(claim for claim in self.claims if claim.rules - known)


def origin() -> Origin:
    """Read the rules and everything that names them."""
    listed = tomllib.loads((FOLDER / "regels.toml").read_text(encoding="utf-8"))
    return Origin(
        rules=tuple(_rule(entry) for entry in listed["regel"]),
        sources=listed["bronnen"],
        differences=tuple(listed.get("verschil", ())),
        claims=claims(),
    )


def page(of: Origin) -> str:
    """Give the page."""
    return "\n".join([*_head(of), *_rules(of), *_per_process(of), *_differences(of), ""])


def _rule(entry: Mapping[str, object]) -> Rule:
    reason = entry.get("reden")
    return Rule(
        number=int(str(entry["nummer"])),
        chapter=str(entry["hoofdstuk"]),
        meaning=str(entry["betekenis"]),
        quote=str(entry["citaat"]),
        source=str(entry["bron"]),
        reason=None if reason is None else str(reason),
    )


def _head(of: Origin) -> Iterator[str]:
    live = sum(of.is_live(rule) for rule in of.rules)
    no_case_rule = sum(rule.reason is not None for rule in of.rules)
    yield "# Herkomst: van bronregel naar product"
    yield ""
    yield f"{len(of.rules)} regels uit de bronnen: {live} leven in het product, {no_case_rule} zijn"
    yield f"geen casusregel (met de reden erbij), {len(of.open_rules)} staan open."
    yield ""
    yield "Deze pagina is gemaakt met `.venv/bin/python -m docs.herkomst.make`. Wat een regel"
    yield "laat leven, noemt zelf het nummer: een element in zijn documentatie, een veld, een"
    yield "beslistabel, een termijn, een document of een test. Een test bewaakt dat geen regel"
    yield "zonder is."
    yield ""
    yield from (f"* **{key}**: {name}" for key, name in of.sources.items())
    yield ""
    yield "Naar: [per proces](#per-proces), [verschillen met de bron](#verschillen-met-de-bron)."
    yield ""


def _rules(of: Origin) -> Iterator[str]:
    chapter = ""
    for rule in of.rules:
        if rule.chapter != chapter:
            chapter = rule.chapter
            yield from (f"## {chapter}", "")
        yield from (f"### Regel {rule.number}", "")
        yield from (f"> {rule.quote} ({rule.source})", "", rule.meaning, "")
        yield from (f"* {_line(claim)}" for claim in of.of(rule))
        if rule.reason is not None:
            yield f"* Geen casusregel: {rule.reason}"
        elif not of.is_live(rule):
            yield "* **Open.**"
        yield ""


def _line(claim: Claim) -> str:
    about = "" if claim.alive else "gaat over: "
    source = Path(claim.path).stem if claim.path.startswith("processes") else ""
    place = f", `{source}:{claim.place}`" if source else f", `{claim.place}`"
    return f"{about}{claim.kind} [{_short(claim.name)}]({_link(claim)}){place}"


def _link(claim: Claim) -> str:
    """Lead to where people read about it, else to the file itself."""
    manual = "manual/bemiddelaar"
    match claim.kind:
        case "taak":
            return f"{manual}/processen/{Path(claim.path).stem}.md#{anchor(claim.name)}"
        case "termijn":
            return f"{manual}/termijnen.md#{claim.place}"
        case "document":
            return f"{manual}/brieven.md#{claim.place}"
        case "beslistabel" | "beslisregel":
            return f"{manual}/beslissingen.md#{Path(claim.path).stem}"
        case _:
            return f"../{claim.path}"


def _short(text: str) -> str:
    said = " ".join(text.replace("[", "(").replace("]", ")").split())
    return said if len(said) <= 90 else said[:89] + "…"  # noqa: PLR2004 - enough to find it


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else 1


def _per_process(of: Origin) -> Iterator[str]:
    yield from ("## Per proces", "")
    for path, found in _grouped(c for c in of.claims if c.path.endswith(".bpmn")):
        yield from (f"### {Path(path).stem}", "", f"[{path}](../{path})", "")
        for claim in found:
            numbers = ", ".join(f"[{n}](#regel-{n})" for n in sorted(claim.rules))
            yield f"* {claim.kind} {_short(claim.name)} (`{claim.place}`): {numbers}"
        yield ""


def _grouped(found: Iterable[Claim]) -> Sequence[tuple[str, Sequence[Claim]]]:
    groups: dict[str, list[Claim]] = {}
    for claim in found:
        groups.setdefault(claim.path, []).append(claim)
    return sorted(groups.items())


def _differences(of: Origin) -> Iterator[str]:
    yield from ("## Verschillen met de bron", "")
    yield "Waar de lijst van regels iets anders zegt dan de bron, geldt de bron."
    yield ""
    for difference in of.differences:
        yield f"* **{difference['regels']}**: {difference['wat']}"


def main() -> int:
    """Write the page; say which rules are open."""
    found = origin()
    PAGE.write_text(page(found), encoding="utf-8")
    for rule in found.open_rules:
        print(f"{rule.number:>4}  {rule.meaning}")
    print(f"{len(found.open_rules)} open, {len(found.unknown)} claims about unknown rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
