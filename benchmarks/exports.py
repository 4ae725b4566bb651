"""Exported rows, beside a bare writer of as many cells."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from random import Random

from benchmarks.measured import Figure, a_second
from benchmarks.sheets import FORMS
from kast_eval.dataset.coded_tables import Source
from kast_eval.dataset.columns import column_names
from kast_eval.dataset.export import export_files
from kast_eval.dataset.person_id import person_id
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import read_library
from kast_eval.study.site import TRAINING_SITE
from kast_eval.study.timepoint import timepoint
from kast_eval.training.random_texts import random_texts

ROWS = 500


def keyed_sheets(form: FormDefinition) -> list[KeyedSheet]:
    chooser = Random(1)
    return [
        KeyedSheet(
            person_id(b"key", TRAINING_SITE.code, str(number)),
            TRAINING_SITE.code,
            1,
            form,
            frozenset(),
            1,
            timepoint(form.timing, 1),
            1,
            random_texts(form.as_asked(), chooser, last_day=date(2026, 9, 1)),
        )
        for number in range(ROWS)
    ]


def write_cells(columns: int) -> None:
    writer = csv.writer(io.StringIO(), lineterminator="\n")
    writer.writerows(range(columns) for _ in range(ROWS))


def figures() -> Iterator[Figure]:
    for form in read_library(FORMS).newest_forms:
        yield figure_of(form)


def figure_of(form: FormDefinition) -> Figure:
    source = Source(TRAINING_SITE, (form,), {form.form: keyed_sheets(form)})
    columns = len(column_names([form]))
    rates = a_second(
        ROWS, lambda: export_files(source, date(2026, 9, 30)), lambda: write_cells(columns)
    )
    return Figure(f"exported rows of form {form.form}", *rates)
