from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction

import pytest

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate
from kast_eval.dataset.anonymise.gates import Gate, assess, breaches
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Release

POLICY = Policy()
AGES = Hierarchy("age", {"20-29": ("*",), "30-39": ("*",)})
HALVES: tuple[Value, ...] = ("20-29",) * 80 + ("30-39",) * 80
MODES: tuple[Value, ...] = (0, 0, 1, 2) * 40


def persons(count: int) -> tuple[str, ...]:
    return tuple(f"p{place:03}" for place in range(count))


def candidate(**columns: tuple[Value, ...]) -> Candidate:
    """Return 160 persons in two age bands, whose answers vary, or with other columns."""
    cells = {"age": HALVES, "low": MODES, "t0": MODES, "t6": MODES, **columns}
    count = len(cells["age"])
    return Candidate(
        Microdata(persons(count), {name: column[:count] for name, column in cells.items()}),
        {"age": 0},
        ("low",),
        count,
        {"start": ("t0",), "month 6": ("t6",)},
        hierarchies=(AGES,),
    )


def first(count: int, value: Value, cells: tuple[Value, ...]) -> tuple[Value, ...]:
    return (value,) * count + cells[count:]


def earlier(sizes: tuple[int, int], known: int, level: int = 0) -> Candidate:
    classes: dict[tuple[Value, ...], int] = {("20-29",): sizes[0], ("30-39",): sizes[1]}
    return replace(
        candidate(), earlier=(Release({"age": level}, classes, frozenset(persons(known))),)
    )


def swapped(*gone: int) -> Candidate:
    """Return a release after one of as many, in which others stood in the place of some."""
    known = (set(persons(160)) - {f"p{one:03}" for one in gone}) | {f"q{one}" for one in gone}
    found = earlier((80, 80), 0)
    (past,) = found.earlier
    return replace(found, earlier=(replace(past, persons=frozenset(known)),))


def followed_up_since(count: int) -> Candidate:
    """Return a release after one of other 120, in which `count` more were only at the start."""
    patterns = {"start+month 6": 120 - count, "start": count + 40}
    now = candidate(t6=first(40, -8, MODES), age=("20-29", "30-39") * 80)
    past = Release({PRESENCE: 0}, {(key,): n for key, n in patterns.items()}, frozenset())
    return replace(now, earlier=(past,))


def after_one_with_sex(known: Collection[str]) -> Candidate:
    """Return a release after one that told sex, and not age."""
    both = "start+month 6"
    past = Release({"sex": 0, PRESENCE: 0}, {(1, both): 60, (2, both): 60}, frozenset(known))
    return replace(candidate(), earlier=(past,))


