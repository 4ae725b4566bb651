from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.actions.add_papers import add_papers
from kast_eval.actions.end_papers import end_papers
from kast_eval.actions.move_papers import move_papers
from kast_eval.actions.note_disposal_decision import note_disposal_decision
from kast_eval.actions.print_disposal import print_disposal
from kast_eval.actions.raise_query import raise_query
from kast_eval.actions.read_papers import OnePaper, Register, read_paper, read_papers
from kast_eval.actions.steps.registered import RegisterError
from kast_eval.store.database import Database
from kast_eval.study.papers import Outcome, Standing
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    THERE,
    entered,
    library,
    noted,
    plan,
)
from tests.paper.pictures import page_texts

TYPED: Mapping[str, str] = {
    "kind": "forms", "what": "pärm 3, grön", "period_from": "2026-01-01",
    "period_to": "2026-06-30", "amount": "120", "location": "skåp A, hylla 2", "keep_until": "",
}  # fmt: skip
KEY: Mapping[str, str] = {**TYPED, "kind": "code key", "keep_until": "2026-03-01"}
ENDING: Mapping[str, str] = {
    "outcome": "disposed", "ended_on": "2026-03-08", "ended_amount": "119",
    "witness": "Berit Test", "note": "",
}  # fmt: skip
OF_NO_CLINIC = User("anna", {"7777": frozenset({Role.LEAD})})
YEAR = timedelta(days=365)


