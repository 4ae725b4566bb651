from dataclasses import replace

import pytest

from kast_eval.actions.move_sheet import (
    Moved,
    MovedBeforeError,
    MoveRefusedError,
    PlaceTakenError,
    move_sheet,
)
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.person_type import PersonTypeError
from kast_eval.errors import KastEvalError
from kast_eval.store.database import Database
from kast_eval.store.records import SheetPlace, SheetRecord
from kast_eval.store.sheet_facts import site_facts
from kast_eval.store.sheet_moves import moves_of
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.asking import asked, session_on, two_in_wrong_order
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    BOTH,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    library,
    noted,
    plan,
)

RELATIVE = code(1, "RX")


def moved(
    database: Database,
    public_id: str,
    to: str = code(2),
    number: int | None = 1,
    *,
    reason: str = "fel etikett",
    person_type: int | None = None,
    seen: int | None = 0,
    user: User = ANNA,
    episode_no: int | None = None,
) -> Moved:
    with database.begin() as session:
        return move_sheet(
            session, user, NOW, plan(), public_id=public_id, code=to, number=number, reason=reason,
            person_type=person_type, seen=seen, episode_no=episode_no,
        )  # fmt: skip


def stands(database: Database, public_id: str) -> SheetRecord:
    with database.begin() as session:
        return read_sheet(session, BOTH, NOW, library(), public_id).sheet


def two_clients(database: Database) -> str:
    """Enter a check-in of the first client, another sheet of the second; return the first."""
    session_on(database, 9, "2026-03-01", client=2)
    return entered(database)


def test_a_sheet_moves_to_the_right_client_and_both_places_are_kept(database: Database) -> None:
    public_id = two_clients(database)
    done = moved(database, public_id)
    sheet = stands(database, public_id)
    assert (sheet.client_code, sheet.timepoint, sheet.number) == (code(2), "s01", 1)
    assert done.left_empty == code(1)
    with database.read() as session:
        (kept,) = moves_of(session, sheet.id)
    assert kept.before == SheetPlace(code(1), 1, "s01", 1)
    assert kept.after == SheetPlace(code(2), 1, "s01", 1)
    assert (kept.reason, kept.moved_by) == ("fel etikett", "anna")
    assert ("anna", "moved", public_id, HERE) in noted(database)


def test_the_number_alone_can_be_corrected(database: Database) -> None:
    public_id = entered(database)
    assert moved(database, public_id, code(1), 2).left_empty is None
    assert stands(database, public_id).timepoint == "s02"


def test_a_row_of_the_clinic_can_have_its_number_corrected(database: Database) -> None:
    row = entered(database, Sent("contact_log", "", 3, None), {"contact_adult": "1"})
    assert moved(database, row, "", 4).left_empty is None
    assert stands(database, row).number == 4


def test_what_is_asked_follows_at_both_clients(database: Database) -> None:
    session_on(database, 1, "2026-03-02", client=2)
    _, second = two_in_wrong_order(database)
    moved(database, second, code(2), 2)
    assert asked(database) == ()
    moved(database, second, code(1), 2, seen=1)
    (query,) = asked(database)
    assert query.code == code(1)


def test_what_the_ledger_knows_follows_at_both_clients(database: Database) -> None:
    public_id = two_clients(database)
    moved(database, public_id)
    with database.read() as session:
        facts = site_facts(session, HERE)
    assert sorted((one.code, one.timepoint) for one in facts) == [
        (code(2), "s01"), (code(2), "s09"),
    ]  # fmt: skip


