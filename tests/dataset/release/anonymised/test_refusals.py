"""Each refusal of an anonymised file, by a study or a recipe in which it alone stands against."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from kast_eval.dataset.release.plan import plan_release
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.wording import Language
from tests.dataset.release.anonymised.made import RECIPE, decided, judged, numbers, undecided
from tests.dataset.release.anonymised.study import Cells, four_hundred, ground, many, person

NO_SENSITIVE = RECIPE.replace("sensitive:\n  main_behaviour: defined\n", "")
AGE_ALONE = NO_SENSITIVE
for other in ("gender", "education", "rel_status"):
    AGE_ALONE = AGE_ALONE.replace(f"  {other}: defined\n", "")


def test_what_hides_everybody_may_leave() -> None:
    plan = plan_release(four_hundred(), judged(undecided()), ground())
    assert numbers(plan) == []
    assert plan.disclosure is not None
    assert plan.disclosure.decision == plan.recipe.approved
    assert len(plan.tables[0].rows) >= 380
    assert plan.leaving == plan.anonymised.persons  # type: ignore[union-attr] # There is one.


def test_r2_fewer_than_ten_times_k() -> None:
    plan = decided(tables=many(range(49)))
    assert numbers(plan) == ["R2"]
    assert plan.refusals[0].details == {"limit": 50}
    assert "49" not in plan.refusals[0].in_language(Language.SV)
    assert plan.tables == ()
    assert numbers(decided(AGE_ALONE, many(range(50), lambda one: ALIKE[one % 2]))) == []


def test_r3_one_and_the_same_answer_in_a_class() -> None:
    tables = many(range(400), lambda _: {"main_behaviour_t0": 1})
    assert numbers(decided(tables=tables)) == ["R3"]


def test_r3_one_answer_of_nearly_all() -> None:
    tables = many(range(400), lambda one: {"main_behaviour_t0": 2 if one % 10 == 0 else 1})
    assert numbers(decided(tables=tables)) == ["R3"]


def late(number: int) -> Cells:
    """Return four persons of sixty who alone lack all of three sheets; others lack some."""
    lacking = number // 8
    names = ("buy_total_90d_n_t0", "buy_total_90d_n_f06", "first_contact_mode_t0")
    gone = {name: -8 for place, name in enumerate(names) if lacking >> place & 1}
    return {**ALIKE[number % 2], **gone, "age_group_t0": 1 + 2 * (lacking % 2)}


SAME_WAY: Cells = {"first_contact_mode_t0": 1}
ALIKE: tuple[Cells, ...] = (
    {"buy_total_90d_n_t0": 2, "buy_total_90d_n_f06": 0, **SAME_WAY},
    {"buy_total_90d_n_t0": 5, "buy_total_90d_n_f06": 2, **SAME_WAY},
)


def test_r4_more_than_five_per_cent_would_be_removed() -> None:
    assert numbers(decided(AGE_ALONE, many(range(60), late))) == ["R4"]
    assert numbers(decided(AGE_ALONE, many(range(60), lambda one: ALIKE[one % 2]))) == []


@pytest.mark.parametrize(
    "name", ["first_contact_date", "wait_days", "study_day_t0", "cal_quarter", "ref_source_txt"]
)
def test_r5_a_free_text_or_a_day_is_asked_for(name: str) -> None:
    plan = decided(RECIPE.replace("other:\n", f"other:\n  {name}: defined\n"))
    assert numbers(plan) == ["R5"]
    assert plan.refusals[0].details == {"names": name}


CLINIC = RECIPE + "clinic: true\n"


@pytest.mark.parametrize(
    "clinics",
    [
        ["0180", "1280"],
        # Three, but one of them has 40 of 400.
        ["0180", "0180", "0180", "0180", "1280", "1280", "1280", "1280", "1280", "1480"],
    ],
)
def test_r6_too_few_clinics_or_one_too_small(clinics: list[str]) -> None:
    at = {person(one): clinics[one % len(clinics)] for one in range(400)}
    assert numbers(decided(CLINIC, on=ground(clinics=at))) == ["R6"]


def test_three_clinics_of_fifty_may_be_told() -> None:
    plan = decided(CLINIC, many(range(1200)))
    assert numbers(plan) == []
    assert "site_code" in plan.tables[0].names


def scattered(number: int) -> Cells:
    chance = Random(number)
    return {
        "buy_total_90d_n_t0": chance.randrange(20),
        "buy_total_90d_n_f06": chance.randrange(20),
    }


def test_r7_two_answers_point_somebody_out() -> None:
    fine = RECIPE.replace("{cuts: [1, 4]}", "{top: 20}")
    assert numbers(decided(fine, many(range(400), scattered))) == ["R7"]


def test_r7_two_answers_point_somebody_out_whatever_the_recipe_calls_them() -> None:
    numbered = "".join(f"  buy_total_90d_n_{point}: {{top: 20}}\n" for point in ("t0", "f06"))
    text = NO_SENSITIVE.replace("outcomes:\n  buy_total_90d_n: {cuts: [1, 4]}\n", "")
    text = text.replace("other:\n", f"sensitive:\n{numbered}other:\n")
    common = many(
        range(400), lambda one: {name: 2 * (int(n) // 2) for name, n in scattered(one).items()}
    )
    assert "R7" in numbers(decided(text, common))


def told_twice(number: int) -> Cells:
    """Return two answers of many, at the start and six months later, that nothing ties."""
    chance = Random(10**6 + number)
    return {"consent_version_t0": chance.randrange(1, 12), "mood_2w_f06": chance.randrange(11)}


def test_r7_looks_at_an_answer_of_the_start_that_the_recipe_says_somebody_may_know() -> None:
    text = AGE_ALONE.replace("outcomes:\n  buy_total_90d_n: {cuts: [1, 4]}\n", "")
    text = text.replace("other:\n  first_contact_mode: defined\n", "")
    text = text.replace("quasi:\n", "quasi:\n  consent_version: {top: 11}\n")
    text += "sensitive:\n  mood_2w_f06: {top: 10}\n"
    plan = decided(text, many(range(400), told_twice))
    assert plan.disclosure is not None
    assert (plan.disclosure.points, plan.disclosure.pairs) == (("t0", "f06"), 1)
    (table,) = plan.tables
    at = [table.names.index(name) for name in told_twice(0)]
    pairs = Counter(tuple(row[place] for place in at) for row in table.rows)
    assert numbers(plan) == []
    assert min(pairs.values()) >= 5


def test_r8_one_person_more_than_last_time() -> None:
    before = decided().anonymised
    assert before is not None
    later = ground(earlier=(before.profile,))
    assert numbers(decided(tables=many(range(401)), on=later)) == ["R8"]
    assert numbers(decided(tables=many(range(1000)), on=later)) == []


def test_r8_the_same_persons_again() -> None:
    before = decided().anonymised
    assert before is not None
    assert numbers(decided(on=ground(earlier=(before.profile,)))) == ["R8"]


@pytest.mark.parametrize("name", ["recipient", "purpose", "approval", "expires"])
def test_r13_nobody_for_nothing_or_for_ever(name: str) -> None:
    lines = [line for line in RECIPE.splitlines() if not line.startswith(name)]
    assert numbers(decided("\n".join(lines))) == ["R13"]


def test_r13_an_expired_purpose() -> None:
    assert numbers(decided(RECIPE.replace("2027-12-31", "2026-09-29"))) == ["R13"]


def telling(number: int) -> Cells:
    return {
        "age_group_t0": 1 + 2 * (number % 2),
        "main_behaviour_t0": 1 + number % 2,
        **ALIKE[number // 2 % 2],
    }


def test_r15_what_hides_the_answers_leaves_nothing_else() -> None:
    text = AGE_ALONE.replace("outcomes:", "sensitive:\n  main_behaviour: defined\noutcomes:")
    assert numbers(decided(text, many(range(400), telling))) == ["R15"]


def test_r15_nobody_has_said_yes() -> None:
    tables = tuple(
        table if table.name != "start_staff" else type(table)(
            table.name, table.title, table.columns, ()
        )
        for table in four_hundred()
    )  # fmt: skip
    assert numbers(decided(tables=tables)) == ["R15"]


def test_r16_nobody_has_judged_the_file() -> None:
    assert numbers(undecided()) == ["R16"]


def test_r16_a_judgement_of_tomorrow_is_none() -> None:
    assert numbers(decided(day=date(2026, 10, 1))) == ["R16"]


def test_r16_a_judgement_of_another_file_is_none() -> None:
    judged = decided().recipe
    again = RECIPE.replace("cuts: [1, 4]", "cuts: [1, 5]")
    text = again + (
        f"decision: {{by: Ledaren, on: 2026-01-01, columns: {judged.approved.columns}}}\n"  # type: ignore[union-attr] # It was judged.
    )
    assert numbers(undecided(text)) == ["R16"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (RECIPE, range(100, 900)),
        (RECIPE + "thresholds: {k: 6}\n", range(400)),
        (RECIPE.replace("Ett universitet", "Ett företag"), range(400)),
        (RECIPE.replace("Undervisning", "Reklam"), range(400)),
        (RECIPE.replace("2026-00000-01", "2026-00000-02"), range(400)),
    ],
)
def test_r16_a_judgement_holds_for_what_was_judged_alone(text: str, persons: range) -> None:
    assert undecided(text, many(persons)).columns != undecided().columns


def test_a_judgement_holds_in_either_language() -> None:
    assert undecided(RECIPE.replace("language: sv", "language: en")).columns == undecided().columns


def test_all_that_stands_against_a_file_is_told_at_once() -> None:
    plan = undecided(
        RECIPE.replace("2027", "2025").replace("other:\n", "other:\n  wait_days: defined\n")
    )
    told = ReleaseRefusedError(plan.refusals).in_language(Language.EN)
    assert [line[:4] for line in told.splitlines()[1:]] == ["R5: ", "R13:", "R16:"]


def test_r8_what_was_banded_otherwise_cannot_be_held_against_the_last_time() -> None:
    def cut(at: int) -> str:
        return AGE_ALONE.replace("quasi:\n", f"quasi:\n  consent_version: {{cuts: [{at}]}}\n")

    tables = many(range(400), lambda one: {"consent_version_t0": 1 + one % 31})
    more = many(range(1200), lambda one: {"consent_version_t0": 1 + one % 31})
    before = decided(cut(10), tables).anonymised
    assert before is not None
    later = ground(earlier=(before.profile,))
    assert numbers(decided(cut(10), more, later)) == []
    assert numbers(decided(cut(11), more, later)) == ["R8"]
