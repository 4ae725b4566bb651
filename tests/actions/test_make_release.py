import csv
import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from kast_eval import VERSION
from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.keep_release import Release
from kast_eval.actions.list_releases import list_releases
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.steps.materials import Materials
from kast_eval.cli.release_told import tell_plan
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.definition.library import Library
from kast_eval.store.database import Database, open_database
from kast_eval.store.releases import releases_of
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.roles import NotAllowedError, Role, User
from kast_eval.study.site import Site
from kast_eval.wording import Language
from tests.actions.approving import approve_by_sight
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NOW,
    RESEARCHER,
    TEXTS,
    Sent,
    code,
    derivations,
    enter,
    library,
    noted,
    plan,
)
from tests.actions.made_release import make_release
from tests.dataset.release.made import RECIPE, written
from tests.definition.example import REAL_FORMS

KEY, SIGNING = bytes(range(32)), bytes(32)
STUDY = Site(
    "0680", "Jönköping", "GB", "RB", in_study=True, training=False,
    approval_number="2026-00000-01", information_version="1",
)  # fmt: skip
OTHER = replace(STUDY, code="1480", name="Göteborg", letters="GG", relative_letters="RG",
                approval_number="2026-00000-02")  # fmt: skip
OUTSIDE = replace(STUDY, code="0180", name="Stockholm", letters="ST", relative_letters="RS",
                  in_study=False)  # fmt: skip
SITES = (STUDY, OTHER, OUTSIDE)
KEYER = User("keyer", {site.code: frozenset({Role.COUNSELLOR}) for site in SITES})
COLLEAGUE = User("colleague", {site.code: frozenset({Role.RESEARCHER}) for site in SITES})
SCIENTIST = User("scientist", {site.code: frozenset({Role.RESEARCHER}) for site in SITES})
YES = {"consent_research": "1"}


def materials() -> Materials:
    return Materials(library(), derivations(), plan(), KEY)


def decided(database: Database, folder: Path, user: User = RESEARCHER, text: str = RECIPE) -> Path:
    """Return the file of a recipe whose columns somebody has decided on."""
    file = written(folder, text)
    with database.begin() as session:
        columns = plan_release(session, user, NOW, materials(), file).plan.columns
    return written(folder, f"{text}approved: {{by: Ledaren, on: 2026-01-01, columns: {columns}}}\n")


def made(database: Database, folder: Path, user: User = RESEARCHER, text: str = RECIPE) -> Release:
    file = decided(database, folder, user, text)
    with database.begin() as session:
        return make_release(
            session, user, NOW, materials(), file, signing_key=SIGNING, workshop=folder
        )


def keyed(database: Database, page: Sent, texts: dict[str, str], user: User = ANNA) -> None:
    doubts = enter(database, page, texts, user=user).reading.doubts
    confirming = replace(page, confirmed=[doubt.key for doubt in doubts])
    assert enter(database, confirming, texts, user=user).sheet_public_id


def consenting(database: Database, user: User = ANNA, whose: str = code(1)) -> None:
    staff = Sent(form="start_staff", code=whose, number=None, submission=f"staff {whose}")
    keyed(database, staff, YES, user)
    keyed(database, Sent(code=whose, submission=f"page {whose}"), TEXTS, user)


