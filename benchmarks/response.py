"""Response and quality of a clinic, beside reading what counts of its sheets bare."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import insert, select

from benchmarks.ledger import BEGUN, NOW, USER, filled, site
from benchmarks.measured import Figure, a_second
from benchmarks.sheets import FORMS
from kast_eval.actions.read_response import read_response
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database
from kast_eval.store.site_sheets import counting_texts
from kast_eval.store.tables import EntryRow, SheetRow, UserRow
from kast_eval.study.plan import Plan, read_plan
from kast_eval.study.roles import Role, User
from kast_eval.training.random_texts import random_texts

AT_LEAST = 2000
"""So many sheets a second: the page of a clinic with 1 250 comes within a second."""


def key_all(database: Database, plan: Plan) -> int:
    """Key every sheet there is, with answers by chance, and return how many."""
    papers = {name: form.as_asked(frozenset()) for name, form in plan.schedule.forms.items()}
    chooser = Random(1)
    with database.begin() as session:
        sheets = session.connection.execute(select(SheetRow.id, SheetRow.form)).all()
        keyer = session.connection.execute(
            select(UserRow.id).where(UserRow.name == USER)
        ).scalar_one()
        entries = [
            {
                "sheet_id": sheet.id, "keying": 1, "notes": {}, "entered_by": keyer,
                "texts": random_texts(papers[sheet.form], chooser, last_day=BEGUN.date()),
                "entered_at": NOW, "submission": f"page {sheet.id}",
            }
            for sheet in sheets
        ]  # fmt: skip
        session.connection.execute(insert(EntryRow), entries)
    return len(sheets)


def show(database: Database, plan: Plan, sheets: int) -> None:
    code = site(0).code
    user = User(USER, {code: frozenset({Role.COUNSELLOR})})
    with database.begin() as session:
        found = read_response(session, user, NOW, plan, site_code=code)
    assert found.response.sheets == sheets


def read_bare(database: Database, sheets: int) -> None:
    with database.read() as session:
        assert sum(1 for _ in counting_texts(session, site(0).code)) == sheets


def figures() -> Iterator[Figure]:
    plan = read_plan(FORMS, read_library(FORMS))
    with tempfile.TemporaryDirectory() as name, closing(filled(Path(name), plan, 1)) as database:
        sheets = key_all(database, plan)
        rates = a_second(
            sheets, lambda: show(database, plan, sheets), lambda: read_bare(database, sheets)
        )
        yield Figure(f"sheets in a response page of {sheets}", *rates, at_least=AT_LEAST)
