from kast_eval.web.shown_once import MOST, UsedTokens


def test_a_token_is_used_once_by_each_user() -> None:
    tokens = UsedTokens()
    assert tokens.is_new("anna", "t")
    tokens.use("anna", "t")
    assert not tokens.is_new("anna", "t")
    assert tokens.is_new("berit", "t")


def test_no_token_at_all_is_never_new() -> None:
    assert not UsedTokens().is_new("anna", "")


def test_only_so_many_are_remembered() -> None:
    tokens = UsedTokens()
    for number in range(MOST + 1):
        tokens.use("anna", str(number))
    assert tokens.is_new("anna", "0")
    assert not tokens.is_new("anna", str(MOST))
