"""An anonymised file from the store to the bundle, as actions make it."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.keep_release import Release, keep_release
from kast_eval.actions.list_approvals import list_approvals
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.prepared_release import Workplace
from kast_eval.cli.release_told import tell_plan
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.clients import find_client
from kast_eval.store.database import Database, open_database
from kast_eval.store.release_profiles import all_profiles
from kast_eval.store.releases import releases_of
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.approval import ApprovalSubject, NotApprovedError
from kast_eval.study.roles import User
from kast_eval.wording import Language
from tests.actions.approving import approve_by_sight
from tests.actions.at_the_clinic import ANNA, HERE, NOW, RESEARCHER, code
from tests.actions.large_study import RECIPE, add_clients, add_keyed
from tests.actions.made_release import make_release
from tests.actions.test_make_release import (
    COLLEAGUE,
    KEYER,
    SCIENTIST,
    SIGNING,
    STUDY,
    materials,
    unpacked,
)
from tests.actions.test_make_release import made as made_of_tables
from tests.dataset.release.made import written

SEED, PERSONS = bytes(range(32)), 80


EVERY = RECIPE.replace("[csv]", "[csv, csv_excel_sv, sav, dta, parquet]")


def judged(database: Database, folder: Path, text: str = RECIPE, user: User = RESEARCHER) -> Path:
    """Return the file of a recipe whose file somebody has judged."""
    file = written(folder, text, "undervisning.yaml")
    with database.begin() as session:
        columns = plan_release(session, user, NOW, materials(), file).plan.columns
    decision = f"decision: {{by: Ledaren, on: 2026-03-01, columns: {columns}}}\n"
    return written(folder, text + decision, "undervisning.yaml")


def made(database: Database, folder: Path, text: str = RECIPE) -> Release:
    file = judged(database, folder, text)
    with database.begin() as session:
        return make_release(
            session, RESEARCHER, NOW, replace(materials(), seed=SEED), file,
            signing_key=SIGNING, workshop=folder,
        )  # fmt: skip


@pytest.fixture(scope="module")
def large_folder(clinics_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    shutil.copytree(clinics_folder, folder, dirs_exist_ok=True)
    opened = open_database(folder, training=True)
    add_clients(opened, HERE, "XX", range(1, PERSONS + 1), ANNA.name)
    opened.close()
    return folder


@pytest.fixture
def large(large_folder: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(large_folder, tmp_path, dirs_exist_ok=True)
    opened = open_database(tmp_path, training=True)
    yield opened
    opened.close()


def rows_of(release: Release) -> list[dict[str, str]]:
    text = unpacked(release)["data/csv/anonymised.csv"].decode()
    return list(csv.DictReader(StringIO(text)))


def test_an_anonymised_file_goes_the_whole_way(large: Database, tmp_path: Path) -> None:
    release = made(large, tmp_path, EVERY)
    files, rows = unpacked(release), rows_of(release)
    assert {name.split("/")[1] for name in files if name.startswith("data/")} == {
        "csv", "csv_excel_sv", "sav", "dta", "parquet",
    }  # fmt: skip
    assert len(rows) == len({row["person_id"] for row in rows}) >= PERSONS * 0.95
    assert {row["training"] for row in rows} == {"1"}
    report = json.loads(files["report/disclosure.json"])
    assert report["persons"] == len(rows)
    assert report["classes"]["k"] >= 5
    assert report["decision"]["by"] == "Ledaren"
    assert files["report/disclosure.pdf"].startswith(b"%PDF")
    assert "Bedömd som anonym av Ledaren den 2026-03-01." in files["VILLKOR.txt"].decode()
    assert "lämnas inte här" in files["LÄS_MIG.txt"].decode()
    assert not {name for name in files if name.startswith(("report/response", "report/quality"))}
    assert json.loads(files["MANIFEST.json"])["level"] == "B"
    assert json.loads(files["origin/recipe.json"])["points"] == ["t0", "f06"]
    # What is remembered are classes, and apart from them whose rows there were.
    with large.begin() as session:
        (profile,) = all_profiles(session)
        numbers = range(1, PERSONS + 1)
        held = [number for number in numbers if releases_of(session, HERE, code(number))]
    assert sum(profile.classes.values()) == len(rows) == len(held) == len(profile.persons)
    assert min(profile.classes.values()) >= 5
    # Nothing leads from a row to a person: no id of a coded file, no seed, no fresh id kept.
    ids = {str(person).encode() for person in release.planned.plan.persons.every}
    assert len(ids) == PERSONS
    contents = b"".join(files.values())
    assert not [one for one in (*ids, SEED, SEED.hex().encode()) if one in contents]
    assert not [row for row in rows if row["person_id"] in repr(profile)]


def test_what_waits_does_not_leave_when_one_in_it_comes_as_a_couple(
    large: Database, tmp_path: Path
) -> None:
    file = judged(large, tmp_path)
    at = Workplace(SIGNING, tmp_path)
    with large.read() as session:
        ready = prepare_release(session, RESEARCHER, NOW, materials(), file, at=at)
    came = ("session", 1, {"participants": "2", "attended": "1"})
    with large.begin() as session:
        client = find_client(session, (HERE,), code(5))
        assert client is not None
        add_keyed(session, HERE, client, came, ANNA.name)
    with pytest.raises(ReleaseRefusedError, match="R14"), large.begin() as session:
        keep_release(session, RESEARCHER, NOW, materials(), ready)


def test_a_plan_tells_how_coarse_the_file_would_be(
    large: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = RECIPE.replace("goal_main: {rare: 97}", "goal_main: defined\n  buy_ever: defined")
    file = written(tmp_path, text, "undervisning.yaml")
    with large.begin() as session:
        planned = plan_release(session, RESEARCHER, NOW, materials(), file)
    made = planned.plan.anonymised
    assert made is not None
    disclosure = replace(made.disclosure, dropped=("buy_ever_t0",))
    without = replace(planned.plan, anonymised=replace(made, disclosure=disclosure), refusals=())
    tell_plan(replace(planned, plan=without), Language.SV)
    said = capsys.readouterr().out
    assert f"gender_t0: nivå {disclosure.quasi[1].level} av 2" in said
    assert "buy_ever_t0 faller bort" in said
    assert f"Personer: {disclosure.persons} lämnar" in said
    assert f"Minsta klassen: {disclosure.k} personer" in said


def test_the_same_study_recipe_and_seed_give_the_same_bytes(
    large: Database, tmp_path: Path
) -> None:
    file = judged(large, tmp_path)
    at = Workplace(SIGNING, tmp_path)
    with large.read() as session:
        first, second, drawn = (
            prepare_release(session, RESEARCHER, NOW, replace(materials(), seed=seed), file, at=at)
            for seed in (SEED, SEED, None)
        )
    assert first.bundle == second.bundle != drawn.bundle
    # Two files cannot leave at the same time: neither has been held against the other.
    with large.begin() as session:
        keep_release(session, RESEARCHER, NOW, materials(), first)
    with pytest.raises(ReleaseRefusedError) as caught, large.begin() as session:
        keep_release(session, RESEARCHER, NOW, materials(), drawn)
    assert [refusal.number for refusal in caught.value.refusals] == ["R8"]
    # Nor can one that differs by a person leave after it.
    add_clients(large, HERE, "XX", [PERSONS + 1], ANNA.name)
    with pytest.raises(ReleaseRefusedError) as caught:
        made(large, tmp_path)
    assert [refusal.number for refusal in caught.value.refusals] == ["R8"]
    # Tables of it do, where they are counted from it.
    with pytest.raises(ReleaseRefusedError) as caught:
        made_of_tables(large, tmp_path, text=TABLES)
    assert [refusal.number for refusal in caught.value.refusals] == ["R8"]
    counted = made_of_tables(large, tmp_path, text=f"from: {first.checksum[:16]}\n{TABLES}")
    files = unpacked(counted)
    assert json.loads(files["report/tables.json"])["from"] == first.checksum
    (*_, everybody) = csv.DictReader(StringIO(files["data/csv/mal.csv"].decode()))
    assert everybody["persons"] == str(len(first.planned.plan.leaving))


TABLES = (
    "recipe: 1\nlevel: C\nlanguage: sv\nformats: [csv]\n"
    "tables:\n  mal: {rows: goal_main_t0, statistic: count}\n"
    + RECIPE[RECIPE.index("recipient:") :]
)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "real", training=False)
    with opened.begin() as session:
        add_site(session, STUDY)
        for user in (KEYER, SCIENTIST, COLLEAGUE):
            roles = {STUDY.code: user.roles[STUDY.code]}
            add_user(session, user.name, roles, created=NOW)
    add_clients(opened, STUDY.code, STUDY.letters, range(1, PERSONS + 1), KEYER.name)
    yield opened
    opened.close()


def test_real_persons_leave_anonymised_when_two_have_agreed_and_once(
    real: Database, tmp_path: Path
) -> None:
    file = judged(real, tmp_path, user=SCIENTIST)

    def make() -> Release:
        with real.begin() as session:
            return make_release(
                session, SCIENTIST, NOW, materials(), file, signing_key=SIGNING, workshop=tmp_path
            )

    with pytest.raises(NotApprovedError):
        make()
    with real.begin() as session:
        asked = ask_release(session, SCIENTIST, NOW, materials(), file, reason="Undervisning")
        (question,) = list_approvals(session, SCIENTIST, NOW)
        assert question.approval.subject is ApprovalSubject.RELEASE_B
        approve_by_sight(session, COLLEAGUE, NOW, materials(), file, asked=asked)
    assert "training" not in rows_of(make())[0]
    with pytest.raises((NotApprovedError, ReleaseRefusedError)):
        make()
