"""What a file is, its content tells; its name is made safe to keep."""

import pytest

from engine.domain.files import Fault, FileKind, accepted, judged, safe_name
from tests import papers
from tests.rows import every_row

ENOUGH = 1_000_000


@every_row(
    ("content", "kind"),
    [
        (papers.PDF, FileKind.PDF),
        (papers.PNG, FileKind.PNG),
        (papers.JPEG, FileKind.JPEG),
        (papers.DOCX, FileKind.WORD),
        (papers.ODT, FileKind.OPEN_DOCUMENT),
        (papers.TEXT, FileKind.TEXT),
        (b"\xef\xbb\xbfmet een merkteken vooraf", FileKind.TEXT),
    ],
)
def test_a_kind_is_told_by_the_content(content: bytes, kind: FileKind) -> None:
    assert judged(content, ENOUGH) is kind


@every_row(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (papers.PROGRAM, Fault.UNKNOWN),
        (b"\x7fELF\x02\x01", Fault.UNKNOWN),
        (b"#!/bin/sh\nrm -rf /\n", Fault.UNKNOWN),
        (b"  <html><script>alert(1)</script>", Fault.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.UNKNOWN),
        (b"{\\rtf1 tekst}", Fault.UNKNOWN),
        (b"tekst met een \x00", Fault.UNKNOWN),
        ("één".encode("latin-1"), Fault.UNKNOWN),
        (papers.XLSX, Fault.UNKNOWN),
        (papers.zipped(brief="x"), Fault.UNKNOWN),
        (papers.DOCX[:60], Fault.UNKNOWN),
        (papers.zipped(**{f"blad{n}": "" for n in range(5_001)}), Fault.UNKNOWN),
        (papers.PROGRAM + papers.DOCX, Fault.UNKNOWN),
        (papers.PNG[:8] + b"<script>", Fault.UNKNOWN),
        (papers.DOCX_WITH_MACRO, Fault.RUNS),
        (papers.ODT_WITH_MACRO, Fault.RUNS),
        (papers.PDF + b"<</S/JavaScript/JS(app.alert)>>", Fault.RUNS),
        (papers.PDF + b"<</S/Launch/F(cmd.exe)>>", Fault.RUNS),
    ],
)
def test_what_is_no_plain_document_is_refused(content: bytes, fault: Fault) -> None:
    assert judged(content, ENOUGH) is fault


def test_a_file_may_be_exactly_as_large_as_the_limit() -> None:
    assert judged(papers.PDF, len(papers.PDF)) is FileKind.PDF
    assert judged(papers.PDF, len(papers.PDF) - 1) is Fault.TOO_LARGE


@every_row(
    ("name", "kept"),
    [
        ("brief.pdf", "brief.pdf"),
        ("Brief Van Der Laan.PDF", "Brief Van Der Laan.pdf"),
        ("C:\\Users\\noor\\brief.pdf", "brief.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("virus.exe", "virus.pdf"),
        ("brief", "brief.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "bestand.pdf"),
        ("a\x00b\r\nc\u202egpj.pdf", "ab cgpj.pdf"),
        ('a<b>"c|d?.pdf', "a-b--c-d-.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_its_content_asks(name: str, kept: str) -> None:
    assert safe_name(name, FileKind.PDF) == kept


@pytest.mark.parametrize("name", ["foto.jpg", "foto.jpeg"])
def test_both_endings_of_a_photo_are_kept(name: str) -> None:
    assert safe_name(name, FileKind.JPEG) == name


def test_a_field_names_kinds_by_extension_media_type_or_group() -> None:
    kinds, strange = accepted(".pdf, image/*,text/plain")
    assert kinds == {FileKind.PDF, FileKind.PNG, FileKind.JPEG, FileKind.TEXT}
    assert strange == ()


def test_what_names_no_kind_is_told() -> None:
    assert accepted(".PDF,.exe, =x") == (frozenset({FileKind.PDF}), (".exe", "=x"))
    assert accepted("") == (frozenset(), ())
