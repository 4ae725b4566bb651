from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from sqlalchemy import text

from kast_eval.actions.resolve_differences import Decision, Right
from kast_eval.actions.steps.draw import FEWEST_FIELDS, draw_second_keying, judge_batch
from kast_eval.answers.compare import compared_items
from kast_eval.quality.batches import month_of
from kast_eval.quality.sampling import Share, Why
from kast_eval.store.certificates import Certificate, add_certificate
from kast_eval.store.database import Database
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import add_second_keying, batch_is_back, is_wanted
from kast_eval.store.sheets import find_sheet
from tests.actions.at_the_clinic import HERE, NOW, TEXTS, Sent, code, entered, library, noted, plan
from tests.actions.test_key_again import real
from tests.actions.twice import DIFFERENT, Again, decide, due, keyed_again

__all__ = ["real"]
MONTH = month_of(NOW)


@dataclass
class Loaded(Random):
    """A chance that always gives the same."""

    value: float = 0.5

    def random(self) -> float:
        return self.value


def sheet_of(database: Database, public_id: str) -> SheetRecord:
    with database.read() as session:
        sheet = find_sheet(session, (HERE,), public_id)
    assert sheet is not None
    return sheet


def drawn(database: Database) -> list[tuple[str, bool]]:
    """Return why each sheet was drawn, and whether it is wanted, in the order of drawing."""
    with database.read() as session:
        rows = session.connection.execute(text("SELECT why, wanted FROM second_keying ORDER BY id"))
        return [(why, bool(wanted)) for why, wanted in rows]


def key_alone(database: Database) -> None:
    with database.begin() as session:
        alone = Certificate(alone=True, reason="van", decided_by="lead", decided_at=NOW)
        add_certificate(session, "anna", HERE, alone)


def keyed_sheets(database: Database, count: int) -> list[str]:
    """Key as many check-ins, each session of one client."""
    return [
        entered(database, Sent(number=number, submission=f"page {number}"))
        for number in range(1, count + 1)
    ]


def fill_history(database: Database, public_ids: Sequence[str]) -> None:
    for number, public_id in enumerate(public_ids, start=1):
        page = Again(number=number, submission=f"again {number}")
        keyed_again(database, public_id, TEXTS, page)


def test_every_first_save_draws_once_and_keeps_why(database: Database) -> None:
    entered(database)
    assert drawn(database) == [(Why.NOT_CERTIFIED, True)]
    entered(database, Sent("start", number=None, submission="page 2"), {"age_years": "30"})
    entered(database, Sent("contact_log", HERE, 1, None, "page 3"), {})
    key_alone(database)
    entered(database, Sent(number=2, submission="page 4"))
    assert drawn(database)[1:] == [
        (Why.EVERY_SHEET, True), (Why.ONCE, False), (Why.NEW_CLINIC, True),
    ]  # fmt: skip


def test_a_keyer_who_is_known_to_key_well_is_sampled(database: Database) -> None:
    key_alone(database)
    sheets = keyed_sheets(database, 48)
    fill_history(database, sheets)
    sheet = sheet_of(database, entered(database, Sent(code=code(2), submission="next")))
    with database.begin() as session:
        for chance in (0.05, 0.95):
            draw_second_keying(session, "anna", NOW, plan().keying, sheet, chooser=Loaded(chance))
    assert drawn(database)[-2:] == [(Why.SAMPLED, True), (Why.SAMPLED, False)]
    # A colleague whose sheets nobody has compared is new.
    with database.begin() as session:
        alone = Certificate(alone=True, reason="van", decided_by="lead", decided_at=NOW)
        add_certificate(session, "berit", HERE, alone)
        draw_second_keying(session, "berit", NOW, plan().keying, sheet)
    assert drawn(database)[-1] == (Why.NEW_KEYER, True)


