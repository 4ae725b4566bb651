"""Every format by its ending: how a table is written in it, and how it is read back."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.formats.read_back import ReadBack, ReadBackError, require_same
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Language, marked

Writer = Callable[[DatasetTable, Path, Language, date], None]
Reader = Callable[[Path, DatasetTable, Language], ReadBack]


@dataclass(frozen=True)
class Format:
    """One format: the folder of its files, their ending, and what gives its two sides.

    The libraries of a format are large, and are loaded when the first file is written.
    """

    folder: str
    ending: str
    sides: Callable[[], tuple[Writer, Reader]]

    def write(self, table: DatasetTable, path: Path, language: Language, day: date) -> None:
        """Write a table to a file, its words in a language, its header of a day."""
        self.sides()[0](table, path, language, day)

    def read(self, path: Path, table: DatasetTable, language: Language) -> ReadBack:
        """Return what another reader finds in the file of a table."""
        return self.sides()[1](path, table, language)


def _as_csv() -> tuple[Writer, Reader]:
    from kast_eval.dataset.formats.tidy_csv import read_tidy_csv, write_tidy_csv

    return (
        lambda table, path, _language, _day: write_tidy_csv(table, path),
        lambda path, table, _language: read_tidy_csv(path, table),
    )


def _as_excel_csv() -> tuple[Writer, Reader]:
    from kast_eval.dataset.formats.excel_csv import read_excel_csv, write_excel_csv

    return lambda table, path, language, _day: write_excel_csv(
        table, path, language
    ), read_excel_csv


def _as_sav() -> tuple[Writer, Reader]:
    from kast_eval.dataset.formats.sav import write_sav
    from kast_eval.dataset.formats.sav_reader import read_sav

    return write_sav, lambda path, _table, _language: read_sav(path)


def _as_dta() -> tuple[Writer, Reader]:
    from kast_eval.dataset.formats.dta import read_dta, write_dta

    return write_dta, lambda path, table, _language: read_dta(path, table)


def _as_parquet() -> tuple[Writer, Reader]:
    from kast_eval.dataset.formats.parquet import read_parquet, write_parquet

    return write_parquet, lambda path, _table, _language: read_parquet(path)


FORMATS: Mapping[str, Format] = {
    one.folder: one
    for one in (
        Format("csv", "csv", _as_csv),
        Format("csv_excel_sv", "csv", _as_excel_csv),
        Format("sav", "sav", _as_sav),
        Format("dta", "dta", _as_dta),
        Format("parquet", "parquet", _as_parquet),
    )
}


def _cut_off() -> tuple[type[Exception], ...]:
    """Return what the libraries raise when a disk is full, or of a file that was cut off."""
    from polars.exceptions import PolarsError
    from pyarrow import ArrowException
    from pyreadstat import PyreadstatError, ReadstatError

    return (
        OSError, ValueError, IndexError, struct.error, PolarsError, PyreadstatError, ReadstatError,
        ArrowException,
    )  # fmt: skip


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
    except _cut_off() as error:
        raise ReadBackError(
            marked("{table}.{ending} gick inte att skriva hel. Finns det plats på disken?"),
            table=table.name, ending=one.ending,
        ) from error  # fmt: skip
    require_same(table, found, language, one.ending)
    return path
