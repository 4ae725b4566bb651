from collections.abc import Mapping
from dataclasses import replace

import pytest

from kast_eval.actions.find_draft import (
    find_correction_draft,
    find_draft,
    find_second_draft,
    list_drafts,
)
from kast_eval.actions.move_sheet import move_sheet
from kast_eval.actions.open_draft import discard_draft, open_draft
from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.save_draft import save_correction_draft, save_draft, save_second_draft
from kast_eval.store.database import Database
from kast_eval.store.drafts import DraftContent, DraftRecord, keep_draft
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    FIRST,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    Correcting,
    Sent,
    code,
    correct,
    enter,
    entered,
    library,
    noted,
    plan,
)
from tests.actions.twice import keyed_again

ROW = Sent(form="contact_log", code=HERE, number=1, person_type=None)
TYPED = {"since_main": "hemligt"}


def drafted(
    database: Database,
    page: Sent = FIRST,
    texts: Mapping[str, str] = TYPED,
    *,
    user: User = ANNA,
) -> bool:
    with database.begin() as session:
        return save_draft(
            session, user, NOW, library().newest(page.form).as_asked(), texts,
            notes={}, code=page.code, number=page.number, submission=page.submission,
        )  # fmt: skip


def opened(database: Database, page: Sent = FIRST, *, user: User = ANNA) -> OpenSheet:
    with database.begin() as session:
        return open_sheet(
            session, user, NOW, plan(),
            code=page.code, form=page.form, number=page.number,
        )  # fmt: skip


def found(database: Database, page: Sent = FIRST, *, user: User = ANNA) -> DraftRecord | None:
    sheet = opened(database, page, user=user)
    with database.read() as session:
        return find_draft(session, user, sheet)


def listed(database: Database, user: User = ANNA) -> tuple[DraftRecord, ...]:
    with database.read() as session:
        return list_drafts(session, user)


def gone_on(database: Database, public_id: str, user: User = ANNA) -> OpenSheet | str | None:
    """Return the page that a draft leads to, or the sheet that it corrects."""
    with database.begin() as session:
        to = open_draft(session, user, NOW, plan(), public_id)
    return to.sheet or to.corrected


def test_opening_the_sheet_again_finds_what_was_typed(database: Database) -> None:
    assert drafted(database)
    draft = found(database)
    assert draft is not None
    assert draft.content.texts == TYPED
    assert draft.saved_at == NOW


def test_a_draft_is_its_authors_alone(database: Database) -> None:
    drafted(database)
    assert found(database, user=BERIT) is None
    assert listed(database, BERIT) == listed(database, NEIGHBOUR) == ()
    (draft,) = listed(database)
    for who in (BERIT, NEIGHBOUR):
        with pytest.raises(NotFoundError):
            gone_on(database, draft.public_id, who)
        with pytest.raises(NotFoundError), database.begin() as session:
            discard_draft(session, who, NOW, draft.public_id)


