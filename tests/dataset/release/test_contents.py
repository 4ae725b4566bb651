import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.contents import public_files, release_files
from kast_eval.dataset.release.ddi import NAMESPACE
from kast_eval.dataset.release.plan import Plan
from kast_eval.wording import Language
from tests.dataset.made import TODAY
from tests.dataset.release.made import MOCK, RECIPE, named
from tests.dataset.release.test_plan import planned

EVERY = RECIPE.replace("[csv, sav]", "[csv, csv_excel_sv, sav, dta, parquet]").replace(
    "  checkin: [mood_7d]", "  checkin: all\n  person: all\n  wide: all\n  flags: all"
)


def files_of(plan: Plan, folder: Path, *, training: bool = False) -> dict[str, bytes]:
    told: list[tuple[int, int]] = []
    place = folder / "made"
    place.mkdir()
    files = release_files(plan, place, TODAY, training=training, tell=lambda *one: told.append(one))
    assert told[-1] == (len(told), len(told))
    return files


def test_every_table_is_there_in_every_format(tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    files = files_of(plan, tmp_path)
    data = {name for name in files if name.startswith("data/")}
    assert len(data) == len(plan.tables) * 5
    assert {name for name in files if name.startswith("syntax/")} == {
        "syntax/read_in.sps", "syntax/read_in.do", "syntax/read_in.R", "syntax/read_in.py",
    }  # fmt: skip
    assert {
        "codebook/codebook.csv", "codebook/ddi-codebook.xml", "codebook/datapackage.json",
        "origin/recipe.json", "LÄS_MIG.txt", "README.txt", "VILLKOR.txt",
    } <= set(files)  # fmt: skip
    assert json.loads(files["origin/recipe.json"])["approved"]["by"] == "Ledaren"
    assert "Ett universitet" in files["VILLKOR.txt"].decode()


def test_only_the_syntax_of_what_is_there_comes_along(tmp_path: Path) -> None:
    files = files_of(planned(tmp_path), tmp_path)
    assert {name for name in files if name.startswith("syntax/")} == {
        "syntax/read_in.sps", "syntax/read_in.R",
    }  # fmt: skip


def test_a_mock_file_says_so_and_has_no_terms(tmp_path: Path) -> None:
    files = files_of(planned(tmp_path, MOCK, decided=None), tmp_path, training=True)
    assert "PROVFIL" in files["LÄS_MIG.txt"].decode()
    assert "ÖVNING" in files["LÄS_MIG.txt"].decode()
    assert "VILLKOR.txt" not in files
    assert json.loads(files["origin/recipe.json"])["approved"] is None


def test_a_recipe_without_a_day_has_terms_all_the_same(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    open_ended = replace(plan, recipe=replace(plan.recipe, expires=None))
    assert json.loads(files_of(open_ended, tmp_path)["origin/recipe.json"])["expires"] is None


def test_the_codebook_has_every_variable_and_code(tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    codebook = files_of(plan, tmp_path)["codebook/ddi-codebook.xml"]
    root = ET.fromstring(codebook)  # noqa: S314 - the program has just written it.
    variables = root.findall(f"{{{NAMESPACE}}}dataDscr/{{{NAMESPACE}}}var")
    wanted = [(table.name, column.name) for table in plan.tables for column in table.columns]
    assert [(one.attrib["files"][2:], one.attrib["name"]) for one in variables] == wanted
    assert len({one.attrib["ID"] for one in variables}) == len(wanted)


def test_the_description_of_the_tables_fits_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    described = json.loads(files_of(plan, tmp_path)["codebook/datapackage.json"])
    fields = {one["name"]: one["schema"]["fields"] for one in described["resources"]}
    mood = next(one for one in fields["checkin"] if one["name"] == "mood_7d")
    assert (mood["type"], mood["measure"]) == ("integer", "ordinal")
    assert {"value": "-7", "label": "Obesvarad"} in mood["missingValues"]
    assert next(one for one in fields["person"] if one["name"] == "person_id")["type"] == "string"


def test_the_syntax_reads_the_files_in(tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    for name, contents in files_of(plan, tmp_path).items():
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    syntax = tmp_path / "out" / "syntax"
    told = subprocess.run(
        ["Rscript", "-e", 'source("read_in.R"); cat(ncol(wide), nrow(start))'],
        cwd=syntax, capture_output=True, check=True,
    )  # fmt: skip
    wide = named(plan.tables, "wide")
    assert told.stdout.decode().split() == [str(len(wide.columns)), "1"]
    spss = (syntax / "read_in.sps").read_text("utf-8") + "DISPLAY DICTIONARY.\n"
    (syntax / "more.sps").write_text(spss, "utf-8")
    subprocess.run(["pspp", "-o", "/dev/null", "more.sps"], cwd=syntax, check=True)
    python = (syntax / "read_in.py").read_text("utf-8") + "print(len(wide.columns))\n"
    found = subprocess.run(
        [sys.executable, "-c", python], cwd=syntax, capture_output=True, check=True
    )
    assert found.stdout.decode().strip() == str(len(wide.columns))


@pytest.mark.parametrize("language", Language)
def test_a_question_too_long_for_stata_stands_in_a_note(language: Language, tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    spoken = replace(plan, recipe=replace(plan.recipe, language=language))
    syntax = files_of(spoken, tmp_path)["syntax/read_in.do"].decode()
    timepoint = next(one for one in plan.tables[1].columns if one.name == "timepoint")
    assert f"notes timepoint: {timepoint.label.in_language(language)}" in syntax


def test_what_is_public_holds_every_word_and_no_row(tmp_path: Path) -> None:
    plan = planned(tmp_path, EVERY)
    place = tmp_path / "public"
    place.mkdir()
    public = public_files(plan, place, TODAY, training=False)
    files = files_of(plan, tmp_path)
    told = {name for name in files if not name.startswith("data/")}
    smallest = min(plan.tables, key=lambda table: len(table.columns)).name
    assert {name for name in public if not name.startswith("data/")} == told
    assert {Path(name).stem for name in public if name.startswith("data/")} == {smallest}
    assert {name.split("/")[1] for name in public if name.startswith("data/")} == set(FORMATS)
    assert b"AAAAAAAAAA" not in b"".join(public.values())
    assert b"AAAAAAAAAA" in files["data/csv/start.csv"]
