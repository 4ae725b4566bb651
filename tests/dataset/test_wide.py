from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.wide import PERSON, WIDE, person_table
from kast_eval.kinds.answer import Missing
from tests.dataset.made import START, sheet
from tests.dataset.release.made import SHEETS, named, study, tables_of

ANNA = "AAAAAAAAAA"


def wide_row(person: str = ANNA, episode: int = 1) -> dict[str, float | str]:
    wide = named(study(), WIDE)
    (row,) = [row for row in wide.rows if row[:2] == (person, episode)]
    return dict(zip(wide.names, row, strict=True))


def test_a_question_stands_once_for_each_planned_point() -> None:
    row = wide_row()
    assert (row["buy_phys_30d_n_t0"], row["buy_phys_30d_n_t1"]) == (4, 0)
    assert row["urge_max_7d_t1"] == 2


def test_a_sheet_that_is_not_there_is_missing_by_its_reason() -> None:
    row = wide_row("BBBBBBBBBB")
    assert row["buy_phys_30d_n_t1"] == Missing.FORM_MISSING
    assert row["buy_phys_30d_n_f06"] == Missing.FORM_MISSING
    assert row["change_buy_90d_t1"] == Missing.FORM_MISSING - 1000


def test_a_study_without_sheets_has_the_same_columns() -> None:
    assert named(tables_of(), WIDE).columns == named(study(), WIDE).columns
    assert named(tables_of(), WIDE).rows == ()


def test_the_ready_tables_fit_every_format() -> None:
    for name in (WIDE, PERSON):
        require_fit(named(study(), name))


def test_sessions_do_not_widen_a_row() -> None:
    assert not any("mood_7d" in name for name in named(study(), WIDE).names)


def test_a_person_is_one_row_whatever_the_episodes() -> None:
    again = sheet(START, person=ANNA, episode_no=2, person_type=2)
    table = named(tables_of(*SHEETS, again), PERSON)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows[ANNA] == (2, 2)
    assert rows["BBBBBBBBBB"] == (1, 1)


def test_without_forms_of_persons_the_table_is_empty() -> None:
    clinic = [table for table in study() if "person_type" not in table.names]
    assert person_table(clinic).names == ("person_id", "episodes")
