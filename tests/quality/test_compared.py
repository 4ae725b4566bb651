from kast_eval.quality.compared import Compared, Comparison, Resolution

BOTH = frozenset({"a", "b"})


def comparison(number: int, differing: frozenset[str]) -> Comparison:
    return Comparison(number, 1, 2, 10, differing)


def test_what_agrees_has_nothing_wrong() -> None:
    compared = Compared.of([comparison(1, frozenset())], None)
    assert compared == Compared(10, frozenset(), frozenset(), frozenset(), decided=True)


def test_until_it_is_decided_each_difference_counts_as_wrong_in_the_first_keying() -> None:
    compared = Compared.of([comparison(1, BOTH)], None)
    assert (compared.first_wrong, compared.decided) == (BOTH, False)


def test_a_decision_tells_whose_text_was_wrong() -> None:
    decided = Resolution(1, frozenset({"a"}), BOTH)
    compared = Compared.of([comparison(1, BOTH)], decided)
    assert (compared.first_wrong, compared.second_wrong) == (frozenset({"a"}), BOTH)
    assert (compared.differing, compared.decided) == (BOTH, True)


def test_what_a_correction_made_alike_was_wrong_in_the_first_keying() -> None:
    agreeing = Compared.of([comparison(1, BOTH), comparison(2, frozenset())], None)
    assert (agreeing.first_wrong, agreeing.decided) == (BOTH, True)
    rest = frozenset({"b"})
    decided = Resolution(2, frozenset(), rest)
    partly = Compared.of([comparison(1, BOTH), comparison(2, rest)], decided)
    assert (partly.first_wrong, partly.second_wrong) == (frozenset({"a"}), rest)
