"""Each format, written and read back by another reader, by PSPP and by R."""

import csv
import subprocess
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.dta import LETTERS
from kast_eval.dataset.formats.every import FORMATS, Format, write_checked
from kast_eval.dataset.formats.limits import LONGEST_LABEL, LONGEST_STATA_LABEL, labels_within
from kast_eval.dataset.formats.read_back import ReadBackError, require_same
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Language, Wording
from tests.dataset.formats.made import number, real_tables, table, tables, text

DAY = date(2026, 9, 30)
EVERY = pytest.mark.parametrize("one", FORMATS.values(), ids=lambda one: one.folder)
LONG = Wording("En fråga " + "som är lång " * 15, "A question")


@EVERY
@pytest.mark.parametrize("language", Language)
def test_every_table_of_the_study_is_read_back_as_it_was(
    one: Format, language: Language, tmp_path: Path
) -> None:
    for made in real_tables():
        write_checked(made, tmp_path, one, language, DAY)


@EVERY
@settings(max_examples=60)
@example(table((number(), text())))
@example(table((replace(number(), label=LONG, missing=(), codes={}),), (1,)))
@example(table((text(),), ("=",), ("'=",), ("''@a",), ("'a",)))
@given(tables())
def test_every_table_is_read_back_as_it_was(one: Format, made: DatasetTable) -> None:
    with TemporaryDirectory() as folder:
        write_checked(made, Path(folder), one, Language.SV, DAY)


@EVERY
def test_the_same_table_and_day_give_the_same_bytes(one: Format, tmp_path: Path) -> None:
    made = table((text(), number()), ("A", 1), ("B", -7))
    first = write_checked(made, tmp_path, one, Language.SV, DAY).read_bytes()
    assert write_checked(made, tmp_path, one, Language.SV, DAY).read_bytes() == first


@EVERY
@pytest.mark.parametrize(
    "other",
    [
        table((number(),), (0,)),
        table((number(),), (-7,)),
        table((number("q9"),), (1,)),
        table((number(), text()), (1, "A")),
    ],
    ids=["a value", "a reason", "a name", "a column"],
)
def test_a_file_that_says_something_else_is_refused(
    one: Format, other: DatasetTable, tmp_path: Path
) -> None:
    made = table((number(),), (1,))
    path = write_checked(other, tmp_path, one, Language.SV, DAY)
    with pytest.raises((ReadBackError, ValueError)):
        require_same(made, one.read(path, made, Language.SV), Language.SV, one.ending)


@pytest.mark.parametrize("folder", ["sav", "dta", "parquet"])
@pytest.mark.parametrize(
    "other",
    [
        replace(number(), label=Wording("En annan fråga", "Another")),
        replace(number(), codes={0: Wording("nej å", "no"), 1: Wording("kanske", "maybe")}),
        replace(number(), missing=()),
    ],
    ids=["label", "label of a code", "reasons"],
)
def test_a_file_with_other_words_is_refused(
    folder: str, other: DatasetColumn, tmp_path: Path
) -> None:
    made, one = table((number(),), (1,)), FORMATS[folder]
    path = write_checked(table((other,), (1,)), tmp_path, one, Language.SV, DAY)
    with pytest.raises(ReadBackError, match="q1"):
        require_same(made, one.read(path, made, Language.SV), Language.SV, one.ending)


def test_a_reason_is_no_value() -> None:
    assert reason_of(number(), 3) is None
    assert reason_of(replace(number(), signed=True), -7) is None
    assert reason_of(replace(number(), signed=True), -1007) == reason_of(number(), -7)


def test_pspp_finds_values_labels_levels_and_reasons(tmp_path: Path) -> None:
    made = next(one for one in real_tables() if one.name == "checkin")
    file = write_checked(made, tmp_path, FORMATS["sav"], Language.SV, DAY)
    out = tmp_path / "out.csv"
    syntax = f"""
        SET LOCALE='UTF-8'.
        GET FILE='{file}'.
        DISPLAY DICTIONARY /VARIABLES=mood_7d person_id.
        SAVE TRANSLATE /OUTFILE='{out}' /TYPE=CSV /FIELDNAMES /UNSELECTED=RETAIN.
    """
    (tmp_path / "read.sps").write_text(syntax, "utf-8")
    told = subprocess.run(
        ["pspp", "-O", "format=txt", tmp_path / "read.sps"], capture_output=True, check=True
    ).stdout.decode()
    assert "mood_7d" in told
    assert "Hur har du mått den senaste veckan?" in told
    assert "Vill inte svara" in told
    assert "-10" in told
    rows = list(csv.DictReader(StringIO(out.read_text("utf-8-sig"))))
    place = made.names.index("mood_7d")
    assert [float(row["mood_7d"]) for row in rows] == [float(row[place]) for row in made.rows]


@pytest.mark.parametrize(("ending", "read"), [("sav", "read_sav(f, user_na=TRUE)"),
                                              ("dta", "read_dta(f)")])  # fmt: skip
def test_r_finds_values_labels_and_reasons(ending: str, read: str, tmp_path: Path) -> None:
    made = next(one for one in real_tables() if one.name == "checkin")
    file = write_checked(made, tmp_path, FORMATS[ending], Language.SV, DAY)
    script = f"""
        suppressMessages(library(haven)); f <- "{file}"; d <- {read}
        for (n in names(d)) {{
          x <- d[[n]]; l <- attr(x, "labels")
          tags <- if (is.double(x)) na_tag(x) else rep(NA, length(x))
          v <- ifelse(is.na(tags), as.character(unclass(x)), paste0(".", tags))
          cat(n, attr(x, "label"), length(l), paste(v, collapse="|"), sep="\\t"); cat("\\n")
        }}
    """
    told = subprocess.run(
        ["Rscript", "-e", script.replace("\\\\", "\\")], capture_output=True, check=True
    ).stdout.decode()
    found = [line.split("\t") for line in told.splitlines()]
    longest = LONGEST_STATA_LABEL if ending == "dta" else LONGEST_LABEL
    wanted_labels = labels_within(made.columns, Language.SV, longest)
    for place, (column, (name, label, labels, cells)) in enumerate(
        zip(made.columns, found, strict=True)
    ):
        assert (name, label) == (column.name, wanted_labels[column.name])
        assert int(labels) == (0 if column.text else len(column_codes(column)))
        wanted = [seen(column, cell, ending) for cell in made.cells(place)]
        assert [read_cell(cell) for cell in cells.split("|")] == wanted


def seen(column: DatasetColumn, cell: Code, ending: str) -> Code:
    """Return a cell as R gives it: in Stata's files a reason is a letter."""
    reason = reason_of(column, cell)
    if reason is not None and ending == "dta":
        return f".{LETTERS[reason]}"
    return read_cell(str(cell))


def read_cell(cell: str) -> Code:
    try:
        return float(cell)
    except ValueError:
        return cell
