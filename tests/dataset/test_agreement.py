import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.agreement import (
    Agreement,
    Figure,
    Undefined,
    agreement,
    agreement_by_item,
    coding_agreement,
)
from tests.definition.example import real_library

NEVER = Undefined.NEVER_TWICE
NOTHING = Agreement(0, NEVER, NEVER, NEVER)
SAME = Undefined.ONE_CODE


def near(figure: Figure) -> object:
    """Return a figure to be compared with but for rounding; a reason is compared as it is."""
    return figure if isinstance(figure, Undefined) else pytest.approx(figure)


def rated(**coders: str) -> dict[str, dict[str, int]]:
    """Return ratings written one sign a unit; a point is a unit that the coder left out."""
    return {
        coder: {f"u{place}": int(code) for place, code in enumerate(signs) if code != "."}
        for coder, signs in coders.items()
    }


def paired(table: list[list[int]]) -> dict[str, dict[str, int]]:
    """Return the ratings of two coders from a table of how often which codes met."""
    pairs = [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return {
        "a": {f"u{place}": row for place, (row, _) in enumerate(pairs)},
        "b": {f"u{place}": column for place, (_, column) in enumerate(pairs)},
    }


def test_two_coders_of_cohen_s_example() -> None:
    # Cohen (1960), three categories, 200 persons: kappa .492.
    found = agreement(paired([[88, 10, 2], [14, 40, 6], [18, 10, 12]]))
    assert (found.units, found.percent) == (200, 70.0)
    assert found.kappa == pytest.approx(0.492, abs=0.0005)


def test_two_observers_of_krippendorff_s_example() -> None:
    # Krippendorff (2011), section A: binary, two observers, no missing: alpha .095.
    found = agreement(rated(meg="0100000010", owen="1110010000"))
    assert found.percent == pytest.approx(60)
    assert found.alpha == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize(("ordered", "alpha"), [(False, 0.743), (True, 0.849)])
def test_four_observers_with_missing_codes_of_krippendorff_s_example(
    *, ordered: bool, alpha: float
) -> None:
    # Krippendorff (2011), section C: alpha .743 for names, .849 for intervals.
    ratings = rated(
        a="123321412...", b="1233224125.3",
        c=".3332342251.", d="12332441251.",
    )  # fmt: skip
    found = agreement(ratings, ordered=ordered)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.units == 8


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        ({}, NOTHING),
        (rated(a="012"), NOTHING),
        (rated(a="0..", b=".1."), NOTHING),
        # All the same: they agree, but chance would have them agree too.
        (rated(a="111", b="111"), Agreement(3, 100, SAME, SAME)),
        (rated(a="01", b="01"), Agreement(2, 100, 1, 1)),
        # With three, two can have coded the same and nothing be coded by all.
        (
            rated(a="1..", b="1..", c="..2"),
            Agreement(0, Undefined.NEVER_BY_ALL, Undefined.NEVER_BY_ALL, SAME),
        ),
    ],
)
def test_what_says_nothing_is_nothing(ratings: dict[str, dict[str, int]], found: Agreement) -> None:
    assert agreement(ratings) == found


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30))
def test_agreement_does_not_hang_on_who_is_first(pairs: list[tuple[int, int]]) -> None:
    one = {f"u{place}": code for place, (code, _) in enumerate(pairs)}
    other = {f"u{place}": code for place, (_, code) in enumerate(pairs)}
    found, swapped = agreement({"a": one, "b": other}), agreement({"a": other, "b": one})
    assert found.percent == near(swapped.percent)
    assert found.kappa == near(swapped.kappa)
    assert found.alpha == near(swapped.alpha)
    for figure in (found.kappa, found.alpha):
        assert isinstance(figure, Undefined) or figure <= 1


def test_every_coded_item_of_the_interview_form_has_its_agreement() -> None:
    form = real_library().newest("interview")
    interviews = {
        "o01": {
            "first": {"tid_why": "2", "cf_law": "1"},
            "second": {"tid_why": "2", "cf_law": "b"},
        },
        "o02": {
            "first": {"tid_why": "0", "cf_law": "5"},
            "second": {"tid_why": "1", "cf_law": "?"},
        },
        "o03": {"first": {"tid_why": "1", "cf_law": "9"}, "second": {"tid_why": "1"}},
    }
    found = agreement_by_item(form, interviews)
    assert (found["tid_why"].units, found["cf_law"].units) == (3, 1)
    assert found["tid_why"].percent == pytest.approx(200 / 3)
    assert found["tid_what"] == NOTHING
    assert "fill_date" not in found
    # Which frame was used is known, not judged.
    assert "codebook_version" not in found
    whole = coding_agreement(form, interviews)
    assert (whole.definition, whole.interviews, whole.coded_twice) == (form, 3, 3)
    assert whole.items == found
    assert coding_agreement(form, {"o01": {"first": {}}}).coded_twice == 0
