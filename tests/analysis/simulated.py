"""A study of made-up clients, from their papers to the coded tables."""

from datetime import date
from functools import cache

from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import DatasetTable
from kast_eval.study.plan import read_plan
from kast_eval.study.timepoint import timepoint
from kast_eval.training.clients import generate_clients
from tests.dataset.made import DERIVATIONS, LIBRARY
from tests.dataset.release.made import CLINIC
from tests.definition.example import REAL_FORMS

TODAY = date(2026, 9, 30)


@cache
def simulated(clients: int, seed: int = 1) -> tuple[DatasetTable, ...]:
    by_form: dict[str, list[KeyedSheet]] = {form.form: [] for form in LIBRARY.forms}
    made = generate_clients(
        seed, LIBRARY.newest_forms, CLINIC.letters, clients, last_day=TODAY
    )  # fmt: skip
    for client in made:
        for one in client.sheets:
            by_form[one.definition.form].append(
                KeyedSheet(
                    person_id=client.code,
                    site_code=CLINIC.code,
                    person_type=client.person_type,
                    definition=LIBRARY.newest(one.definition.form),
                    optional_items=one.definition.optional_items,
                    episode_no=1,
                    timepoint=timepoint(one.definition.timing, one.number),
                    number=one.number,
                    texts=one.texts,
                    paper=one.definition,
                )
            )
    schedule = read_plan(REAL_FORMS, LIBRARY).schedule
    return coded_tables(Source(CLINIC, LIBRARY.forms, by_form, DERIVATIONS, schedule), TODAY)
