from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.drafts import (
    DraftContent,
    DraftPlace,
    drafts_of,
    find_draft,
    find_draft_at,
    forget_draft,
    keep_draft,
)
from kast_eval.store.users import add_user
from tests.store.made import HERE, NOW, THERE, make_entry, make_sheet

PLACE = DraftPlace("anna", HERE, "XX0001A", 1, "checkin", 1, "s01")
TYPED = DraftContent({"since_buy": " 0?"}, {"since_buy": "otydligt"})


def test_a_draft_comes_back_letter_for_letter(database: Database) -> None:
    with database.begin() as session:
        keep_draft(session, PLACE, TYPED, saved_at=NOW)
        found = find_draft_at(session, PLACE)
    assert found is not None
    assert (found.place, found.content, found.saved_at) == (PLACE, TYPED, NOW)
    assert found.corrected is None


def test_the_newest_draft_takes_the_place_of_the_one_before(database: Database) -> None:
    later, more = NOW + timedelta(minutes=1), DraftContent({"since_buy": "1"}, {})
    with database.begin() as session:
        keep_draft(session, PLACE, TYPED, saved_at=NOW)
        (before,) = drafts_of(session, "anna", [HERE])
        keep_draft(session, PLACE, more, saved_at=later)
        (found,) = drafts_of(session, "anna", [HERE])
    assert (found.content, found.saved_at) == (more, later)
    assert found.public_id == before.public_id


@pytest.mark.parametrize(
    "other",
    [
        replace(PLACE, user_name="berit"), replace(PLACE, site_code=THERE),
        replace(PLACE, code="XX0002B"), replace(PLACE, form="session"), replace(PLACE, version=2),
        replace(PLACE, episode_no=2), replace(PLACE, timepoint="s02"), replace(PLACE, keying=2),
    ],
)  # fmt: skip
def test_another_place_has_a_draft_of_its_own(database: Database, other: DraftPlace) -> None:
    with database.begin() as session:
        add_user(session, "berit", {}, created=NOW)
        keep_draft(session, PLACE, TYPED, saved_at=NOW)
        assert find_draft_at(session, other) is None
        keep_draft(session, other, DraftContent({"since_buy": "1"}, {}), saved_at=NOW)
        forget_draft(session, other)
        assert find_draft_at(session, PLACE) is not None


def test_a_draft_of_a_correction_knows_its_sheet(database: Database) -> None:
    place = replace(PLACE, correcting=True)
    with database.begin() as session:
        sheet = make_sheet(session)
        entry = make_entry(session, sheet)
        content = replace(TYPED, reason="fel ruta", replaces=entry.id)
        keep_draft(session, place, content, saved_at=NOW)
        found = find_draft_at(session, place)
        assert found is not None
        assert (found.content, found.corrected) == (content, sheet.public_id)
        assert find_draft_at(session, PLACE) is None


@pytest.mark.parametrize("correcting", [True, False])
def test_a_correction_and_nothing_else_says_what_it_replaces(
    database: Database, *, correcting: bool
) -> None:
    content = replace(TYPED, replaces=None if correcting else 1)
    place = replace(PLACE, correcting=correcting)
    with database.begin() as session:
        make_entry(session, make_sheet(session))
    with pytest.raises(IntegrityError), database.begin() as session:
        keep_draft(session, place, content, saved_at=NOW)


def test_a_draft_is_found_by_its_author_alone(database: Database) -> None:
    with database.begin() as session:
        add_user(session, "berit", {}, created=NOW)
        keep_draft(session, PLACE, TYPED, saved_at=NOW)
        (draft,) = drafts_of(session, "anna", [HERE])
        assert find_draft(session, "anna", [HERE], draft.public_id) == draft
        assert find_draft(session, "berit", [HERE], draft.public_id) is None
        assert find_draft(session, "anna", [THERE], draft.public_id) is None
        assert drafts_of(session, "berit", [HERE]) == drafts_of(session, "anna", [THERE]) == ()
