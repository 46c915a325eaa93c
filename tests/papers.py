"""Small files of each kind, as people send them, and of kinds that are refused."""

import base64
import io
import zipfile

from engine.demo.papers import a_pdf

PDF = a_pdf("Brief")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
TEXT = "Gebeld met de aanbieder.\r\nZij sturen het nog één keer.\n".encode()
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
_DOCX_TYPES = (
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def zipped(**parts: str) -> bytes:
    """Zip parts by name; a double underscore stands for a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            packed.writestr(_NAMES.get(name, name.replace("__", "/")), text)
    return made.getvalue()


_NAMES = {
    "types": "[Content_Types].xml",
    "document": "word/document.xml",
    "macro": "word/vbaProject.bin",
    "basic": "Basic/Standard/Module1.xml",
    "sheet": "xl/workbook.xml",
}
DOCX = zipped(types=_DOCX_TYPES, document="<w/>")
DOCX_WITH_MACRO = zipped(types=_DOCX_TYPES, document="<w/>", macro="x")
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", content="<o/>")
ODT_WITH_MACRO = zipped(mimetype="application/vnd.oasis.opendocument.text", basic="<b/>")
XLSX = zipped(types="<Types/>", sheet="<x/>")
