"""Syntax that reads the files in: for SPSS, Stata, R and Python, one file each."""

from collections.abc import Iterator, Sequence

from kast_eval.dataset.formats.limits import stata_labels
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Language


def syntax_files(tables: Sequence[DatasetTable], language: Language) -> dict[str, str]:
    """Return the files by name; each stands in the folder `syntax` and reads from `data`."""
    return {
        "read_in.sps": "\n".join(_spss(tables)) + "\n",
        "read_in.do": "\n".join(_stata(tables, language)) + "\n",
        "read_in.R": "\n".join(_r(tables)) + "\n",
        "read_in.py": "\n".join(_python(tables)) + "\n",
    }


def _spss(tables: Sequence[DatasetTable]) -> Iterator[str]:
    yield "* Start SPSS in the folder of this file. Missing reasons are user-missing values."
    for table in tables:
        yield f"GET FILE='../data/sav/{table.name}.sav'."
        yield f"DATASET NAME {table.name}."


def _stata(tables: Sequence[DatasetTable], language: Language) -> Iterator[str]:
    yield "* Start Stata in the folder of this file. Missing reasons -1 to -10 are .a to .j."
    yield "version 14"
    for table in tables:
        yield f'use "../data/dta/{table.name}.dta", clear'
        labels = stata_labels(table, language)
        for column in table.columns:
            whole = column.label.in_language(language)
            if whole != labels[column.name]:
                # A note has room for the question that the label has not.
                yield f"notes {column.name}: {whole}"
        yield f'save "{table.name}.dta", replace'


def _r(tables: Sequence[DatasetTable]) -> Iterator[str]:
    yield "# Run in the folder of this file; haven keeps labels and missing reasons."
    yield "library(haven)"
    for table in tables:
        yield f'{table.name} <- read_sav("../data/sav/{table.name}.sav", user_na = TRUE)'


def _python(tables: Sequence[DatasetTable]) -> Iterator[str]:
    yield "# Run in the folder of this file. Codes from -1 to -10 are reasons, not values."
    yield "import pandas"
    for table in tables:
        yield f'{table.name} = pandas.read_parquet("../data/parquet/{table.name}.parquet")'
