"""What every action leaves behind in the events."""

from kast_eval.actions.open_sheet import open_sheet
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from kast_eval.store.events import events, first_broken_event
from tests.actions.at_the_clinic import ANNA, NOW, Sent, code, correct, enter, library, plan


def test_events_hold_no_client_code_and_nothing_keyed(database: Database) -> None:
    texts = {"mood_7d": "x"}
    notes = {"mood_7d": "kanariefågel"}
    with database.begin() as session:
        open_sheet(session, ANNA, NOW, plan(), code=code(1), form="checkin", number=1)
    public_id = enter(database, Sent(), texts, notes=notes).sheet_public_id
    assert public_id is not None
    with database.begin() as session:
        read_sheet(session, ANNA, NOW, library(), public_id)
    correct(database, public_id, {"mood_7d": "3"})
    with database.read() as session:
        noted = list(events(session))
        assert first_broken_event(session) is None
    assert [event.action for event in noted] == ["opened", "entered", "read", "corrected"]
    told = "\n".join(map(str, noted))
    assert code(1) not in told
    assert "kanariefågel" not in told
    assert "läste fel" not in told