def clinics(*sizes: int) -> Candidate:
    cells = tuple(f"clinic {which}" for which, size in enumerate(sizes) for _ in range(size))
    count = len(cells)
    ages = tuple(HALVES[place % 2 * 80] for place in range(count))
    modes = tuple(MODES[place // 2 % 4] for place in range(count))
    found = candidate(age=ages, clinic=cells, low=modes, t0=modes, t6=modes)
    return replace(found, clinic="clinic")


# Each trips one gate and no other: without that gate it would leave.
TRIPPED: list[tuple[Gate, Candidate, tuple[str, ...], int | Fraction]] = [
    (Gate.PERSONS, candidate(age=("20-29", "30-39") * 24), (), 48),
    (
        Gate.CLASSES,
        candidate(age=first(2, "40-49", HALVES), low=(0, 1) * 80),
        ("age", PRESENCE),
        2,
    ),
    # The classes are large, but in one of them some are there at the start only.
    (
        Gate.CLASSES,
        candidate(age=("20-29", "30-39") * 80, t0=(0,) * 160, t6=(0,) * 154 + (-8,) * 6),
        ("age", PRESENCE),
        3,
    ),
    (Gate.DISTINCT, candidate(low=first(80, 1, MODES)), ("low",), 1),
    # All of a class who answered said 1.
    (Gate.DISTINCT, candidate(low=first(79, 1, first(80, -7, MODES))), ("low",), 1),
    (Gate.COMMONEST, candidate(low=first(79, 1, MODES)), ("low",), Fraction(79, 80)),
    (Gate.SUPPRESSED_PERSONS, replace(candidate(), persons_before=169), (), Fraction(9, 169)),
    (Gate.SUPPRESSED_PERSONS, candidate(age=first(9, -10, HALVES)), (), Fraction(9, 160)),
    (
        Gate.SUPPRESSED_CELLS,
        replace(candidate(age=first(17, -10, HALVES), sex=(1,) * 160), levels={"age": 0, "sex": 0}),
        ("age",),
        Fraction(17, 160),
    ),
    (Gate.CLINICS, clinics(80, 80), ("clinic",), 2),
    (Gate.CLINICS, clinics(80, 80, 48), ("clinic",), 48),
    (
        Gate.TRAJECTORY,
        candidate(t0=first(3, 2, (0, 1) * 80), t6=first(80, 0, (0, 1) * 80)),
        ("t0", "t6"),
        3,
    ),
    (Gate.CROSS_RELEASE, earlier((79, 60), 130), ("age",), 1),
    # One was followed up since, whom the first release does not show at month 6.
    (Gate.CROSS_RELEASE, followed_up_since(1), (PRESENCE,), 1),
    (Gate.CROSS_RELEASE, earlier((60, 84), 130), ("age",), 4),
    # The classes do not tell, but all in all there are too few new persons.
    (Gate.CROSS_RELEASE, earlier((80, 80), 156), (), 4),
    # Five have left and five have come in the same classes: no size has changed.
    (Gate.CROSS_RELEASE, swapped(0, 1, 2, 80, 81), ("age", PRESENCE), 2),
    # Five have come in one class, who all answered the same.
    (
        Gate.NEWCOMERS,
        replace(candidate(low=(*MODES[:155], *[1] * 5)), earlier=earlier((80, 75), 155).earlier),
        ("low",),
        1,
    ),
    # The earlier release has been grouped by a hierarchy that is no longer the same.
    (Gate.CROSS_RELEASE, earlier((60, 60), 120, level=2), ("age",), 0),
    # Who joins the rows by their answers knows age and sex, of which no classes were looked at.
    (Gate.JOINED_RELEASES, after_one_with_sex(persons(120)), ("sex", "age"), 2),
    (Gate.CONSTANTS, candidate(age=("*",) * 160), ("age",), 1),
]


def test_a_release_that_nothing_stands_against_may_leave() -> None:
    assert assess(candidate(), POLICY) == ()
    assert assess(clinics(80, 80, 80), POLICY) == ()
    assert assess(earlier((60, 60), 120), POLICY) == ()
    # Nobody is in both, so that no rows can be joined.
    assert assess(after_one_with_sex([f"q{place}" for place in range(120)]), POLICY) == ()


@pytest.mark.parametrize(("gate", "tripping", "subject", "found"), TRIPPED)
def test_one_gate_alone_stands_between_a_bad_release_and_the_world(
    gate: Gate, tripping: Candidate, subject: tuple[str, ...], found: int | Fraction
) -> None:
    (breach,) = assess(tripping, POLICY)
    assert (breach.gate, breach.subject) == (gate, subject)
    assert breach.found == found
    others = [other for other in Gate if other is not gate]
    assert [breaches(other, tripping, POLICY) for other in others] == [()] * len(others)


def test_every_gate_has_a_release_that_trips_it_alone() -> None:
    # What tables have told no candidate knows (kast_eval/dataset/release/beside.py).
    assert {gate for gate, *_ in TRIPPED} == set(Gate) - {Gate.TABLES}


def test_the_gates_name_the_refusals() -> None:
    assert {gate.refusal for gate in Gate} == {"R2", "R3", "R4", "R6", "R7", "R8", "R15"}


def at_the_limit() -> list[Callable[[], Candidate]]:
    return [
        lambda: candidate(age=("20-29", "30-39") * 25, low=(0, 0, 1, 1, 2) * 10,
                          t0=(0, 1) * 25, t6=(0, 1) * 25),
        lambda: candidate(age=first(5, "40-49", HALVES), low=(0, 1) * 80),
        # Four of five in each class: 80 %.
        lambda: candidate(age=("20-29",) * 80 + ("30-39",) * 80, low=(0, 0, 0, 0, 1) * 32),
        lambda: replace(candidate(), persons_before=168),
        lambda: candidate(age=first(8, -10, HALVES)),
        lambda: clinics(50, 50, 50),
        lambda: earlier((75, 80), 155),
        lambda: earlier((80, 0), 80),
        lambda: followed_up_since(5),
        lambda: swapped(0, 1, 2, 3, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("made", at_the_limit())
def test_a_release_at_the_limit_may_leave(made: Callable[[], Candidate]) -> None:
    assert assess(made(), POLICY) == ()


def test_an_empty_release_may_not_leave() -> None:
    empty = replace(candidate(age=()), persons_before=0)
    assert {breach.gate for breach in assess(empty, POLICY)} >= {Gate.PERSONS, Gate.CLASSES}


def test_an_optimum_that_suppresses_everything_may_not_leave() -> None:
    found = assess(candidate(age=(-10,) * 160), POLICY)
    assert {breach.gate for breach in found} == {
        Gate.SUPPRESSED_PERSONS,
        Gate.SUPPRESSED_CELLS,
        Gate.CONSTANTS,
    }


def test_a_question_that_nobody_of_a_class_answered_gives_nothing_away() -> None:
    answered_later = (0, 1, 0, 1) * 20 + (-8,) * 80
    found = candidate(low=answered_later, t6=answered_later)
    assert assess(found, POLICY) == ()


def test_persons_without_a_clinic_are_no_clinic() -> None:
    told = clinics(80, 80, 80, 20)
    cells = tuple(-9 if cell == "clinic 3" else cell for cell in told.table.column("clinic"))
    assert assess(replace(told, table=told.table.replaced({"clinic": cells})), POLICY) == ()


def test_a_clinic_among_the_quasi_identifiers_counts_once() -> None:
    told = replace(clinics(80, 80, 80), levels={"clinic": 0})
    assert told.known == ("clinic", PRESENCE)


def test_a_release_without_quasi_identifiers_is_one_class() -> None:
    assert assess(replace(candidate(), levels={}), POLICY) == ()
