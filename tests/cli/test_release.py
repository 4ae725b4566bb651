import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.dataset.release.made import MOCK, RECIPE, written

ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("instance")
def test_a_plan_tells_what_would_leave_and_what_stands_against_it(run: Run, tmp_path: Path) -> None:
    written(tmp_path)
    ran = run("release", "plan", "huvudanalys.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "checkin: " in ran.out
    assert "R1: Ingen har beslutat" in ran.out
    assert "har inget ja till forskning" in ran.out
    assert "Anhörigas rader lämnar aldrig" in ran.out


@pytest.mark.usefixtures("instance")
def test_a_decided_recipe_makes_a_bundle_that_is_listed(run: Run, tmp_path: Path) -> None:
    written(tmp_path)
    assert run("release", "list").out == "Inget har lämnats ut.\n"
    told = run("release", "plan", "huvudanalys.yaml").out
    found = re.search("^columns: ([0-9a-f]{64})$", told, re.MULTILINE)
    assert found
    written(tmp_path, f"{RECIPE}approved: {{by: L, on: 2026-01-01, columns: {found[1]}}}\n")
    assert "Inget står emot." in run("release", "plan", "huvudanalys.yaml").out
    ran = run("release", "make", "huvudanalys.yaml", "--out", "ut.zip", "--seed", "id.key")
    assert len(bytes.fromhex((tmp_path / "id.key").read_text("ascii"))) == 32
    assert (ran.code, ran.out.splitlines()[0]) == (0, "ut.zip är skriven.")
    with zipfile.ZipFile(tmp_path / "ut.zip") as opened:
        assert "data/sav/checkin.sav" in opened.namelist()
        assert "ÖVNING" in opened.read("LÄS_MIG.txt").decode()
    assert "A huvudanalys: Ett universitet." in run("release", "list").out
    asked = run("release", "ask", "huvudanalys.yaml", "--reason", "Huvudanalysen")
    assert (asked.code, "Frågan är ställd" in asked.out) == (0, True)
    # Who is to approve reads it at the pages; another recipe is not put in its place.
    recipe, laid = tmp_path / "huvudanalys.yaml", tmp_path / "instance/recipes/huvudanalys.yaml"
    assert laid.read_bytes() == recipe.read_bytes()
    assert run("release", "ask", "huvudanalys.yaml", "--reason", "Huvudanalysen").code == 0
    recipe.write_text(recipe.read_text("utf-8") + "# annat\n", "utf-8")
    other = run("release", "ask", "huvudanalys.yaml", "--reason", "Huvudanalysen")
    assert (other.code, "ett annat recept" in other.err) == (1, True)


@pytest.mark.usefixtures("instance")
def test_a_refused_release_writes_nothing(run: Run, tmp_path: Path) -> None:
    written(tmp_path)
    ran = run("release", "make", "huvudanalys.yaml", "--out", "ut.zip", "--language", "en")
    assert ran.code == 1
    assert "R1: " in ran.err
    assert not (tmp_path / "ut.zip").exists()
    assert run("release", "make", "huvudanalys.yaml", "--out", "ut.csv").code == 1


@pytest.mark.usefixtures("instance")
def test_a_mock_file_has_no_recipient(run: Run, tmp_path: Path) -> None:
    text = "\n".join(line for line in MOCK.splitlines() if not line.startswith("recipient"))
    written(tmp_path, text)
    assert run("release", "make", "huvudanalys.yaml", "--out", "prov.zip").code == 0
    assert "D huvudanalys: –." in run("release", "list").out


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize("level", ["A", "D"])
def test_a_new_recipe_has_every_table(level: str, run: Run, tmp_path: Path) -> None:
    assert run("release", "new", "--level", level, "--out", "nytt.yaml").code == 0
    ran = run("release", "plan", "nytt.yaml")
    assert "wide: " in ran.out
    assert ("R13" in ran.out) is (level == "A")
    assert run("release", "new", "--level", level, "--out", "nytt.yaml").code == 1
    text = (tmp_path / "nytt.yaml").read_text("utf-8")
    assert ("# recipient: …" in text) is (level == "A")


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_recipe_of_tables_can_be_planned(language: str, run: Run) -> None:
    made = run("release", "new", "--level", "C", "--out", "nytt.yaml", "--language", language)
    assert made.code == 0
    told = run("release", "plan", "nytt.yaml", "--language", language)
    assert (told.code, told.err) == (0, "")
    assert re.search("^R1: ", told.out, re.MULTILINE)
    assert re.search("^R13: ", told.out, re.MULTILINE)


@pytest.mark.usefixtures("instance")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_new_recipe_of_an_anonymised_file_can_be_planned(
    language: str, run: Run, tmp_path: Path
) -> None:
    made = run("release", "new", "--level", "B", "--out", "nytt.yaml", "--language", language)
    assert made.code == 0
    told = run("release", "plan", "nytt.yaml", "--language", language)
    assert (told.code, told.err) == (0, "")
    # The training clinic is too small for anybody to be hidden in it.
    assert re.search("^(R2|R15): ", told.out, re.MULTILINE)
    assert "R13: " in told.out
    assert "# recipient: …" in (tmp_path / "nytt.yaml").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no largest size of files")
@pytest.mark.usefixtures("instance")
def test_of_a_release_that_fills_the_disk_nothing_is_left_and_nothing_is_remembered(
    run: Run, tmp_path: Path
) -> None:
    written(tmp_path, RECIPE.replace("checkin: [mood_7d]", "wide: all"))
    told = run("release", "plan", "huvudanalys.yaml").out
    found = re.search("^columns: ([0-9a-f]{64})$", told, re.MULTILINE)
    assert found
    written(
        tmp_path,
        RECIPE.replace("checkin: [mood_7d]", "wide: all")
        + f"approved: {{by: L, on: 2026-01-01, columns: {found[1]}}}\n",
    )
    make = f"{sys.executable} -m kast_eval release make huvudanalys.yaml --out ut.zip"
    # The shell counts files in blocks of 512 bytes.
    ran = subprocess.run(
        ["sh", "-c", f"ulimit -f 100; {make}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
    )
    assert "Finns det plats på disken?" in ran.stderr.decode()
    assert ran.returncode == 1
    assert not (tmp_path / "ut.zip").exists()
    assert list((tmp_path / "instance").glob("making-*")) == []
    assert run("release", "list").out == "Inget har lämnats ut.\n"
