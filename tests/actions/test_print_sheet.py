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


def test_another_clinics_sheet_is_answered_like_none(database: Database) -> None:
    with pytest.raises(NotFoundError):
        _print(database, entered(database), NEIGHBOUR)
