"""Every format by its ending: how a table is written in it, and how it is read back."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from polars.exceptions import PolarsError
from pyarrow import ArrowException
from pyreadstat import PyreadstatError, ReadstatError

from kast_eval.dataset.formats.dta import read_dta, write_dta
from kast_eval.dataset.formats.excel_csv import read_excel_csv, write_excel_csv
from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.formats.parquet import read_parquet, write_parquet
from kast_eval.dataset.formats.read_back import ReadBack, ReadBackError, require_same
from kast_eval.dataset.formats.sav import write_sav
from kast_eval.dataset.formats.sav_reader import read_sav
from kast_eval.dataset.formats.tidy_csv import read_tidy_csv, write_tidy_csv
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Language, marked

_CUT_OFF = (
    OSError, ValueError, IndexError, struct.error, PolarsError, PyreadstatError, ReadstatError,
    ArrowException,
)  # fmt: skip
"""What the libraries raise when a disk is full, or when they read a file that was cut off."""

Writer = Callable[[DatasetTable, Path, Language, date], None]
Reader = Callable[[Path, DatasetTable, Language], ReadBack]


@dataclass(frozen=True)
class Format:
    """One format: the folder of its files, their ending, and its two sides."""

    folder: str
    ending: str
    write: Writer
    read: Reader


FORMATS: Mapping[str, Format] = {
    one.folder: one
    for one in (
        Format(
            "csv",
            "csv",
            lambda table, path, _language, _day: write_tidy_csv(table, path),
            lambda path, table, _language: read_tidy_csv(path, table),
        ),
        Format(
            "csv_excel_sv",
            "csv",
            lambda table, path, language, _day: write_excel_csv(table, path, language),
            read_excel_csv,
        ),
        Format("sav", "sav", write_sav, lambda path, _table, _language: read_sav(path)),
        Format("dta", "dta", write_dta, lambda path, table, _language: read_dta(path, table)),
        Format(
            "parquet", "parquet", write_parquet, lambda path, _table, _language: read_parquet(path)
        ),
    )
}


def write_checked(
    table: DatasetTable, folder: Path, one: Format, language: Language, day: date
) -> Path:
    """Write the table into the folder and read it back with another reader; return the file.

    Raises FormatLimitError where the format cannot hold the table, ReadBackError where the other
    reader finds anything else than the table.
    """
    require_fit(table)
    return write_fitting(table, folder, one, language, day)


def write_fitting(
    table: DatasetTable, folder: Path, one: Format, language: Language, day: date
) -> Path:
    """Do the same with a table that is known to fit every format."""
    path = folder / f"{table.name}.{one.ending}"
    try:
        one.write(table, path, language, day)
        found = one.read(path, table, language)
    except _CUT_OFF as error:
        raise ReadBackError(
            marked("{table}.{ending} gick inte att skriva hel. Finns det plats på disken?"),
            table=table.name, ending=one.ending,
        ) from error  # fmt: skip
    require_same(table, found, language, one.ending)
    return path
