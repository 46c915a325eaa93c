import pytest

from engine.bpmn.reading import ReadingLimits, read_xml
from engine.domain.definition import Finding
from engine.errors import DefinitionRefused
from tests.drawing import diagram, end, flows, start, sub, user

SIMPLE = diagram(start(), user("a"), end(), flows("begin > a > einde"))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]><definitions>&i;</definitions>"
)
OUTSIDE = (
    b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&x;</definitions>'
)


def _refused(source: bytes, limits: ReadingLimits | None = None) -> Finding:
    with pytest.raises(DefinitionRefused) as refusal:
        read_xml(source, limits or ReadingLimits())
    (finding,) = refusal.value.findings
    assert isinstance(finding, Finding)
    return finding


@pytest.mark.parametrize("hostile", [LAUGHS, OUTSIDE], ids=["billion laughs", "outside entity"])
def test_a_file_with_a_doctype_is_refused(hostile: bytes) -> None:
    assert _refused(hostile).rule in {"doctype", "geen-xml"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_utf_8_and_utf_16_are_read(encoding: str) -> None:
    text = SIMPLE.decode().replace("UTF-8", encoding.upper())

    assert str(read_xml(text.encode(encoding)).tag).endswith("definitions")


def test_utf_7_is_refused() -> None:
    text = SIMPLE.decode().replace("UTF-8", "UTF-7")

    assert _refused(text.encode("utf-7")).rule in {"tekencodering", "geen-xml"}


@pytest.mark.parametrize("noise", [b"", b"\x00" * 50, b"\xff\xfe\xff", b"PK\x03\x04", b"{}"])
def test_what_is_not_xml_gets_a_finding(noise: bytes) -> None:
    assert _refused(noise).rule == "geen-xml"


def test_broken_xml_names_the_line() -> None:
    assert _refused(SIMPLE.replace(b"</process>", b"")).line is not None


def test_a_diagram_that_is_too_large_too_deep_or_too_full_is_refused() -> None:
    nested = sub("d", start("b"), user("t"), end("e"), flows("b > t > e"))
    deep = diagram(start(), nested, end(), flows("begin > d > einde"))

    assert _refused(SIMPLE, ReadingLimits(octets=100)).rule == "bestand-te-groot"
    assert _refused(deep, ReadingLimits(depth=3)).rule == "te-diep"
    assert _refused(SIMPLE, ReadingLimits(flow_nodes=2)).rule == "te-veel-elementen"
