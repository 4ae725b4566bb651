import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kast_eval.actions.keep_release import Release, keep_release
from kast_eval.actions.list_releases import list_releases
from kast_eval.actions.move_sheet import move_sheet
from kast_eval.actions.prepare_mock import prepare_mock
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.prepared_release import Prepared, Workplace
from kast_eval.actions.steps.release import planned_release
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NOW,
    RESEARCHER,
    TEXTS,
    Sent,
    code,
    entered,
    plan,
)
from tests.actions.test_make_release import SIGNING, consenting, decided, keyed, materials
from tests.dataset.release.made import RECIPE

COORDINATOR = User(ANNA.name, {HERE: frozenset({Role.COORDINATOR})})


def ready(database: Database, folder: Path, recipe: Path | None = None) -> Prepared:
    file = recipe or decided(database, folder)
    with database.read() as session:
        at = Workplace(SIGNING, folder)
        return prepare_release(session, RESEARCHER, NOW, materials(), file, at=at)


def kept(database: Database, one: Prepared, user: User = RESEARCHER) -> Release:
    with database.begin() as session:
        return keep_release(session, user, NOW, materials(), one)


def test_a_prepared_release_is_remembered_when_it_leaves(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    one = ready(database, tmp_path)
    with database.begin() as session:
        assert list_releases(session, RESEARCHER, NOW) == ()
    release = kept(database, one)
    with database.begin() as session:
        (record,) = list_releases(session, RESEARCHER, NOW)
    assert (record.public_id, record.bundle_checksum) == (release.public_id, one.checksum)


def test_others_save_while_a_release_is_prepared_and_it_still_leaves(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    one = ready(database, tmp_path)
    # Neither another's consent nor the person's next check-in changes whose rows leave.
    consenting(database, whose=code(2))
    keyed(database, Sent(number=2, submission="page 2"), TEXTS)
    assert kept(database, one).bundle


def withdrawn(database: Database) -> None:
    page = Sent(form="deviation", code=code(1), number=1, submission="deviation")
    keyed(database, page, {"deviation_kind": "1", "deviation_date": "2026-03-09"})


def taken_for_another(database: Database) -> None:
    page = entered(database, Sent(code=code(3), submission="page 3"))
    with database.begin() as session:
        move_sheet(
            session, ANNA, NOW, plan(), public_id=page, code=code(2), number=1,
            reason="fel etikett", person_type=1, seen=0,
        )  # fmt: skip


@pytest.mark.parametrize("happens", [withdrawn, taken_for_another])
def test_what_may_change_a_consent_meanwhile_refuses_the_release(
    happens: Callable[[Database], None], database: Database, tmp_path: Path
) -> None:
    consenting(database)
    one = ready(database, tmp_path)
    happens(database)
    with pytest.raises(ReleaseRefusedError) as caught:
        kept(database, one)
    assert [refusal.number for refusal in caught.value.refusals] == ["R14"]
    with database.begin() as session:
        assert list_releases(session, RESEARCHER, NOW) == ()


def test_who_has_lost_the_role_meanwhile_does_not_get_it(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    one = ready(database, tmp_path)
    with pytest.raises(NotAllowedError):
        kept(database, one, User(RESEARCHER.name, {HERE: frozenset({Role.AUDITOR})}))
    with pytest.raises(NotFoundError):
        kept(database, one, User(RESEARCHER.name, {}))


def test_those_who_plan_an_analysis_get_the_same_mock_file(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    at = Workplace(SIGNING, tmp_path)
    with database.read() as session:
        one = prepare_mock(session, LEAD, NOW, materials(), Language.SV, at=at)
    assert one.planned.sites == ()
    assert one.planned.plan.persons.every == frozenset()
    for user in (RESEARCHER, LEAD, COORDINATOR):
        assert kept(database, one, user).checksum == one.checksum
    with pytest.raises(NotAllowedError):
        kept(database, one, ANNA)


def test_a_counsellor_makes_no_mock_file(database: Database, tmp_path: Path) -> None:
    at = Workplace(SIGNING, tmp_path)
    with pytest.raises(NotAllowedError), database.read() as session:
        prepare_mock(session, ANNA, NOW, materials(), Language.SV, at=at)


def test_what_is_keyed_while_a_release_is_planned_is_not_half_in_it(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    file = decided(database, tmp_path)
    with database.read() as session:
        before = planned_release(session, RESEARCHER, NOW, materials(), file)
        keyed(database, Sent(number=2, submission="page 2"), TEXTS)
        after = planned_release(session, RESEARCHER, NOW, materials(), file)
        one = prepare_release(
            session, RESEARCHER, NOW, materials(), file, at=Workplace(SIGNING, tmp_path)
        )
    assert after.plan.tables == before.plan.tables == one.planned.plan.tables
    with database.read() as session:
        later = planned_release(session, RESEARCHER, NOW, materials(), file)
    assert later.plan.tables != before.plan.tables


SAME_BYTES = """
import sys
from pathlib import Path
from kast_eval.store.database import open_database
from tests.actions.at_the_clinic import NOW, RESEARCHER
from tests.actions.test_make_release import SIGNING, materials
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.prepared_release import Workplace
database = open_database(Path(sys.argv[1]), training=True)
with database.read() as session:
    one = prepare_release(session, RESEARCHER, NOW, materials(), Path(sys.argv[2]),
                          at=Workplace(SIGNING, Path(sys.argv[1])))
print(one.checksum)
"""


def test_two_programs_make_the_same_bytes_of_the_same_study(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    file = decided(database, tmp_path, text=RECIPE.replace(
        "formats: [csv, sav]", "formats: [csv, csv_excel_sv, sav, dta, parquet]"
    ))  # fmt: skip
    here = ready(database, tmp_path, file)
    seeded = {**os.environ, "PYTHONHASHSEED": "7"}
    program = [sys.executable, "-c", SAME_BYTES, str(database.file.parent), str(file)]
    there = subprocess.run(program, env=seeded, capture_output=True, check=True)
    assert there.stdout.decode().strip() == here.checksum