def test_who_enters_nothing_has_no_drafts(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        drafted(database, user=RESEARCHER)
    with pytest.raises(NotAllowedError):
        listed(database, RESEARCHER)


def test_a_save_clears_the_draft(database: Database) -> None:
    drafted(database)
    entered(database)
    assert listed(database) == ()


def test_a_draft_that_comes_after_the_save_is_not_kept(database: Database) -> None:
    entered(database)
    assert not drafted(database)
    assert listed(database) == ()


def test_a_refused_save_leaves_the_draft(database: Database) -> None:
    drafted(database)
    assert enter(database, texts={**TEXTS, "since_main": "9"}).reading.errors
    assert [draft.content.texts for draft in listed(database)] == [TYPED]


def test_a_save_leaves_the_drafts_of_other_sheets_and_people(database: Database) -> None:
    drafted(database, Sent(number=2))
    drafted(database, Sent(code=code(2)))
    drafted(database, user=BERIT)
    entered(database)
    assert len(listed(database)) == 2
    assert len(listed(database, BERIT)) == 1


def test_what_is_emptied_is_no_draft(database: Database) -> None:
    drafted(database)
    assert not drafted(database, texts={"since_main": ""})
    assert listed(database) == ()


def test_a_draft_leads_back_to_its_page(database: Database) -> None:
    drafted(database, Sent(number=7))
    (draft,) = listed(database)
    sheet = gone_on(database, draft.public_id)
    assert isinstance(sheet, OpenSheet)
    assert (sheet.code, sheet.definition.form, sheet.number) == (code(1), "checkin", 7)


def test_a_row_is_gone_on_with_whatever_its_number_is_now(database: Database) -> None:
    drafted(database, ROW, {"contact_way": "1"})
    # A colleague was faster, and has taken the number.
    doubts = enter(database, ROW, {}, user=BERIT).reading.doubts
    enter(database, replace(ROW, confirmed=[doubt.key for doubt in doubts]), {}, user=BERIT)
    (draft,) = listed(database)
    sheet = gone_on(database, draft.public_id)
    assert isinstance(sheet, OpenSheet)
    assert (sheet.number, sheet.existing) == (2, None)
    second = Sent("contact_log", HERE, 2, None)
    assert found(database, second) == draft


def test_a_draft_can_be_thrown_away(database: Database) -> None:
    drafted(database)
    (draft,) = listed(database)
    with database.begin() as session:
        discard_draft(session, ANNA, NOW, draft.public_id)
    assert listed(database) == ()
    assert noted(database)[-1] == ("anna", "discarded draft", "checkin", HERE)


def test_nothing_that_is_typed_or_whose_it_is_gets_noted(database: Database) -> None:
    drafted(database)
    (draft,) = listed(database)
    gone_on(database, draft.public_id)
    with database.begin() as session:
        discard_draft(session, ANNA, NOW, draft.public_id)
    assert not [event for event in noted(database) if "hemligt" in event[2] or code(1) in event[2]]


def corrected_draft(database: Database, public_id: str, content: DraftContent) -> bool:
    with database.begin() as session:
        return save_correction_draft(
            session, ANNA, NOW, library(), public_id,
            content=content, submission="correction 1",
        )  # fmt: skip


def correction_of(database: Database, public_id: str, user: User = ANNA) -> DraftRecord | None:
    with database.begin() as session:
        sheet = read_sheet(session, user, NOW, library(), public_id).sheet
        return find_correction_draft(session, user, sheet)


def test_a_correction_has_a_draft_of_its_own_that_its_save_clears(database: Database) -> None:
    public_id = entered(database)
    content = DraftContent({**TEXTS, "mood_7d": "8"}, {}, "läste fel", 1)
    assert corrected_draft(database, public_id, content)
    draft = correction_of(database, public_id)
    assert draft is not None
    assert draft.content == content
    assert gone_on(database, draft.public_id) == public_id
    assert correction_of(database, public_id, BERIT) is None
    page = Correcting(reason="läste fel", submission="correction 1")
    correct(database, public_id, content.texts, page)
    assert correction_of(database, public_id) is None
    # The page's last keys may be on their way still.
    assert not corrected_draft(database, public_id, content)


def test_a_colleagues_correction_leaves_the_draft_of_mine(database: Database) -> None:
    public_id = entered(database)
    content = DraftContent({**TEXTS, "mood_7d": "8"}, {}, "", 1)
    corrected_draft(database, public_id, content)
    theirs = Correcting(submission="theirs")
    correct(database, public_id, {**TEXTS, "mood_7d": "5"}, theirs, user=BERIT)
    draft = correction_of(database, public_id)
    assert draft is not None
    assert draft.content.replaces == 1


def second_draft(database: Database, public_id: str, texts: Mapping[str, str]) -> bool:
    with database.begin() as session:
        return save_second_draft(
            session, BERIT, NOW, library(), public_id,
            content=DraftContent(texts, {}), submission="again 1",
        )  # fmt: skip


def second_of(database: Database, public_id: str, user: User = BERIT) -> DraftRecord | None:
    with database.begin() as session:
        sheet = read_sheet(session, user, NOW, library(), public_id).sheet
        return find_second_draft(session, user, sheet)


def test_a_second_keying_has_a_draft_of_its_own_that_its_save_clears(database: Database) -> None:
    public_id = entered(database)
    assert second_draft(database, public_id, TYPED)
    draft = second_of(database, public_id)
    assert draft is not None
    assert draft.content.texts == TYPED
    assert second_of(database, public_id, ANNA) is None
    assert correction_of(database, public_id, BERIT) is None
    with database.begin() as session:
        to = open_draft(session, BERIT, NOW, plan(), draft.public_id)
    assert to.keyed_again == public_id
    keyed_again(database, public_id)
    assert second_of(database, public_id) is None


@pytest.mark.parametrize(
    ("to", "number", "episode_no"), [(code(1), 1, 2), (code(2), 1, None), (code(1), 5, None)]
)
def test_what_was_begun_follows_a_sheet_that_is_moved(
    database: Database, to: str, number: int, episode_no: int | None
) -> None:
    public_id = entered(database)
    # The client has come back, and code 2 has a sheet of its own.
    entered(database, Sent("start", number=None, submission="again", episode_no=2), {"gender": "2"})
    entered(database, Sent("start", code(2), None, submission="other"), {"gender": "2"})
    again = entered(database, Sent(number=4, submission="4", episode_no=2))
    content = DraftContent({**TEXTS, "mood_7d": "8"}, {}, "läste fel", 1)
    corrected_draft(database, public_id, content)
    second_draft(database, public_id, TYPED)
    second_draft(database, again, {"since_main": "annat"})
    with database.begin() as session:
        move_sheet(
            session, ANNA, NOW, plan(),
            public_id=public_id, code=to, number=number, reason="fel", episode_no=episode_no,
        )  # fmt: skip
    for draft in listed(database, BERIT):
        with database.begin() as session:
            led = open_draft(session, BERIT, NOW, plan(), draft.public_id).keyed_again
        assert led == {"hemligt": public_id, "annat": again}[draft.content.texts["since_main"]]
    (mine,) = listed(database)
    assert gone_on(database, mine.public_id) == public_id
    assert correction_of(database, public_id) == mine
    second, other = second_of(database, public_id), second_of(database, again)
    assert second is not None
    assert other is not None
    assert (second.content.texts, other.content.texts) == (TYPED, {"since_main": "annat"})


def test_the_draft_of_another_episode_stays_where_a_sheet_is_moved(database: Database) -> None:
    first = entered(database)
    second = entered(database, Sent(submission="again", episode_no=2, number=2))
    second_draft(database, first, TYPED)
    second_draft(database, second, {"since_main": "annat"})
    with database.begin() as session:
        move_sheet(
            session, ANNA, NOW, plan(),
            public_id=second, code=code(1), number=1, reason="fel", episode_no=2,
        )  # fmt: skip
    drafts = second_of(database, first), second_of(database, second)
    assert [one.content.texts["since_main"] for one in drafts if one] == ["hemligt", "annat"]


def test_a_draft_of_a_second_keying_at_a_code_without_the_sheet_leads_nowhere(
    database: Database,
) -> None:
    public_id = entered(database)
    second_draft(database, public_id, TYPED)
    (draft,) = listed(database, BERIT)
    with database.begin() as session:
        keep_draft(session, replace(draft.place, code=code(9)), draft.content, saved_at=NOW)
    (newest, *_) = listed(database, BERIT)
    assert newest.place.code == code(9)
    with pytest.raises(NotFoundError):
        gone_on(database, newest.public_id, BERIT)