def unpacked(release: Release) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(release.bundle)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_release_holds_those_who_said_yes_and_is_remembered(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    keyed(database, Sent(code=code(2), submission="page 2"), TEXTS)
    release = made(database, tmp_path)
    rows = list(csv.DictReader(StringIO(unpacked(release)["data/csv/checkin.csv"].decode())))
    assert [row["mood_7d"] for row in rows] == ["7"]
    assert json.loads(unpacked(release)["MANIFEST.json"])["level"] == "A"
    with database.begin() as session:
        (kept,) = list_releases(session, RESEARCHER, NOW)
        assert releases_of(session, HERE, code(1)) == (kept,)
        assert releases_of(session, HERE, code(2)) == ()
    assert (kept.recipient, kept.bundle_checksum) == ("Ett universitet", release.checksum)
    assert noted(database)[-2][1:] == ("made a release", kept.public_id, None)
    assert list(tmp_path.glob("tmp*")) == []


def test_the_same_study_and_recipe_give_the_same_bytes(database: Database, tmp_path: Path) -> None:
    consenting(database)
    assert made(database, tmp_path).bundle == made(database, tmp_path).bundle


def test_two_recipients_cannot_join_their_files(database: Database, tmp_path: Path) -> None:
    consenting(database)
    ids = set()
    for recipient in ("Ett universitet", "Ett annat"):
        text = RECIPE.replace("Ett universitet", recipient)
        files = unpacked(made(database, tmp_path, text=text))
        ids |= {row["person_id"] for row in csv.DictReader(
            StringIO(files["data/csv/checkin.csv"].decode()))}  # fmt: skip
    assert len(ids) == 2


def test_two_projects_of_one_recipient_cannot_join_their_files(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    ids = []
    for purpose in ("Huvudanalysen", "huvudanalysen", "Ett helt annat projekt"):
        text = RECIPE.replace("Huvudanalysen", purpose)
        files = unpacked(made(database, tmp_path, text=text))
        (row,) = csv.DictReader(StringIO(files["data/csv/checkin.csv"].decode()))
        ids.append(row["person_id"])
    assert ids[0] == ids[1] != ids[2]


def test_nothing_is_written_or_remembered_when_something_stands_against_it(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseRefusedError, match="Ingenting") as caught:
        made(database, tmp_path)
    assert [refusal.number for refusal in caught.value.refusals] == ["R15"]
    with database.begin() as session:
        assert list_releases(session, RESEARCHER, NOW) == ()


def test_a_mock_file_can_be_made_before_there_are_data(database: Database, tmp_path: Path) -> None:
    mock = RECIPE.replace("level: A", "level: D")
    files = unpacked(made(database, tmp_path, text=mock))
    assert len(files["data/csv/start.csv"].splitlines()) > 40
    with database.begin() as session:
        (kept,) = list_releases(session, RESEARCHER, NOW)
    assert kept.level == "D"


def test_a_personal_number_in_a_release_is_refused(database: Database, tmp_path: Path) -> None:
    consenting(database)
    with pytest.raises(ReleaseRefusedError) as caught:
        made(database, tmp_path, text=RECIPE.replace("Huvudanalysen", "Om 811228-9874"))
    assert {refusal.number for refusal in caught.value.refusals} == {"R9"}


@pytest.mark.parametrize("user", [ANNA, LEAD])
def test_only_a_researcher_makes_releases(user: User, database: Database, tmp_path: Path) -> None:
    file = written(tmp_path)
    with pytest.raises(NotAllowedError), database.begin() as session:
        plan_release(session, user, NOW, materials(), file)
    with pytest.raises(NotAllowedError), database.begin() as session:
        list_releases(session, user, NOW)


def national_database(folder: Path) -> Database:
    """Return a database with clinics of two approvals, and one outside the study."""
    opened = open_database(folder, training=False)
    with opened.begin() as session:
        for site in SITES:
            add_site(session, site)
        for user in (KEYER, SCIENTIST, COLLEAGUE):
            add_user(session, user.name, user.roles, created=NOW)
    for site in SITES:
        consenting(opened, KEYER, code(1, site.letters))
    return opened


@pytest.fixture
def national(tmp_path: Path) -> Database:
    return national_database(tmp_path / "national")


TOLD = RECIPE + "clinic: true\n"


def agreed(database: Database, folder: Path) -> None:
    """Let one researcher ask for the release, and another approve it."""
    file = decided(database, folder, SCIENTIST, TOLD)
    with database.begin() as session:
        asked = ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")
        approve_by_sight(session, COLLEAGUE, NOW, materials(), file, asked=asked)


def test_real_data_leave_when_two_have_agreed_and_once(national: Database, tmp_path: Path) -> None:
    with pytest.raises(NotApprovedError):
        made(national, tmp_path, SCIENTIST, TOLD)
    agreed(national, tmp_path)
    with pytest.raises(NotApprovedError):
        # What was agreed on is this very recipe.
        made(national, tmp_path, SCIENTIST, TOLD.replace("Huvudanalysen", "En annan"))
    assert made(national, tmp_path, SCIENTIST, TOLD).bundle
    with pytest.raises(NotApprovedError):
        made(national, tmp_path, SCIENTIST, TOLD)
    national.close()


def test_what_would_be_refused_is_not_asked_about(national: Database, tmp_path: Path) -> None:
    file = written(tmp_path)
    with pytest.raises(ReleaseRefusedError), national.begin() as session:
        ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")
    national.close()


def test_only_clinics_with_the_approval_of_the_recipe_are_in_it(
    national: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreed(national, tmp_path)
    told = made(national, tmp_path, SCIENTIST, TOLD)
    rows = list(csv.DictReader(StringIO(unpacked(told)["data/csv/checkin.csv"].decode())))
    assert [row["site_code"] for row in rows] == [STUDY.code]
    planned = told.planned
    assert [site.code for site in planned.left_out] == [OUTSIDE.code, OTHER.code]
    assert "training" not in rows[0]
    tell_plan(planned, Language.SV)
    said = capsys.readouterr().out
    assert "Stockholm är inte med" in said
    assert "Göteborg är inte med" in said
    national.close()


def test_a_release_tells_how_its_rows_came_about(national: Database, tmp_path: Path) -> None:
    agreed(national, tmp_path)
    files = unpacked(made(national, tmp_path, SCIENTIST, TOLD))
    told = json.loads(files["report/response.json"])
    assert told["persons"]["in_the_files"] == 1
    assert set(told["clinics"]) == {STUDY.code}
    assert json.loads(files["report/quality.json"])["second_keying"]["all"]["fields"] == 0
    items = {one["item"] for one in json.loads(files["report/quality.json"])["items"]}
    assert items == {"mood_7d"}
    assert {"report/response.pdf", "report/quality.pdf", "report/analysis.pdf"} <= set(files)
    assert json.loads(files["report/analysis.json"])["flow"]["persons"] == 1
    national.close()


def test_a_release_tells_where_it_comes_from_and_what_its_columns_mean(
    database: Database, tmp_path: Path
) -> None:
    consenting(database)
    files = unpacked(made(database, tmp_path))
    origin = json.loads(files["origin/pipeline.json"])
    assert origin["program"] == {"name": "kast_eval", "version": VERSION}
    assert origin["forms"]["start-1"] == library().get("start", 1).checksum
    assert (origin["derived"], origin["schedule"]) == (
        sha256((REAL_FORMS / "derived.yaml").read_bytes()).hexdigest(),
        sha256((REAL_FORMS / "schedule.yaml").read_bytes()).hexdigest(),
    )
    assert origin["snapshot"]["rows"] == {"start": 0, "checkin": 1}
    assert len(origin["snapshot"]["chain_link"]) == 64
    assert files["codebook/codebook.pdf"].startswith(b"%PDF-")


def test_sheets_keyed_by_another_definition_are_refused(database: Database, tmp_path: Path) -> None:
    consenting(database)
    forms = tuple(
        replace(one, checksum="0" * 64) if one.form == "checkin" else one for one in library().forms
    )
    changed = replace(materials(), library=Library(forms))
    file = decided(database, tmp_path)
    with pytest.raises(ReleaseRefusedError, match="checkin-1") as caught, database.begin() as now:
        plan_release(now, RESEARCHER, NOW, changed, file)
    assert [refusal.number for refusal in caught.value.refusals] == ["R12"]
