"""What a recipe may ask for, how the columns leave, and what is told of the rest."""

import pytest

from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.anonymised.bands import band_words
from kast_eval.dataset.release.anonymised.plan import MOST_NODES
from kast_eval.dataset.release.plan import Plan
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.kinds.answer import MISSING_LABELS, Measure
from kast_eval.wording import Wording
from tests.dataset.release.anonymised.made import RECIPE, numbers, undecided
from tests.dataset.release.anonymised.study import many

AGE = "  age_group: defined\n"
OUTCOME = "  buy_total_90d_n: {cuts: [1, 4]}\n"


def column_of(plan: Plan, name: str) -> DatasetColumn:
    (table,) = plan.tables
    return table.columns[table.names.index(name)]


def labels(plan: Plan, name: str) -> dict[int, str]:
    return {code: words.sv for code, words in column_of(plan, name).codes.items()}


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        (AGE, "  agegroup: defined\n", 7, "«agegroup» finns inte vid t0, f06"),
        (AGE, "  age_group_t1: defined\n", 7, "finns inte vid"),
        # A variable is never less telling than its form says.
        (OUTCOME, OUTCOME + "  wait_days_t0x: defined\n", 15, "finns inte"),
        ("  first_contact_mode:", "  residence_cat:", 16, "rollen quasi .*: quasi"),
        ("  first_contact_mode:", "  goal_main:", 16, "stå under: sensitive, outcomes"),
        # Of what somebody may know nobody asks whether a class gives it away.
        (AGE, AGE + "  goal_main: defined\n", 8, "stå under: sensitive, outcomes"),
        ("  first_contact_mode:", "  form_version:", 16, "finns inte"),
        (
            OUTCOME,
            OUTCOME + "  buy_total_90d_n_t0: {cuts: [2]}\n",
            15,
            "«buy_total_90d_n_t0» står redan",
        ),
        # What has no words of its own for each value is banded.
        (OUTCOME, "  buy_total_90d_n: defined\n", 14, "för många värden"),
        (OUTCOME, "  urge_max_7d: defined\n", 14, "för många värden"),
        (OUTCOME, "  change_urge: {top: 3}\n", 14, "kan inte ha «top»"),
        (OUTCOME, "  buy_ever: {top: 1}\n", 14, "kan inte ha «top»"),
        (OUTCOME, "  goal_main: {cuts: [2]}\n", 14, "ingen ordning"),
        (OUTCOME, "  buy_total_90d_n: {cuts: [1], rare: 5}\n", 14, "rare"),
        (OUTCOME, "  urge_max_7d: {top: 5, rare: 5}\n", 14, "rare"),
        # Impossible hierarchies: a value without a parent, and one that is none.
        (AGE, "  age_group: {levels: [[[1, 2], [3, 4]]]}\n", 7, "koden 5 har ingen grupp"),
        (AGE, "  age_group: {levels: [[[1, 2, 3, 4, 5, 6, 7]]]}\n", 7, "koden 7 finns inte"),
    ],
)
def test_what_cannot_leave_so_is_told_with_its_line(
    before: str, after: str, line: int, told: str
) -> None:
    assert before in RECIPE
    with pytest.raises(DefinitionError, match=f"^undervisning.yaml:{line}: .*{told}"):
        undecided(RECIPE.replace(before, after))


def test_more_ways_than_can_be_looked_at_are_refused_at_once() -> None:
    many_bands = ", ".join(str(one) for one in range(1, 20))
    levels = ", ".join(
        f"{[*([one] for one in range(1, 20 - level)), [*range(20 - level, 21)]]}"
        for level in range(1, 19)
    )
    deep = f"{{cuts: [{many_bands}], levels: [{levels}]}}"
    names = ("age_group", "consent_version", "episode_no", "education")
    quasi = "".join(f"  {name}: {deep}\n" for name in names)
    text = RECIPE.replace("  education: defined\n", "").replace(AGE, quasi)
    with pytest.raises(DefinitionError, match=rf"yaml:7: .*högst {MOST_NODES}"):
        undecided(text)


def test_a_recipe_of_nothing_but_days_has_nothing_to_hide_by() -> None:
    text = RECIPE.replace(AGE, "  wait_days: defined\n")
    for name in ("gender", "education", "rel_status"):
        text = text.replace(f"  {name}: defined\n", "")
    with pytest.raises(DefinitionError, match=r"yaml:7: .*minst en variabel"):
        undecided(text)


