"""Double coding that was done elsewhere, read from a table: a line for each coder's sheet."""

from kast_eval.dataset.agreement import Codings
from kast_eval.dataset.csv_file import CsvRow, CsvTable, read_csv
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import LineError
from kast_eval.kinds.answer import AnswerError
from kast_eval.wording import Language, Wording, marked, program_text

INTERVIEW, CODER = "interview", "coder"
"""The columns that say which sheet a line is; the others are the form's variables."""


def read_codings(file: str, contents: bytes, definition: FormDefinition) -> Codings:
    """Return every coder's texts by interview, or raise LineError with the file and the line.

    An item that has no column, or an empty cell, was not coded.
    """
    table = read_csv(file, contents)
    _require_columns(table, definition)
    codings: dict[str, dict[str, dict[str, str]]] = {}
    for row in table.rows:
        interview, coder = row.cells[INTERVIEW], row.cells[CODER]
        if not interview or not coder:
            raise LineError(file, row.line, marked("Skriv både intervju och kodare på raden."))
        coders = codings.setdefault(interview, {})
        if coder in coders:
            raise LineError(
                file, row.line, marked("Samma kodare har redan en rad för samma intervju.")
            )
        coders[coder] = _texts(file, row, definition)
    return codings


def _require_columns(table: CsvTable, definition: FormDefinition) -> None:
    items = {item.name for item in definition.items}
    for name in (INTERVIEW, CODER):
        if name not in table.columns:
            raise LineError(
                table.file, 1,
                marked(
                    "Kolumnen «{column}» saknas. Första raden ska ha interview, coder och "
                    "variablernas namn ur kodboken."
                ),
                column=name,
            )  # fmt: skip
    for name in table.columns:
        if name not in items | {INTERVIEW, CODER}:
            raise LineError(
                table.file, 1,
                marked("«{column}» är ingen variabel i {form}. Namnen står i kodboken."),
                column=name, form=definition.title,
            )  # fmt: skip


def _texts(file: str, row: CsvRow, definition: FormDefinition) -> dict[str, str]:
    """Return the texts of a line; each is held to the same reading as what is keyed."""
    texts = {name: text for name, text in row.cells.items() if name not in {INTERVIEW, CODER}}
    for name, text in texts.items():
        try:
            definition.item(name).read(text)
        except AnswerError as error:
            raise LineError(
                file, row.line, marked("Kolumnen «{column}»: {fault}"),
                column=name, fault=_told(error),
            ) from error  # fmt: skip
    return texts


def _told(error: AnswerError) -> Wording:
    swedish, english = (
        program_text(error.problem.value, language, **error.details)
        for language in (Language.SV, Language.EN)
    )
    return Wording(swedish, english)
