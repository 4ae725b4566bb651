from random import Random

import pytest
from sqlalchemy import text

from kast_eval import clock
from kast_eval.actions.correct_entry import correct_entry
from kast_eval.actions.enter_form import SheetExistsError, enter_form
from kast_eval.actions.move_sheet import MoveRefusedError, PlaceTakenError, move_sheet
from kast_eval.actions.rebuild_facts import rebuild_facts
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import Filler, FormDefinition, Subject
from kast_eval.store.database import Database
from kast_eval.store.entries import entry_history
from kast_eval.store.records import SheetRecord
from kast_eval.store.sheet_facts import facts_by_client, site_facts
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.expected import SheetFacts
from kast_eval.study.timepoint import numbers
from kast_eval.training.random_texts import random_texts
from tests.actions.at_the_clinic import ANNA, HERE, NOW, code, library, plan

TODAY = clock.clinic_day(NOW)
STEPS = 60
FORMS = [form for form in library().newest_forms if form.filler is not Filler.RESEARCHER]
LETTERS = {Subject.CLIENT: "XX", Subject.RELATIVE: "RX"}


class History:
    """A clinic where sheets are entered, corrected and moved at random."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.chance = Random(seed)
        self.pages = 0

    def step(self) -> None:
        """Do one thing that a person could do, or be refused."""
        act = self.chance.choice((self.enter, self.enter, self.correct, self.move))
        try:
            act()
        except (SheetExistsError, PlaceTakenError, MoveRefusedError):
            # Refused whole: nothing of it may show in the facts.
            return

    def enter(self) -> None:
        form = self.chance.choice(FORMS).as_asked()
        texts, confirmed = self._texts(form)
        possible = numbers(form.timing)
        number = None if possible is None else self.chance.choice(list(possible)[:4])
        with self.database.begin() as session:
            enter_form(
                session, ANNA, NOW, form, texts, plan=plan(), notes={}, code=self._code(form),
                number=number, person_type=None if form.subject is not Subject.CLIENT else 1,
                submission=self._page(), confirmed=confirmed,
            )  # fmt: skip

    def correct(self) -> None:
        for sheet in self._any_sheet():
            form = library().get(sheet.form, sheet.version).as_asked(sheet.optional_items)
            texts, confirmed = self._texts(form)
            with self.database.begin() as session:
                newest = entry_history(session, sheet.id)[-1]
                correct_entry(
                    session, ANNA, NOW, plan(), sheet.public_id, texts=texts,
                    notes={}, replaces=newest.id, reason="prov", submission=self._page(),
                    confirmed=confirmed,
                )  # fmt: skip

    def move(self) -> None:
        for sheet in self._any_sheet():
            form = library().get(sheet.form, sheet.version)
            with self.database.begin() as session:
                move_sheet(
                    session, ANNA, NOW, plan(), public_id=sheet.public_id,
                    code=self._code(form), number=sheet.number, reason="fel etikett",
                    person_type=1 if form.subject is Subject.CLIENT else None,
                )  # fmt: skip

    def _any_sheet(self) -> list[SheetRecord]:
        with self.database.read() as session:
            sheets = newest_sheets(session, (HERE,), limit=1000)
        return self.chance.sample(sheets, min(1, len(sheets)))

    def _code(self, form: FormDefinition) -> str:
        letters = LETTERS.get(form.subject)
        return HERE if letters is None else code(self.chance.randrange(1, 4), letters)

    def _texts(self, form: FormDefinition) -> tuple[dict[str, str], list[str]]:
        known = {"person_type": 1}
        texts = random_texts(form, self.chance, last_day=TODAY, known=known)
        if self.chance.random() < 0.3:
            # A paper that was left blank for the most part.
            texts = {name: texts[name] for name in self.chance.sample(sorted(texts), 2)}
        reading = read_answers(form, texts, today=TODAY, known=known)
        return texts, [doubt.key for doubt in reading.doubts]

    def _page(self) -> str:
        self.pages += 1
        return f"page {self.pages}"


def facts(database: Database) -> tuple[SheetFacts, ...]:
    with database.read() as session:
        return site_facts(session, HERE)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_kept_is_what_can_be_read_of_the_entries(database: Database, seed: int) -> None:
    history = History(database, seed)
    for _ in range(STEPS):
        history.step()
    kept = facts(database)
    assert len(kept) > STEPS / 4
    with database.begin() as session:
        session.connection.execute(text("DELETE FROM sheet_facts"))
        assert rebuild_facts(session, plan()) == len(kept)
    assert facts(database) == kept
    with database.read() as session:
        own_forms = [one.form for one in FORMS]
        together = facts_by_client(session, HERE, own_forms)
    # In a row for each client they are the same as in a row for each sheet.
    assert {one for of_client in together for one in map(str, of_client.facts())} == set(
        map(str, kept)
    )
