"""Who wants the answers erased is in no later release, and in letters about the earlier."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.ask_erasure import ask_erasure
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.erase_answers import erase_answers
from kast_eval.actions.keep_in_code_key import code_key_in
from kast_eval.actions.keep_release import keep_release
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.print_letter import print_letter
from kast_eval.actions.read_response import read_response
from kast_eval.actions.read_withdrawal import read_withdrawal
from kast_eval.actions.steps.package import planned_package
from kast_eval.actions.steps.prepared_release import Workplace
from kast_eval.dataset.person_id import person_id, project_key
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.paper.report.section import Teller
from kast_eval.paper.response.flow_section import flow_section
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import NotFoundError, Role, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    HERE,
    LEAD,
    NOW,
    RESEARCHER,
    Sent,
    code,
    enter,
    entered,
    plan,
)
from tests.actions.test_make_release import (
    KEY,
    KEYER,
    OUTSIDE,
    SIGNING,
    STUDY,
    TOLD,
    consenting,
    decided,
    made,
    materials,
    national_database,
    unpacked,
)
from tests.actions.test_withdrawal import erase, sheet_of, withdrew
from tests.paper.pictures import page_texts

LEDARE = User("ledare", {STUDY.code: frozenset({Role.LEAD})})
ANDRA = User("andra", {STUDY.code: frozenset({Role.LEAD})})


def ids_in(bundle: dict[str, bytes]) -> set[str]:
    rows = csv.DictReader(StringIO(bundle["data/csv/checkin.csv"].decode()))
    return {row["person_id"] for row in rows}


def test_the_erased_are_in_no_later_release_and_the_earlier_ones_are_listed(
    database: Database, tmp_path: Path
) -> None:
    for number in (1, 2):
        consenting(database, whose=code(number))
    first = ids_in(unpacked(made(database, tmp_path)))
    sheet = entered(database, sheet_of(), withdrew("3"))
    second = ids_in(unpacked(made(database, tmp_path)))
    assert second < first
    erased = erase(database, sheet)
    files = unpacked(made(database, tmp_path))
    assert ids_in(files) == second
    persons = json.loads(files["report/response.json"])["persons"]
    assert (persons["withdrawn"], persons["erased"]) == (0, 1)
    with database.begin() as session:
        view = read_withdrawal(
            session, LEAD, NOW, plan(), erased, code_keys=code_key_in(database.file.parent)
        )
        (one,) = view.releases
        letter = print_letter(
            session, LEAD, NOW, plan(), erased,
            release=one.public_id, person_key=KEY, language=Language.SV,
        )  # fmt: skip
        with pytest.raises(NotFoundError):
            print_letter(
                session, LEAD, NOW, plan(), erased,
                release="f" * 24, person_key=KEY, language=Language.SV,
            )  # fmt: skip
        flow = read_response(session, LEAD, NOW, plan(), site_code=HERE).response.flow
    # The id in the letter is the one that the recipient has.
    (gone,) = first - second
    assert gone in "\n".join(page_texts(letter))
    teller = Teller(plan().schedule, Language.SV)
    assert flow.erased == 1
    assert "inte räknas här: 1." in flow_section(flow, teller).leads[-1]


def test_a_release_that_was_prepared_before_an_erasure_does_not_leave(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    file = decided(database, tmp_path)
    at = Workplace(SIGNING, tmp_path)
    with database.begin() as session:
        ready = prepare_release(session, RESEARCHER, NOW, materials(), file, at=at)
    erase(database, entered(database, sheet_of(), withdrew("3")))
    # New sheets take the numbers of the erased ones, so that no keying is newer.
    entered(database, Sent(code=code(2), submission="page 2"))
    with database.begin() as session, pytest.raises(ReleaseRefusedError, match="R14"):
        keep_release(session, RESEARCHER, NOW, materials(), ready)


@pytest.fixture
def national(tmp_path: Path) -> Iterator[Database]:
    opened = national_database(tmp_path / "national")
    with opened.begin() as session:
        for user in (LEDARE, ANDRA):
            add_user(session, user.name, user.roles, created=NOW)
    yield opened
    opened.close()


def test_two_leads_erase_at_a_clinic_of_the_study(national: Database, tmp_path: Path) -> None:
    whose = code(1, STUDY.letters)
    page = Sent("deviation", whose, 1, None, "withdrawal")
    sheet = _entered(national, page)
    keys = code_key_in(national.file.parent)
    with national.begin() as session:
        asked = ask_erasure(session, KEYER, NOW, plan(), sheet, reason="begärt", code_keys=keys)
        decide_approval(session, LEDARE, NOW, asked, approved=True, reason="")
        erase_answers(session, LEDARE, NOW, plan(), sheet, confirmed=whose, code_keys=keys)
    with national.begin() as session:
        package = planned_package(session, LEDARE, NOW, materials(), site_code=STUDY.code).package
    # The centre is told whom to remove, by the id that it has.
    key = project_key(KEY, f"package {STUDY.approval_number}")
    assert package.withdrawn == (person_id(key, STUDY.code, whose),)
    file = decided(national, tmp_path, _scientist(), TOLD)
    with national.begin() as session:
        planned = plan_release(session, _scientist(), NOW, materials(), file)
    assert planned.leaving == set()
    assert OUTSIDE in planned.left_out


def _scientist() -> User:
    return User("scientist", {STUDY.code: frozenset({Role.RESEARCHER}),
                              OUTSIDE.code: frozenset({Role.RESEARCHER})})  # fmt: skip


def _entered(database: Database, page: Sent) -> str:
    doubts = enter(database, page, withdrew("3"), user=KEYER).reading.doubts
    confirming = replace(page, confirmed=[one.key for one in doubts])
    saved = enter(database, confirming, withdrew("3"), user=KEYER).sheet_public_id
    assert saved is not None
    return saved
