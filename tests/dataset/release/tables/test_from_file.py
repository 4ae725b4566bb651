"""Tables that are counted from an anonymised file which has left."""

from collections import Counter
from dataclasses import replace

import pytest

from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.beside import told_beyond
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.tables.published import PublishedRelease, published_table
from kast_eval.errors import DefinitionError
from kast_eval.paper.release.tabulated import tables_report
from tests.dataset.made import DERIVATIONS
from tests.dataset.release.anonymised.made import decided, undecided
from tests.dataset.release.anonymised.study import Cells, ground, many, person
from tests.dataset.release.test_beside import PURCHASES, alone, crossing, told_by
from tests.paper.response.made import SWEDISH

CHECKSUM = "0123456789abcdef" * 4
COUNTED = "buy_total_90d_n_t0"
OF_FILE = alone(COUNTED, "[1, 4]").replace("tables:", "smallest: 60\ntables:")
"""Of what stands in the file, from a count on by which those without an answer are hidden."""


def silent(number: int) -> Cells:
    """Return a study in which one in eight has not said how much was bought."""
    return {COUNTED: -8} if number % 8 == 0 else {}


@pytest.fixture(scope="module")
def made() -> Plan:
    """Return a file of four hundred persons, by whom and of what it is told."""
    return decided(PURCHASES, many(range(400), silent))


@pytest.fixture(scope="module")
def file(made: Plan) -> Release:
    assert made.anonymised is not None
    return replace(made.anonymised.profile, checksum=CHECKSUM)


def after(*files: Release, tables: Plan | None = None) -> Ground:
    """Return what a release is planned with when these have left."""
    shown = tables.tabulated.published if tables and tables.tabulated else ()
    # As the store gives them back.
    known = tuple(published_table(one.said) for one in shown)
    published = (PublishedRelease("tabeller", "2026-09-01", known),) if known else ()
    return ground(derivations=DERIVATIONS, earlier=files, published=published)


def counted_from(text: str, source: str = CHECKSUM[:16]) -> str:
    return f"from: {source}\n{text}"


def later(number: int) -> Cells:
    """Return the same study a year on: an answer in seven is corrected."""
    return {COUNTED: 12} if number % 7 == 0 else silent(number)


NOW = many(range(433), later)


def test_tables_of_the_file_leave_whoever_has_come_or_was_corrected(
    made: Plan, file: Release
) -> None:
    plan = undecided(counted_from(OF_FILE), NOW, after(file))
    assert told_by(plan) == []
    assert told_by(undecided(OF_FILE, NOW, after(file))) == ["R8"]
    assert plan.tabulated is not None
    assert plan.leaving == file.persons
    # What is shown is what whoever has the file counts in it; the file calls its bands from one on.
    (rows,) = made.tables
    codes = Counter(int(row[rows.names.index(COUNTED)]) - 1 for row in rows.rows)
    (told,) = plan.tabulated.published
    shown = {band: count for (band,), count in told.shown.items() if band in {0, 1, 2}}
    assert shown.items() <= codes.items()
    assert len(shown) == 2
    # Who has not seen the file is told no smaller count, nor what would give one away.
    without = sum(count for code, count in codes.items() if code < 0)
    assert 5 <= without < 60
    assert told.shown.keys() == {(band,) for band in shown} | {(None,)}


def test_a_later_file_leaves_beside_tables_of_an_earlier_one(file: Release) -> None:
    tables = undecided(counted_from(OF_FILE), NOW, after(file))
    again = many(range(700), silent)
    assert told_by(decided(PURCHASES, again, after(file, tables=tables))) == []
    # Counts that hide who did not answer would stand in its way, were they not of that very file.
    assert tables.tabulated is not None
    (told,) = tables.tabulated.published
    assert told_beyond([told], [file]) == ()
    for other in (replace(told, counted_from=""), replace(told, counted_from="f" * 64)):
        assert told_beyond([other], [file]) == (other,)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (crossing("gender_t0", "education_t0"), "education_t0» står inte i filen"),
        (OF_FILE.replace("4]", "3]"), f"{COUNTED}» står i filen i grövre grupper"),
        (crossing("gender_t0", "age_group_t0"), "age_group_t0» står i filen i grövre grupper"),
        (
            crossing("gender_t0", "gender_t0")
            .replace(", columns: gender_t0", f", of: {COUNTED}")
            .replace("count", "mean"),
            "Ta bort medelvärden",
        ),
    ],
    ids=["no such column", "other bands", "merged groups", "a mean"],
)
def test_r8_what_does_not_follow_from_the_file_is_refused(
    file: Release, asked: str, words: str
) -> None:
    merged = replace(file, contents=replace(file.contents, rows=dict(_merged(file))))
    plan = undecided(counted_from(asked), NOW, after(merged))
    against = [one for one in plan.refusals if one.number == "R8"]
    assert told_by(plan) == ["R8"]
    assert words in against[0].text.format(**against[0].details)
    assert plan.tables == ()


def _merged(file: Release) -> list[tuple[tuple[int | str, ...], int]]:
    """Return the rows with two groups of ages as one, as a file on a higher level has them."""
    place = file.contents.columns.index("age_group_t0")
    return [
        ((*row[:place], f"1+2 {number}", *row[place + 1 :]), count)
        for number, (row, count) in enumerate(file.contents.rows.items())
    ]


def test_r14_nobody_is_counted_who_is_not_in_the_study_any_more(file: Release) -> None:
    left = next(number for number in range(400) if person(number) in file.persons)
    now = many(number for number in range(433) if number != left)
    assert told_by(undecided(counted_from(OF_FILE), now, after(file))) == ["R14"]
    # Of somebody who was erased there is no id any more.
    erased = replace(file, persons=file.persons - {person(left)})
    assert told_by(undecided(counted_from(OF_FILE), now, after(erased))) == ["R14"]


@pytest.mark.parametrize("source", ["f" * 16, CHECKSUM[:15], "en fil", f"{CHECKSUM}0"])
def test_a_file_that_has_not_left_is_told_with_its_line(file: Release, source: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        undecided(counted_from(OF_FILE, source), NOW, after(file))
    assert caught.value.line == 1


def test_the_report_says_which_file_they_are_counted_from(file: Release) -> None:
    plan = undecided(counted_from(OF_FILE), NOW, after(file))
    assert plan.tabulated is not None
    report = tables_report(plan.tabulated, SWEDISH)
    assert report.facts["from"] == CHECKSUM
    assert f"kontrollsumman {CHECKSUM[:12]}" in report.leads[1]