def test_a_batch_with_an_error_about_purchases_is_put_back(database: Database) -> None:
    first, second, third = keyed_sheets(database, 3)
    not_drawn = Share(0.1, Why.SAMPLED)
    forget_draws(database)
    with database.begin() as session:
        add_second_keying(session, 1, not_drawn, wanted=True, drawn_at=NOW)
        for number in (2, 3):
            add_second_keying(session, number, not_drawn, wanted=False, drawn_at=NOW)
    assert [one.sheet for one in due(database)] == [first]
    keyed_again(database, first, {**TEXTS, "since_buy": "1", "since_buy_n": "2"})
    # Until it is decided nobody knows whose text was wrong.
    assert len(due(database)) == 1
    wrong = {name: Decision(Right.SECOND, "läste fel") for name in ("since_buy", "since_buy_n")}
    decide(database, first, wrong)
    assert [one.sheet for one in due(database)] == [second, third]
    with database.read() as session:
        assert batch_is_back(session, HERE, "anna", MONTH)
        assert not batch_is_back(session, HERE, "berit", MONTH)
        assert not batch_is_back(session, HERE, "anna", month_of(NOW + timedelta(days=40)))
    key_alone(database)
    with database.begin() as session:
        # As if the clinic were an old one.
        keying = plan().keying
        old = type(keying)(**{**vars(keying), "new_clinic_sheets": 0})
        draw_second_keying(session, "anna", NOW, old, sheet_of(database, third))
    assert drawn(database)[-1] == (Why.BAD_BATCH, True)


def test_where_the_second_keyer_was_wrong_no_batch_is_put_back(database: Database) -> None:
    (first,) = keyed_sheets(database, 1)
    keyed_again(database, first, DIFFERENT)
    decide(database, first, dict.fromkeys(DIFFERENT, Decision(Right.FIRST, "tryckte fel")))
    with database.read() as session:
        assert not batch_is_back(session, HERE, "anna", MONTH)


def test_the_sheet_that_showed_it_tells_that_the_batch_is_back(database: Database) -> None:
    (first,) = keyed_sheets(database, 1)
    keyed_again(database, first, DIFFERENT)
    decide(database, first, dict.fromkeys(DIFFERENT, Decision(Right.SECOND, "läste fel")))
    assert drawn(database)[-1] == (Why.BAD_BATCH, True)
    assert due(database) == ()


def test_a_moved_sheet_puts_its_batch_back_and_rows_of_a_log_stay(database: Database) -> None:
    first, second = keyed_sheets(database, 2)
    row = entered(database, Sent("contact_log", HERE, 1, None, "row"), {})
    forget_draws(database)
    moved = sheet_of(database, first)
    with database.begin() as session:
        assert judge_batch(session, NOW, plan().keying, moved) == 0
        assert judge_batch(session, NOW, plan().keying, moved, moved=True) == 2
        assert judge_batch(session, NOW, plan().keying, moved, moved=True) == 0
        assert not is_wanted(session, sheet_of(database, row).id)
    # It is news once, and names nobody.
    told = [one for one in noted(database) if one[1] == "put back a batch"]
    assert told == [("program", "put back a batch", moved.public_id, HERE)]
    assert [one.sheet for one in due(database)] == [first, second]


def forget_draws(database: Database) -> None:
    """Let the sheets be as if nothing had been drawn."""
    with database.begin() as session:
        session.connection.execute(text("DROP TRIGGER second_keying_stays"))
        session.connection.execute(text("DELETE FROM second_keying"))


def test_no_form_has_fewer_fields_than_the_history_counts_on() -> None:
    assert min(len(compared_items(form.as_asked())) for form in library().forms) == FEWEST_FIELDS


def test_a_real_clinics_draw_is_the_machines_own_chance_and_practice_is_always_the_same(
    real: Database, database: Database
) -> None:
    sampled = replace(plan().keying, new_clinic_sheets=0, target_per_1000=1001)
    found = []
    for one in (real, database):
        key_alone(one)
        sheet = sheet_of(one, entered(one))
        forget_draws(one)
        with one.begin() as session:
            for _ in range(200):
                draw_second_keying(session, "anna", NOW, sampled, sheet)
        assert {why for why, _wanted in drawn(one)} == {Why.SAMPLED}
        found.append({wanted for _why, wanted in drawn(one)})
    assert found[0] == {True, False}
    assert len(found[1]) == 1
