"""From contents to PDF: typst lays out a template that stands beside this module.

The file is PDF/UA, which screen readers can read. Typst brings its fonts; nothing is fetched.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import typst

from engine.service_tasks import JsonValue
from handlers.letters.catalogue import FOLDER


def typeset(name: str, now: datetime, contents: Mapping[str, JsonValue]) -> bytes:
    """Make the PDF as PDF/UA, or merely tagged when a text has signs that the font lacks."""
    try:
        return _pdf(name, now, contents, ("ua-1",))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _pdf(name, now, contents, ())


def _pdf(
    name: str,
    now: datetime,
    contents: Mapping[str, JsonValue],
    standards: Sequence[Literal["ua-1"]],
) -> bytes:
    return typst.compile(
        FOLDER / f"{name}.typ",
        root=FOLDER,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"gegevens": json.dumps(contents, ensure_ascii=False)},
        pdf_standards=[*standards],
        timestamp=int(now.timestamp()),
    )