def told_by(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


def proved() -> None:
    """Do as who has just proved who it is."""


def added(database: Database, typed: Mapping[str, str] = TYPED, user: User = ANNA) -> str:
    with database.begin() as session:
        return add_papers(session, user, NOW, typed, site_code=HERE)


def decided(database: Database, kind: str = "forms", reference: str = "GN 2025-17") -> str:
    with database.begin() as session:
        note_disposal_decision(
            session, LEAD, NOW, site_code=HERE, kind=kind, reference=reference,
            decided_on="2025-11-03",
        )  # fmt: skip
        return read_papers(session, LEAD, NOW, plan(), HERE).decisions[-1].public_id


def register(database: Database, now: datetime = NOW, user: User = ANNA) -> Register:
    with database.read() as session:
        return read_papers(session, user, now, plan(), HERE)


def found(database: Database, public_id: str, now: datetime = NOW) -> OnePaper:
    with database.read() as session:
        return read_paper(session, ANNA, now, plan(), public_id)


def end(
    database: Database, public_id: str, typed: Mapping[str, str], *, now: datetime = NOW
) -> None:
    with database.begin() as session:
        end_papers(session, LEAD, now, plan(), typed, public_id=public_id, prove=proved)


def test_papers_are_added_and_read(database: Database) -> None:
    public_id = added(database)
    ((paper, kept),) = register(database).papers
    assert (paper.public_id, paper.what, paper.location) == (
        public_id, "pärm 3, grön", "skåp A, hylla 2",
    )  # fmt: skip
    assert (paper.period_from, paper.amount, paper.keep_until) == (date(2026, 1, 1), 120, None)
    assert (paper.added_by, paper.added_at, paper.ending) == ("anna", NOW, None)
    # Nothing from that time is keyed yet.
    assert kept.standing is Standing.WAITS
    assert noted(database)[-1] == ("anna", "added papers", public_id, HERE)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kind", ""), ("kind", "other"), ("what", ""), ("what", " \u200b "), ("what", "x" * 201),
        ("what", "papper om XX0001A"), ("location", "hos xx 0001 a"), ("location", ""),
        ("period_from", ""), ("period_from", "2026-02-30"), ("period_from", "26-1-1"),
        ("period_from", "2026-03"), ("period_from", "9999-01-01"), ("period_from", "v"),
        ("period_to", "2025-12-31"), ("amount", "0"), ("amount", "-1"), ("amount", "1_0"),
        ("amount", "många"), ("amount", "9" * 5000),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_beside_its_field(
    database: Database, field: str, typed: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        added(database, {**TYPED, field: typed})
    assert caught.value.field == field
    assert register(database).papers == ()


@pytest.mark.parametrize("kind", ["code key", "consents", "research"])
def test_what_is_not_forms_has_the_day_until_which_it_is_kept(
    database: Database, kind: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        added(database, {**TYPED, "kind": kind})
    assert caught.value.field == "keep_until"
    added(
        database,
        {**TYPED, "kind": kind, "keep_until": "\uff12\uff10\uff13\uff16-01-01", "amount": ""},
    )
    ((paper, kept),) = register(database).papers
    assert (paper.keep_until, paper.amount) == (date(2036, 1, 1), None)
    assert kept.standing is Standing.KEPT


def test_forms_wait_for_their_sheets_and_are_then_kept_for_six_months(database: Database) -> None:
    sheet = entered(database)
    added(database)
    ((_, kept),) = register(database).papers
    assert (kept.standing, kept.due) == (Standing.WAITS, None)
    # The sheet is drawn for a second keying, which nobody has made.
    with database.begin() as session:
        session.connection.execute(text("DROP TRIGGER second_keying_kept"))
        session.connection.execute(text("UPDATE second_keying SET wanted = 0"))
    ((_, kept),) = register(database).papers
    assert (kept.standing, kept.due) == (Standing.KEPT, date(2026, 12, 30))
    with database.begin() as session:
        raise_query(session, LEAD, NOW, library(), sheet, text="Rätt klient?")
    assert register(database).papers[0][1].standing is Standing.WAITS


def test_what_is_due_waits_for_a_decision(database: Database) -> None:
    added(database, KEY)
    assert register(database).count(Standing.UNDECIDED) == 1
    decided(database)
    # The decision is about other papers.
    assert register(database).count(Standing.UNDECIDED) == 1
    decided(database, "code key", "GN 2025-18")
    held = register(database)
    assert held.count(Standing.DUE) == 1
    assert [one.reference for one in held.decisions] == ["GN 2025-17", "GN 2025-18"]


def test_papers_are_moved_and_the_newest_place_counts(database: Database) -> None:
    public_id = added(database)
    with database.begin() as session:
        move_papers(session, ANNA, NOW, public_id, "  arkivrummet ")
    assert found(database, public_id).paper.location == "arkivrummet"
    assert noted(database)[-1][:3] == ("anna", "moved papers", public_id)
    with pytest.raises(RegisterError), database.begin() as session:
        move_papers(session, ANNA, NOW, public_id, "")


def test_papers_end_with_a_decision_a_day_and_a_witness(database: Database) -> None:
    public_id = added(database, KEY)
    decision = decided(database, "code key")
    end(database, public_id, {**ENDING, "decision": decision})
    one = found(database, public_id)
    assert one.kept.standing is Standing.ENDED
    ending = one.paper.ending
    assert ending is not None
    assert (ending.outcome, ending.decision, ending.ended_on, ending.amount) == (
        Outcome.DISPOSED, "GN 2025-17", date(2026, 3, 8), 119,
    )  # fmt: skip
    assert (ending.witness, ending.noted_by, ending.noted_at) == ("Berit Test", "lead", NOW)
    assert noted(database)[-1] == ("lead", "ended papers", public_id, HERE)
    for typed in ({**ENDING, "decision": decision}, {**ENDING, "outcome": "struck"}):
        with pytest.raises(RegisterError, match="redan"):
            end(database, public_id, typed)
    with pytest.raises(RegisterError, match="redan"), database.begin() as session:
        move_papers(session, ANNA, NOW, public_id, "någon annanstans")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("outcome", ""), ("outcome", "burnt"), ("ended_on", ""), ("ended_on", "2026-03-10"),
        ("decision", ""), ("decision", "f" * 24), ("witness", ""), ("witness", "Lead"),
        ("witness", "XX0001A"), ("ended_amount", "alla"), ("note", "x" * 201),
    ],
)  # fmt: skip
def test_an_end_that_cannot_be_kept_is_told_beside_its_field(
    database: Database, field: str, typed: str
) -> None:
    public_id = added(database, KEY)
    decision = decided(database, "code key")
    with pytest.raises(RegisterError) as caught:
        end(database, public_id, {**ENDING, "decision": decision, field: typed})
    assert caught.value.field == field
    assert found(database, public_id).paper.ending is None


def test_another_kinds_decision_ends_nothing(database: Database) -> None:
    public_id = added(database, KEY)
    with pytest.raises(RegisterError) as caught:
        end(database, public_id, {**ENDING, "decision": decided(database)})
    assert caught.value.field == "decision"


def test_papers_that_ended_before_their_time_need_a_reason(database: Database) -> None:
    public_id = added(database)
    typed = {**ENDING, "decision": decided(database)}
    with pytest.raises(RegisterError) as caught:
        end(database, public_id, typed)
    assert caught.value.field == "note"
    end(database, public_id, {**typed, "note": "vattenskada i arkivet"})
    assert found(database, public_id).kept.standing is Standing.ENDED


def test_a_wrong_line_is_struck_with_a_reason_and_stays(database: Database) -> None:
    public_id = added(database)
    with pytest.raises(RegisterError, match="varför"):
        end(database, public_id, {**ENDING, "outcome": "struck"})
    end(database, public_id, {**ENDING, "outcome": "struck", "note": "införd två gånger"})
    assert len(register(database).papers) == 1


def test_papers_are_handed_to_an_archive_without_a_decision(database: Database) -> None:
    public_id = added(database)
    end(database, public_id, {**ENDING, "outcome": "archived"})
    ending = found(database, public_id).paper.ending
    assert ending is not None
    assert ending.decision is None


def test_a_decision_has_a_number_and_a_day_that_has_been(database: Database) -> None:
    for kind, reference, day, field in (
        ("forms", "", "2025-11-03", "reference"),
        ("forms", "GN 1", "2026-03-10", "decided_on"),
        ("forms", "GN 1", "igår", "decided_on"),
        ("all", "GN 1", "2025-11-03", "decision_kind"),
    ):
        with pytest.raises(RegisterError) as caught, database.begin() as session:
            note_disposal_decision(
                session, LEAD, NOW, site_code=HERE, kind=kind, reference=reference, decided_on=day
            )
        assert caught.value.field == field


def test_the_register_is_the_clinics_own(database: Database) -> None:
    public_id = added(database)
    with database.begin() as session:
        with pytest.raises(NotFoundError):
            read_papers(session, NEIGHBOUR, NOW, plan(), HERE)
        with pytest.raises(NotFoundError):
            read_paper(session, NEIGHBOUR, NOW, plan(), public_id)
        with pytest.raises(NotFoundError):
            move_papers(session, NEIGHBOUR, NOW, public_id, "hit")
        with pytest.raises(NotFoundError):
            add_papers(session, NEIGHBOUR, NOW, TYPED, site_code=HERE)
        with pytest.raises(NotFoundError):
            read_papers(session, OF_NO_CLINIC, NOW, plan(), "7777")
        with pytest.raises(NotAllowedError):
            read_papers(session, RESEARCHER, NOW, plan(), HERE)
        assert read_papers(session, NEIGHBOUR, NOW, plan(), THERE).papers == ()


def test_a_counsellor_keeps_papers_and_a_lead_ends_them(database: Database) -> None:
    public_id = added(database)
    assert not register(database).may_decide
    assert register(database, user=LEAD).may_decide
    with database.begin() as session:
        with pytest.raises(NotAllowedError):
            end_papers(session, ANNA, NOW, plan(), ENDING, public_id=public_id, prove=proved)
        with pytest.raises(NotAllowedError):
            note_disposal_decision(
                session, ANNA, NOW, site_code=HERE, kind="forms", reference="GN 1",
                decided_on="2025-11-03",
            )  # fmt: skip


def test_who_has_not_just_proved_who_it_is_ends_nothing(database: Database) -> None:
    public_id = added(database, KEY)

    class NotProvedError(Exception):
        pass

    def refuse() -> None:
        raise NotProvedError

    with pytest.raises(NotProvedError), database.begin() as session:
        end_papers(session, LEAD, NOW, plan(), ENDING, public_id=public_id, prove=refuse)
    assert found(database, public_id).paper.ending is None


def test_the_program_ends_nothing_by_itself(database: Database) -> None:
    added(database, KEY)
    decided(database, "code key")
    assert register(database, NOW + 30 * YEAR).count(Standing.DUE) == 1


@pytest.mark.parametrize("table", ["paper", "paper_location", "disposal_decision", "paper_end"])
def test_the_register_is_only_added_to(database: Database, table: str) -> None:
    public_id = added(database, KEY)
    end(database, public_id, {**ENDING, "decision": decided(database, "code key")})
    for statement in (f"UPDATE {table} SET id = 9", f"DELETE FROM {table}"):  # noqa: S608 - ours.
        with pytest.raises(IntegrityError, match="never"), database.begin() as session:
            session.connection.execute(text(statement))


@pytest.mark.parametrize("language", Language)
def test_the_record_says_what_when_by_whom_and_by_which_decision(
    database: Database, language: Language
) -> None:
    public_id = added(database, KEY)
    end(database, public_id, {**ENDING, "decision": decided(database, "code key")})
    with database.begin() as session:
        pdf = print_disposal(session, ANNA, NOW, public_id, language=language)
    told = told_by(pdf)
    title = {Language.SV: "Gallringsprotokoll", Language.EN: "Record of disposal"}[language]
    for words in (title, "pärm 3, grön", "GN 2025-17", "2026-03-08", "Berit Test", "lead", "119",
                  "skåp A, hylla 2", public_id):  # fmt: skip
        assert words in told
    assert noted(database)[-1] == ("anna", "printed", public_id, HERE)


def test_papers_that_are_kept_have_no_record(database: Database) -> None:
    public_id = added(database)
    with pytest.raises(NotFoundError), database.begin() as session:
        print_disposal(session, ANNA, NOW, public_id, language=Language.SV)


def test_a_struck_line_and_a_handing_over_have_records_of_their_own(database: Database) -> None:
    for outcome, title in (("struck", "Rättelse i registret"), ("archived", "överlämnande")):
        public_id = added(database)
        end(database, public_id, {**ENDING, "outcome": outcome, "note": "fel", "ended_amount": ""})
        with database.begin() as session:
            pdf = print_disposal(session, LEAD, NOW, public_id, language=Language.SV)
        assert title in told_by(pdf)
        assert "120" in told_by(pdf)
