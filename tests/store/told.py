"""A client of whom every table holds something, each marked, and all that tables hold as text."""

from sqlalchemy import insert, select, update

from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.store.entries import Correction
from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import (
    AbsenceRow,
    Base,
    ComparisonRow,
    DraftRow,
    FindingAnswerRow,
    HeldPageRow,
    QueryAnswerRow,
    QueryRow,
    ReminderRow,
    ResolutionRow,
    SecondKeyingRow,
    SheetFactsRow,
    SheetMoveRow,
    SheetRow,
)
from tests.store.made import HERE, NOW, make_entry, make_sheet

MARK = "kanariefågel"
"""It stands in each text that a person could type of the client."""

ANNA = 1


def told_of(session: Session, code: str, mark: str = MARK) -> ClientRecord:
    """Let every table that can hold something of the client do so."""
    sheet = make_sheet(session, code=code)
    first = make_entry(session, sheet, text=f"{mark} 1", submission=f"{code} 1")
    changed = Correction(first.id, f"{mark} 2")
    newest = make_entry(
        session, sheet, text=f"{mark} 3", submission=f"{code} 2", correction=changed
    )
    second = make_entry(session, sheet, text=f"{mark} 4", submission=f"{code} 3", keying=2)
    client = find_client(session, (HERE,), code)
    assert client is not None
    compared = _add(
        session, ComparisonRow, sheet_id=sheet.id, first_entry=newest.id, second_entry=second.id,
        fields=1, differing=frozenset({mark}), compared_at=NOW,
    )  # fmt: skip
    _add(
        session, ResolutionRow, comparison_id=compared, first_wrong=frozenset({mark}),
        second_wrong=frozenset(), reasons={"since_buy": mark}, entry_id=newest.id,
        decided_by=ANNA, decided_at=NOW,
    )  # fmt: skip
    _add(
        session, SecondKeyingRow, sheet_id=sheet.id, wanted=True, why=mark, share=1.0, drawn_at=NOW
    )
    _add(
        session, FindingAnswerRow, sheet_id=sheet.id, finding=mark, reason=mark,
        answered_by=ANNA, answered_at=NOW,
    )  # fmt: skip
    for whose, which, details in (
        (client.id, None, {"text": mark}),
        (None, sheet.id, {"text": mark}),
        (None, None, {"places": f"{mark} {sheet.public_id}"}),
    ):
        query = _add(
            session, QueryRow, public_id=f"query {whose} {which} {code}", site_code=HERE,
            client_id=whose, sheet_id=which, kind="checks", finding=f"{mark} {whose} {which}",
            items=frozenset({mark}), details=details, raised_at=NOW, due=NOW.date(),
        )  # fmt: skip
        _add(
            session, QueryAnswerRow, query_id=query, outcome="stands", reason=mark,
            answered_by=ANNA, answered_at=NOW,
        )  # fmt: skip
    about = {"site_code": HERE, "client_id": client.id, "episode_no": 1}
    _add(
        session, AbsenceRow, **about, form=mark, timepoint="s02", state="lost", reason=None,
        said_by=ANNA, said_at=NOW,
    )  # fmt: skip
    _add(
        session, ReminderRow, **about, timepoint=mark, nth=1, sent_on=NOW.date(),
        noted_by=ANNA, noted_at=NOW,
    )  # fmt: skip
    session.connection.execute(
        insert(SheetFactsRow).values(
            **about,
            sheet_id=sheet.id,
            public_id=sheet.public_id,
            form="checkin",
            timepoint="s01",
            number=1,
            version=1,
            saved_on=NOW.date(),
            day=None,
            status=1,
            codes={mark: 1},
            days={},
            read_by="",
        )
    )
    _add(
        session, SheetMoveRow, sheet_id=sheet.id, site_code=HERE, from_client_id=None,
        from_episode_no=1, from_timepoint="s02", from_number=2, to_client_id=client.id,
        to_episode_no=1, to_timepoint="s01", to_number=1, reason=mark, moved_by=ANNA, moved_at=NOW,
    )  # fmt: skip
    for number, replaces in ((2, None), (1, newest.id)):
        _add(
            session, DraftRow, public_id=f"draft {number} {code}", user_id=ANNA, site_code=HERE,
            code=code, episode_no=1, form="checkin", version=1, timepoint=f"s0{number}", keying=1,
            correcting=replaces is not None, replaces=replaces, texts={"since_buy": mark},
            notes={}, reason=mark, saved_at=NOW,
        )  # fmt: skip
    spaced = f"{code[:2].lower()} {code[2:]}"
    for held, path, fields in (
        ("by code", "/entry/token", [["code", spaced], ["text", mark]]),
        ("by sheet", f"/sheet/{sheet.public_id}/correct", [["text", mark]]),
    ):
        session.connection.execute(
            insert(HeldPageRow).values(
                public_id=f"{held} {code}", user_id=ANNA, path=path, fields=fields, held_at=NOW
            )
        )
    return client


def _add(session: Session, row: type[Base], **values: object) -> int:
    table = Base.metadata.tables[row.__tablename__]
    number: int = session.connection.execute(
        insert(table).values(**values).returning(table.c["id"])
    ).scalar_one()
    return number


def everything(database: Database) -> dict[str, str]:
    """Return all that each table holds as text."""
    with database.read() as session:
        return {
            table.name: " ".join(
                str(tuple(row)) for row in session.connection.execute(select(table))
            )
            for table in Base.metadata.sorted_tables
        }


def moved_away(session: Session, code: str, to: str, *, number: int = 1) -> None:
    """Let one of the client's sheets stand at another client since."""
    client = find_client(session, (HERE,), to)
    old = find_client(session, (HERE,), code)
    assert client is not None
    assert old is not None
    for row in (SheetRow, SheetFactsRow):
        session.connection.execute(
            update(row)
            .where(row.client_id == old.id, row.number == number)
            .values(client_id=client.id, episode_no=2)
        )
