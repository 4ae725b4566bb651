"""What a plan shows one person alone, of data that have not left."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.actions.ask_release import ask_release
from kast_eval.actions.keep_recipe import decide_columns
from kast_eval.actions.plan_release import plan_release
from kast_eval.actions.steps.plan_told import count_said
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.actions.steps.release_reports import plan_reports
from kast_eval.cli.release_told import tell_plan
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.section import Teller
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.wording import Language
from tests.actions.approving import approve_by_sight
from tests.actions.at_the_clinic import NOW, RESEARCHER, plan
from tests.actions.large_study import RECIPE as ANONYMISED
from tests.actions.large_study import add_clients
from tests.actions.test_make_release import (
    COLLEAGUE,
    KEYER,
    SCIENTIST,
    SITES,
    STUDY,
    consenting,
    decided,
    materials,
)
from tests.actions.test_make_tables import TABLES
from tests.dataset.release.made import RECIPE, written

PERSONS = 100


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(tmp_path_factory.mktemp("real"), training=False)
    with opened.begin() as session:
        for site in SITES:
            add_site(session, site)
        for user in (KEYER, SCIENTIST, COLLEAGUE):
            add_user(session, user.name, user.roles, created=NOW)
    add_clients(opened, STUDY.code, STUDY.letters, range(1, PERSONS + 1), KEYER.name)
    yield opened
    opened.close()


def planned(database: Database, file: Path) -> tuple[PlannedRelease, tuple[ReleaseReport, ...]]:
    teller = Teller(plan().schedule, Language.SV)
    user = RESEARCHER if database.training else SCIENTIST
    with database.begin() as session:
        found = plan_release(session, user, NOW, materials(), file)
        return found, plan_reports(session, user, NOW, materials(), found, teller=teller)


def said_of(found: PlannedRelease, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    tell_plan(found, Language.SV)
    return capsys.readouterr().out


@pytest.mark.parametrize("text", [RECIPE, ANONYMISED, TABLES])
def test_a_plan_that_something_stands_against_tells_no_number(
    text: str, real: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, reports = planned(real, written(tmp_path, text.replace("2027-12-31", "2020-01-01")))
    assert "R13" in [one.number for one in found.plan.refusals]
    assert reports == ()
    said = said_of(found, capsys)
    assert "Tal visas först när inget annat än beslutet står emot." in said
    assert not [word for word in ("Personer:", " rader,", "Minsta klassen") if word in said]
    with real.begin() as session, pytest.raises(ReleaseRefusedError) as caught:
        decide_columns(session, SCIENTIST, NOW, tmp_path, found.plan, today=NOW.date())
    assert "R13" in [one.number for one in caught.value.refusals]


def test_tables_of_real_persons_are_read_in_the_file_and_nowhere_else(
    real: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (written(tmp_path, TABLES), decided(real, tmp_path, SCIENTIST, TABLES)):
        found, reports = planned(real, file)
        assert reports == ()
        said = said_of(found, capsys)
        assert f"{PERSONS} " not in said
        assert "Tabellernas tal står bara i filen" in said


def test_coded_rows_tell_one_person_alone_no_small_number_and_no_report(
    real: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = decided(real, tmp_path, SCIENTIST)
    found, reports = planned(real, file)
    assert found.plan.refusals == ()
    assert reports == ()
    assert f"Personer: {PERSONS} lämnar" in said_of(found, capsys)
    assert [count_said(found, count) for count in (0, 1, 4, 5)] == ["0", "1–4", "1–4", "5"]
    with real.begin() as session:
        asked = ask_release(session, SCIENTIST, NOW, materials(), file, reason="Huvudanalysen")
        approve_by_sight(session, COLLEAGUE, NOW, materials(), file, asked=asked)
    assert [one.name for one in planned(real, file)[1]] == ["response", "quality", "analysis"]


def test_who_judges_an_anonymised_file_has_its_report_before_it_is_decided(
    real: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, reports = planned(real, written(tmp_path, ANONYMISED))
    assert [one.number for one in found.plan.refusals] == ["R16"]
    assert [one.name for one in reports] == ["disclosure"]
    assert "Minsta klassen" in said_of(found, capsys)


def test_practice_shows_all_that_nothing_stands_against(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody, reports = planned(database, written(tmp_path))
    assert "R15" in [one.number for one in nobody.plan.refusals]
    assert reports == ()
    consenting(database)
    found, reports = planned(database, written(tmp_path))
    assert [one.name for one in reports] == ["response", "quality", "analysis"]
    assert "Personer: 1 lämnar" in said_of(found, capsys)
