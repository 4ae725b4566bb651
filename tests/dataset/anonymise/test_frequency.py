from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import EIGHT, THREE, rows_of, table, tables

NAMES = "abc"


def test_the_eight_published_rows() -> None:
    found = class_frequencies(EIGHT, "1234")
    assert found.by_row == (2, 2, 2, 1, 1, 1, 1, 2)
    assert (found.k, len(found.classes)) == (1, 6)
    assert (found.average_risk, found.highest_risk) == (Fraction(3, 4), Fraction(1))
    assert found.histogram == {1: 4, 2: 2}
    assert found.discernibility == 12
    assert found.under(2) == {"p004", "p005", "p006", "p007"}


def test_a_missing_value_is_a_category_of_its_own() -> None:
    assert class_frequencies(THREE, NAMES).by_row == (1, 1, 1)


def test_every_reason_for_missing_is_a_category_of_its_own() -> None:
    assert class_frequencies(table([(-7,), (-8,), (-7,)]), "a").by_row == (2, 1, 2)


def test_one_blanked_row_vouches_for_nobody() -> None:
    columns = dict(EIGHT.columns)
    for name in "124":
        columns[name] = (columns[name][0], -10, *columns[name][2:])
    blanked = Microdata(EIGHT.persons, columns)
    strict = class_frequencies(blanked, "1234")
    assert strict.k == 1
    assert strict.by_row[3:7] == (1, 1, 1, 1)


def test_one_person_with_six_rows_is_a_class_of_one() -> None:
    found = class_frequencies(table([(1, 2)] * 6, persons=["p"] * 6), "ab")
    assert found.by_row == (1,) * 6
    assert (found.k, found.average_risk) == (1, Fraction(1))
    assert found.by_person == {"p": 1}


def test_a_person_is_as_easy_to_find_as_the_rarest_of_the_rows() -> None:
    found = class_frequencies(table([(1,), (2,), (1,)], persons=["p", "p", "q"]), "a")
    assert found.by_person == {"p": 1, "q": 2}


def test_in_an_empty_table_nobody_is_at_risk() -> None:
    found = class_frequencies(table([]), "a")
    assert (found.k, found.highest_risk, found.average_risk) == (0, Fraction(0), Fraction(0))
    assert found.histogram == {}


@given(tables(several=True))
def test_the_frequencies_are_those_of_the_oracle(data: Microdata) -> None:
    rows = rows_of(data, NAMES)
    strict = class_frequencies(data, NAMES).by_row
    assert strict == tuple(oracle.frequency(rows, key) for _, key in rows)


@given(tables(several=True))
def test_neither_order_nor_names_matter(data: Microdata) -> None:
    backwards = Microdata(
        data.persons[::-1], {f"x{name}": cells[::-1] for name, cells in data.columns.items()}
    )
    there = class_frequencies(data, NAMES)
    back = class_frequencies(backwards, ["xc", "xb", "xa"])
    assert back.by_row == there.by_row[::-1]
    assert back.histogram == there.histogram
    assert back.by_person == there.by_person


@given(tables(several=True), st.tuples(*[st.integers(0, 2)] * 3))
def test_one_more_person_lowers_nobody_s_frequency(data: Microdata, more: tuple[int, ...]) -> None:
    before = class_frequencies(data, NAMES).by_row
    grown = Microdata(
        (*data.persons, "new"),
        {name: (*data.columns[name], cell) for name, cell in zip(NAMES, more, strict=True)},
    )
    after = class_frequencies(grown, NAMES).by_row
    assert all(old <= new for old, new in zip(before, after[:-1], strict=True))


@given(tables(), st.integers(0, 8), st.sets(st.sampled_from(NAMES)))
def test_blanking_one_person_helps_only_who_is_blanked_alike(
    data: Microdata, place: int, names: set[str]
) -> None:
    columns = {
        name: tuple(
            -10 if name in names and row == place else cell for row, cell in enumerate(cells)
        )
        for name, cells in data.columns.items()
    }
    before = class_frequencies(data, NAMES).by_row
    after = class_frequencies(Microdata(data.persons, columns), NAMES).by_row
    for row, key in enumerate(data.keys(NAMES)):
        if row != place and -10 not in key:
            assert after[row] <= before[row]
