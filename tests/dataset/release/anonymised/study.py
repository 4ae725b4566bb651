"""A large made-up study in coded tables, in a moment: no sheet is keyed, the tables are filled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from random import Random

from kast_eval.dataset.missing import lowered
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.dataset.wide import WIDE
from tests.dataset.made import LIBRARY, TODAY
from tests.dataset.release.made import signs, study

Cells = Mapping[str, Code]
SITES = ("0180", "1280", "1480")


def person(number: int) -> str:
    return f"P{number:09}"


def answers(number: int) -> dict[str, Code]:
    """Return what one made-up person answered at the start and six months later."""
    chance = Random(number)
    bought = chance.choice([0, 2, 5, 12])
    later = max(0, bought - chance.choice([0, 2, 5]))
    followed = chance.random() < 0.7
    return {
        "age_group_t0": chance.choice([1, 2, 2, 3, 3, 4, 5]),
        "gender_t0": 2,
        "education_t0": chance.choice([1, 2, 2, 3, 4]),
        "rel_status_t0": chance.choice([1, 2, 3, 3]),
        "main_behaviour_t0": chance.choice([1, 1, 2, 3]),
        "buy_ever_t0": chance.choice([0, 1]),
        "first_contact_mode_t0": chance.choice([1, 2, 3]),
        "buy_total_90d_n_t0": bought,
        "buy_total_90d_n_f06": later if followed else -8,
    }


def filled(table: DatasetTable, rows: Iterable[Cells]) -> DatasetTable:
    """Return the table with a row for each of the cells; what they leave out is -8."""
    others = {column.name: "" if column.text else -8 + lowered(column) for column in table.columns}
    return replace(table, rows=tuple(tuple({**others, **cells}.values()) for cells in rows))


def tables_with(rows: Mapping[str, Iterable[Cells]]) -> tuple[DatasetTable, ...]:
    """Return every table of the study with these rows and no others."""
    return tuple(filled(table, rows.get(table.name, ())) for table in study())


def many(
    persons: Iterable[int], change: Callable[[int], Cells] = lambda _number: {}
) -> tuple[DatasetTable, ...]:
    """Return the tables of a study of these persons, each with what `change` says of it."""
    numbers = list(persons)
    whose: list[dict[str, Code]] = [{"person_id": person(one), "episode_no": 1} for one in numbers]
    wide = [
        {**answers(one), **change(one), **each} for one, each in zip(numbers, whose, strict=True)
    ]
    return tables_with(
        {WIDE: wide, "start_staff": [{**each, "consent_research": 1} for each in whose]}
    )


@cache
def four_hundred() -> tuple[DatasetTable, ...]:
    return many(range(400))


def ground(**more: object) -> Ground:
    """Return what a release is planned with, the clinics of the persons among it."""
    made = Ground(
        signs(),
        TODAY,
        LIBRARY.forms,
        {person(one): SITES[one % len(SITES)] for one in range(3000)},
        seed=bytes(32),
    )
    return replace(made, **more)  # type: ignore[arg-type]
