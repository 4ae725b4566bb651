"""Tables of a training study, from what is keyed to the bundle."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.keep_release import keep_release
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.prepared_release import Workplace
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.database import Database
from kast_eval.store.published import all_published
from kast_eval.store.releases import releases_of
from kast_eval.wording import Language
from tests.actions.at_the_clinic import HERE, NOW, RESEARCHER, Sent, code
from tests.actions.test_make_release import (
    SIGNING,
    YES,
    decided,
    keyed,
    made,
    materials,
    unpacked,
)

TABLES = """\
recipe: 1
level: C
language: sv
formats: [csv, sav]
tables:
  alder: {rows: age_group_t0, statistic: count}
recipient: Länsstyrelsen
purpose: Årsrapporten
approval: 2026-00000-01
expires: 2027-12-31
"""


def consenting(database: Database, numbers: range) -> None:
    for number in numbers:
        staff = Sent(form="start_staff", code=code(number), number=None, submission=f"s{number}")
        keyed(database, staff, YES)
        start = Sent(form="start", code=code(number), number=None, submission=f"a{number}")
        keyed(database, start, {"age_years": "30" if number % 2 else "50"})


@pytest.fixture
def filled(database: Database) -> Database:
    consenting(database, range(1, 13))
    return database


def test_tables_leave_in_every_format_with_a_report_and_are_remembered(
    filled: Database, tmp_path: Path
) -> None:
    release = made(filled, tmp_path, text=TABLES)
    files = unpacked(release)
    rows = list(csv.DictReader(StringIO(files["data/csv/alder.csv"].decode())))
    there = {row["age_group_t0"]: row["persons"] for row in rows if row["persons"] != "0"}
    assert list(there.values()) == ["6", "6", "12"]
    assert list(there)[-1] == "999"
    assert {row["training"] for row in rows} == {"1"}
    assert json.loads(files["MANIFEST.json"])["level"] == "C"
    assert json.loads(files["report/tables.json"])["tables"] == {"1": {"groups": 8, "hidden": 0}}
    assert {"data/sav/alder.sav", "report/tables.pdf", "codebook/codebook.pdf"} <= set(files)
    assert "räkna fram det som är dolt" in files["VILLKOR.txt"].decode()
    assert "lämnas inte här" in files["LÄS_MIG.txt"].decode()
    assert not {name for name in files if name.startswith(("report/response", "report/quality"))}
    with filled.begin() as session:
        (told,) = all_published(session)
        assert told.recipe_name == "huvudanalys"
        assert len(releases_of(session, HERE, code(1))) == 1


def test_one_person_more_after_a_release_is_refused(filled: Database, tmp_path: Path) -> None:
    made(filled, tmp_path, text=TABLES)
    consenting(filled, range(13, 14))
    with pytest.raises(ReleaseRefusedError) as caught:
        made(filled, tmp_path, text=TABLES)
    assert [one.number for one in caught.value.refusals] == ["R8"]
    assert "2026-03-09 (huvudanalys)" in caught.value.in_language(Language.SV)


def test_tables_that_left_meanwhile_refuse_those_that_are_ready(
    filled: Database, tmp_path: Path
) -> None:
    file = decided(filled, tmp_path, text=TABLES)
    at = Workplace(SIGNING, tmp_path)
    with filled.begin() as session:
        ready = prepare_release(session, RESEARCHER, NOW, materials(), file, at=at)
    made(filled, tmp_path, text=TABLES)
    with filled.begin() as session, pytest.raises(ReleaseRefusedError) as caught:
        keep_release(session, RESEARCHER, NOW, materials(), ready)
    assert [one.number for one in caught.value.refusals] == ["R8"]


def test_what_nobody_decided_on_or_is_to_have_is_refused(filled: Database, tmp_path: Path) -> None:
    text = TABLES.replace("recipient: Länsstyrelsen\n", "").replace("2027-12-31", "2025-12-31")
    file = tmp_path / "tabeller.yaml"
    file.write_text(text, "utf-8")
    with filled.begin() as session:
        found = plan_release(session, RESEARCHER, NOW, materials(), file)
    assert [one.number for one in found.plan.refusals] == ["R1", "R13", "R13"]
    assert not found.needs_two
