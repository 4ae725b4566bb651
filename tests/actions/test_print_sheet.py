from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.actions.print_sheet import print_sheet
from kast_eval.store.database import Database
from kast_eval.study.roles import NotFoundError, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import ANNA, HERE, NEIGHBOUR, NOW, Sent, entered, library, noted


def _print(database: Database, public_id: str, user: User = ANNA) -> str:
    with database.begin() as session:
        pdf = print_sheet(session, user, NOW, library(), public_id, language=Language.SV)
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_saved_sheet_is_printed_as_its_form(database: Database) -> None:
    public_id = entered(database, Sent(form="session"), {"attended": "1"})
    words = _print(database, public_id)
    assert library().newest("session").title.sv in words
    assert "ÖVNING" in words
    assert noted(database)[-1] == ("anna", "printed", public_id, HERE)


def test_a_row_is_printed_with_the_rows_of_its_paper(database: Database) -> None:
    rows = library().newest("contact_log").rows
    ids = {}
    for number, day in ((1, "2026-01-11"), (rows, "2026-02-12"), (rows + 1, "2026-03-08")):
        page = Sent("contact_log", "", number, person_type=None, submission=f"{number}")
        ids[number] = entered(database, page, {"contact_date": day})
    first, second = (
        "".join(_print(database, ids[number]).split()) for number in (1, rows + 1)
    )  # Each sign stands in a box of its own.
    assert "20260111" in first
    assert "20260212" in first
    assert "20260308" not in first
    assert "20260308" in second
    assert "20260111" not in second


def test_a_sheet_about_the_clinic_bears_the_clinics_code(database: Database) -> None:
    page = Sent("clinic_year", "", 2026, person_type=None)
    words = "".join(_print(database, entered(database, page, {})).split())
    assert HERE in words
    assert "2026" in words


def test_another_clinics_sheet_is_answered_like_none(database: Database) -> None:
    with pytest.raises(NotFoundError):
        _print(database, entered(database), NEIGHBOUR)
