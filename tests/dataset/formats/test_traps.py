"""The traps of the formats: one small table that steps on them all, read by other programs."""

import csv
import json
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.formats.every import FORMATS, write_checked
from kast_eval.dataset.formats.limits import FormatLimitError, require_fit
from kast_eval.dataset.formats.sav import LONGEST_FILE_LABEL, write_sav
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds import Several
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Language, Wording
from tests.dataset.formats.made import CLINIC, number, table, text
from tests.dataset.made import LIBRARY, START, TODAY, sheet

TICKED = {0: Wording("Inte ikryssad", "Not ticked"), 1: Wording("Ikryssad", "Ticked")}
MADE = replace(
    table(
        (
            text(),
            replace(number("ref_police"), codes=TICKED),
            replace(number("nobody"), codes={}, measure=Measure.SCALE),
            replace(number("change"), codes={}, decimals=2, signed=True, measure=Measure.ORDINAL),
        ),
        ("", 0, -9, -0.25),
        ("", 1, -9, -1001),
        ("", -9, -9, 3),
        ("", -7, -9, -1010),
    ),
    title=Wording("å" * 64, "a"),
)
EMPTY = replace(MADE, name="empty", rows=())
DAY = date(2026, 3, 9)


@dataclass(frozen=True)
class Written:
    """A folder with both tables in every format, by the format's own folder."""

    folder: Path

    def file(self, one: str, made: DatasetTable = MADE) -> Path:
        return self.folder / one / f"{made.name}.{FORMATS[one].ending}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("traps")
    for one in FORMATS.values():
        (folder / one.folder).mkdir()
        for made in (MADE, EMPTY):
            write_checked(made, folder / one.folder, one, Language.SV, DAY)
    return Written(folder)


def test_haven_finds_ticks_ranges_formats_and_letters_also_without_a_row(files: Written) -> None:
    paths = [files.file(one, made) for made in (MADE, EMPTY) for one in ("sav", "dta")]
    script = f"""
        suppressMessages(library(haven))
        for (f in c({", ".join(f'"{path}"' for path in paths)})) {{
          d <- if (endsWith(f, "sav")) read_sav(f, user_na=TRUE) else read_dta(f)
          for (n in names(d)) {{
            x <- d[[n]]
            tags <- if (is.double(x)) na_tag(x) else rep(NA, length(x))
            v <- ifelse(is.na(tags), as.character(unclass(x)), paste0(".", tags))
            cat(n, typeof(x), paste(attr(x, "na_range"), collapse=":"),
                paste(attr(x, "format.spss"), collapse=""), length(attr(x, "labels")),
                paste(v, collapse="|"), sep="\\t"); cat("\\n")
          }}
        }}
    """
    told = subprocess.run(["Rscript", "-e", script], capture_output=True, check=True)
    found = [tuple(line.split("\t")) for line in told.stdout.decode().splitlines()]
    head = [
        ("person_id", "character", "", "A1", "0"),
        ("ref_police", "double", "-10:-1", "F3.0", "12"),
        ("nobody", "double", "-10:-1", "F3.0", "10"),
        ("change", "double", "-1010:-1001", "F8.2", "10"),
    ]
    stata = [(name, kind, "", "", labels) for name, kind, _range, _format, labels in head]
    assert [one[:5] for one in found] == [*head, *stata, *head, *stata]
    assert [one[5] for one in found] == [
        "|||", "0|1|-9|-7", "-9|-9|-9|-9", "-0.25|-1001|3|-1010",
        "|||", "0|1|.i|.g", ".i|.i|.i|.i", "-0.25|.a|3|.j",
        *[""] * 8,
    ]  # fmt: skip


def test_pspp_finds_levels_labels_and_the_range_also_without_a_row(files: Written) -> None:
    syntax = files.folder / "read.sps"
    for made, cases in ((MADE, 4), (EMPTY, 0)):
        lines = [
            "SET LOCALE='UTF-8'.", f"GET FILE='{files.file('sav', made)}'.", "DISPLAY DICTIONARY.",
            "SAVE TRANSLATE /OUTFILE='out.csv' /TYPE=CSV /FIELDNAMES /REPLACE.",
        ]  # fmt: skip
        syntax.write_text("\n".join(lines) + "\n", "utf-8")
        told = subprocess.run(
            ["pspp", "-O", "format=csv", syntax], cwd=files.folder, capture_output=True, check=True
        ).stdout.decode()
        variables = {row[0]: row for row in csv.reader(told.splitlines()) if len(row) > 5}
        assert variables["ref_police"][3:4] == ["Nominal"]
        assert (variables["nobody"][3], variables["change"][3]) == ("Scale", "Ordinal")
        assert "-10" in "".join(variables["ref_police"])
        assert "-1010" in "".join(variables["change"])
        assert "Inte ikryssad" in told
        exported = (files.folder / "out.csv").read_text("utf-8-sig").splitlines()
        assert len(exported) == cases + 1


def test_pandas_finds_the_shape_also_without_a_row(files: Written) -> None:
    for made in (MADE, EMPTY):
        parquet = pd.read_parquet(files.file("parquet", made))
        stata = pd.read_stata(files.file("dta", made), convert_categoricals=False)
        tidy = pd.read_csv(files.file("csv", made))
        for frame in (parquet, stata, tidy):
            assert (tuple(frame.columns), len(frame)) == (made.names, len(made.rows))
        assert [str(kind) for kind in parquet.dtypes] == ["str", "int64", "int64", "float64"]


def test_stata_files_are_of_the_version_that_every_stata_opens(files: Written) -> None:
    assert b"<release>118</release>" in files.file("dta").read_bytes()[:60]


def test_a_title_that_is_too_long_in_bytes_is_cut_between_letters(tmp_path: Path) -> None:
    path = tmp_path / "made.sav"
    write_sav(MADE, path, Language.SV, DAY)
    label = path.read_bytes()[109 : 109 + LONGEST_FILE_LABEL]
    assert set(label.decode().rstrip()) == {"å", "…"}


@pytest.mark.parametrize(
    "name",
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"],
)
def test_the_words_of_spss_are_no_names(name: str) -> None:
    with pytest.raises(FormatLimitError, match=name):
        require_fit(table((number(name),)))


def test_names_that_differ_only_in_case_are_refused() -> None:
    with pytest.raises(FormatLimitError, match="två kolumner"):
        require_fit(table((number("q1"), number("Q1"))))


def test_no_number_that_is_no_number_leaves() -> None:
    for cell in (float("nan"), float("-inf"), -(2.0**53) - 2):
        with pytest.raises(FormatLimitError):
            require_fit(table((replace(number(), decimals=2),), (cell,)))


def test_a_box_that_was_not_asked_about_is_not_an_empty_box() -> None:
    item = next(
        one for one in START.items if isinstance(one.kind, Several) and one.condition is None
    )
    first = item.columns()[0].name
    asked = replace(sheet(START), texts={item.name: "b"})
    silent = replace(sheet(START, person="BBBBBBBBBB"), texts={})
    older = replace(START, sections=(), version=START.version)
    papers = (asked, silent, replace(asked, person_id="CCCCCCCCCC", texts={}, paper=older))
    codes: list[Code] = []
    for one in papers:
        source = Source(CLINIC, LIBRARY.forms, {"start": [one]})
        (made,) = [found for found in coded_tables(source, TODAY) if found.name == "start"]
        column = made.columns[made.names.index(first)]
        assert [label.sv for label in column.codes.values()] == ["Ej kryssad", "Kryssad"]
        codes += made.cells(made.names.index(first))
    assert json.dumps(codes) == "[0, -7, -9]"