def test_every_code_that_leaves_has_words_the_removed_among_them() -> None:
    (table,) = undecided().tables
    for place, column in enumerate(table.columns):
        if not column.text:
            known = {one.code: one.label for one in column_codes(column)}
            assert set(table.cells(place)) <= set(known)
            assert known[-10] == MISSING_LABELS[-10]


def test_bands_are_categories_with_words() -> None:
    plan = undecided()
    assert labels(plan, "buy_total_90d_n_t0") == {
        1: "under 1", 2: "1 till under 4", 3: "4 eller mer",
    }  # fmt: skip
    assert column_of(plan, "buy_total_90d_n_t0").measure is Measure.ORDINAL


@pytest.mark.parametrize(
    ("smallest", "cuts", "words"),
    [
        (0, (1, 4, 10), ["0", "1–3", "4–9", "10 eller mer"]),
        (0, (5,), ["0–4", "5 eller mer"]),
        (None, (0,), ["under 0", "0 eller mer"]),
    ],
)
def test_bands_of_whole_numbers_say_both_ends(
    smallest: int | None, cuts: tuple[int, ...], words: list[str]
) -> None:
    column = DatasetColumn("n", Wording("n", "n"), Measure.SCALE, Role.OTHER, smallest=smallest)
    assert [one.sv for one in band_words(column, cuts).values()] == words


def urges(number: int) -> dict[str, Value]:
    return {"urge_max_7d_t0": number % 11, "urge_max_7d_f06": -8, "buy_total_90d_n_f06": -8}


@pytest.mark.parametrize(("top", "last"), [(7, "7 eller mer"), (10, "starkast tänkbara")])
def test_what_lies_over_the_top_is_at_the_top(top: int, last: str) -> None:
    text = RECIPE.replace(OUTCOME, f"  urge_max_7d: {{top: {top}}}\n")
    plan = undecided(text, many(range(600), urges))
    assert "urge_max_7d_t0" in plan.tables[0].names
    words = labels(plan, "urge_max_7d_t0")
    assert set(words) == {0, top}
    assert words[top] == last
    column = column_of(plan, "urge_max_7d_t0")
    assert (column.smallest, column.largest) == (0, top)
    assert max(plan.tables[0].cells(plan.tables[0].names.index("urge_max_7d_t0"))) == top


def test_numbers_that_somebody_may_know_have_a_hierarchy_too() -> None:
    quasi = "  consent_version: {top: 5}\n  education: {cuts: [2, 3], levels: [[[1], [2, 3]]]}\n"
    plan = undecided(
        RECIPE.replace("  education: defined\n", "").replace(AGE, quasi),
        many(range(400), lambda one: {"consent_version_t0": 1 + one % 11}),
    )
    assert plan.disclosure is not None
    heights = {one.name: one.height for one in plan.disclosure.quasi}
    # The levels of a recipe that still tell something have one above them that tells nothing.
    assert (heights["consent_version_t0"], heights["education_t0"]) == (1, 2)
    assert numbers(plan) == ["R16"]


def test_merged_answers_say_all_they_stand_for() -> None:
    chosen = "  age_group: {levels: [[[1, 2, 3, 4, 5], [6]]]}\n"
    plan = undecided(
        RECIPE.replace(AGE, chosen).replace("  rel_status: defined\n", ""),
        many(range(300), lambda one: {"age_group_t0": 6 if one % 2 else 1 + one // 2 % 5}),
    )
    assert plan.disclosure is not None
    assert plan.disclosure.quasi[0].level == 1
    words = labels(plan, "age_group_t0")
    assert set(words) == {1, 6}
    assert " / " in words[1]


def test_words_too_long_for_a_label_become_the_codes() -> None:
    bands = [*range(2, 16)]
    finer = f"{{cuts: {[*range(2, 100, 7)]}, levels: [[[1], {bands}]]}}"
    text = RECIPE.replace(AGE, f"  consent_version: {finer}\n")
    plan = undecided(
        text.replace("  rel_status: defined\n", ""),
        many(range(300), lambda one: {"consent_version_t0": 1 + (one % 2 and 1 + one % 97)}),
    )
    assert plan.disclosure is not None
    assert plan.disclosure.quasi[0].level == 1
    assert labels(plan, "consent_version_t0")[2] == f"koderna {str(bands)[1:-1]}"


def test_a_variable_that_tells_nothing_any_more_says_all() -> None:
    plan = undecided()
    assert plan.disclosure is not None
    assert (plan.disclosure.quasi[0].level, plan.disclosure.quasi[0].height) == (2, 2)
    assert labels(plan, "age_group_t0") == {1: "alla"}