def test_a_new_client_is_made_when_the_code_has_no_sheet(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(PersonTypeError):
        moved(database, public_id)
    moved(database, public_id, person_type=2)
    assert stands(database, public_id).person_type == 2


WRONG = "fel etikett"


@pytest.mark.parametrize(
    ("way", "error", "about"),
    [
        ((code(1), 1, WRONG), MoveRefusedError, "redan där"),
        ((code(2), 1, " "), MoveRefusedError, "varför"),
        ((code(2), 1, "x" * 201), MoveRefusedError, "längre"),
        ((code(2), 100, WRONG), KastEvalError, "från 1 till 99"),
        ((code(1, "XY"), 1, WRONG), ClientCodeError, "inte till din mottagning"),
        ((RELATIVE, 1, WRONG), ClientCodeError, "anhörigs"),
        (("XX00", 1, WRONG), ClientCodeError, "."),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    database: Database, way: tuple[str, int, str], error: type[KastEvalError], about: str
) -> None:
    public_id = two_clients(database)
    to, number, reason = way
    with pytest.raises(error, match=about):
        moved(database, public_id, to, number, reason=reason)
    assert stands(database, public_id).client_code == code(1)


def test_the_code_of_another_clinic_is_answered_like_one_that_no_clinic_has(
    database: Database,
) -> None:
    public_id = entered(database)
    texts = []
    # Somebody who works at both clinics moves no sheet between them either.
    for user, letters in ((ANNA, "XY"), (BOTH, "XY"), (ANNA, "ZZ")):
        with pytest.raises(ClientCodeError) as caught:
            moved(database, public_id, code(1, letters), user=user)
        texts.append(str(caught.value))
    assert len(set(texts)) == 1


def test_a_place_that_has_a_sheet_already_is_refused_and_says_which(database: Database) -> None:
    public_id = entered(database)
    other = entered(database, Sent(code=code(2), submission="page 2"))
    with pytest.raises(PlaceTakenError) as caught:
        moved(database, public_id)
    assert caught.value.public_id == other


def test_a_page_sent_twice_moves_once(database: Database) -> None:
    public_id = two_clients(database)
    assert moved(database, public_id) == moved(database, public_id)
    assert [event[1] for event in noted(database)].count("moved") == 1


def test_who_moves_second_is_told(database: Database) -> None:
    public_id = two_clients(database)
    moved(database, public_id)
    with pytest.raises(MovedBeforeError):
        moved(database, public_id, code(1), 2, user=BERIT)


@pytest.mark.parametrize(
    ("user", "error"), [(NEIGHBOUR, NotFoundError), (RESEARCHER, NotAllowedError)]
)
def test_only_the_clinics_own_staff_moves_a_sheet(
    database: Database, user: User, error: type[KastEvalError]
) -> None:
    public_id = two_clients(database)
    with pytest.raises(error):
        moved(database, public_id, user=user)


def came_back(database: Database) -> None:
    """Let the second client have two episodes, the second one from February on."""
    session_on(database, 1, "2025-09-01", client=2)
    closing = Sent("closing_staff", code(2), None, submission="closing")
    entered(database, closing, {"fill_date": "2025-10-01", "close_date": "2025-10-01"})
    again = replace(Sent("session", code(2), 2, submission="again"), episode_no=2)
    entered(database, again, {"session_date": "2026-02-02", "attended": "1"})


@pytest.mark.parametrize(
    ("number", "day", "episode"),
    [
        (3, "2025-09-15", 1),
        (3, "2026-02-16", 2),
        # The first episode has its first session: this one begins the second.
        (1, "2026-01-26", 2),
        # A day that cannot be read says nothing, so it is the present episode.
        (3, "", 2),
    ],
)
def test_a_sheet_moves_to_the_episode_of_its_day(
    database: Database, number: int, day: str, episode: int
) -> None:
    came_back(database)
    sheet = session_on(database, 5, day)
    moved(database, sheet, code(2), number)
    assert stands(database, sheet).episode_no == episode


def test_a_sheet_of_the_wrong_episode_moves_to_another_of_the_same_client(
    database: Database,
) -> None:
    came_back(database)
    again = replace(Sent("session", code(2), 3, submission="third"), episode_no=2)
    sheet = entered(database, again, {"session_date": "2025-09-15", "attended": "1"})
    for none in (0, 3):
        with pytest.raises(MoveRefusedError, match="1 till 2"):
            moved(database, sheet, code(2), 3, episode_no=none)
    moved(database, sheet, code(2), 3, episode_no=1)
    assert stands(database, sheet).episode_no == 1
    # At another client the day of the paper says which episode it is.
    moved(database, sheet, code(3), 3, person_type=1, seen=1, episode_no=2)
    assert stands(database, sheet).episode_no == 1


def test_a_first_sheet_of_a_client_without_any_begins_the_first_episode(
    database: Database,
) -> None:
    came_back(database)
    again = replace(Sent("session", code(2), 3, submission="third"), episode_no=2)
    sheet = entered(database, again, {"session_date": "2026-02-09", "attended": "1"})
    moved(database, sheet, code(3), 1, person_type=1)
    assert stands(database, sheet).episode_no == 1
    moved(database, sheet, code(2), 3, seen=1)
    # The third client is known, and has no sheets left.
    moved(database, sheet, code(3), 1, seen=2)
    assert stands(database, sheet).episode_no == 1
