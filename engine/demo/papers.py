"""Files for whoever fills in forms by itself: a PDF of one page with one line of text."""

from dataclasses import replace

from engine.commands.door import Door
from engine.commands.files import KeepFiles, listed
from engine.domain.access import Actor
from engine.domain.files import Upload
from engine.domain.ids import TaskId
from engine.queries.files import files_of_task
from engine.web.task_form import TaskForm

_PAGE = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
)
_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_RESOURCES = "<</Font<</F1 5 0 R>>>>"
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def with_papers(form: TaskForm, door: Door, who: Actor, task_id: TaskId) -> TaskForm:
    """Lay a file ready for every file field of a task, as somebody does before filling it in.

    Raises any `EngineError` of keeping files.
    """
    if not form.form.files:
        return form
    paper = Upload(name="stuk.pdf", content=a_pdf("Een stuk bij deze casus, om mee te oefenen."))
    door.execute(who, KeepFiles(task_id=task_id, files={key: [paper] for key in form.form.files}))
    with door.database.reading() as connection:
        ready = listed(files_of_task(connection, task_id))
    return replace(form, context={**form.context, **ready})


def a_pdf(line: str) -> bytes:
    """Make a PDF of one page that says one line (ISO 32000-1, 7.5)."""
    drawing = f"BT /F1 14 Tf 72 760 Td ({line.translate(_ESCAPED)}) Tj ET"
    stream = f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream"
    made = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, body in enumerate((*_PAGE, stream, _FONT, _RESOURCES), start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1", "replace")
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(offsets) + 1
    return made + (
        f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
        f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    ).encode("ascii")
