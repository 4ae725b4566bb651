from datetime import UTC, datetime, timedelta

from kast_eval.web.shown_once import LONGEST_HELD, MOST, MOST_HELD, HeldPapers, UsedTokens

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)


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


def test_a_paper_is_given_once_and_to_the_sign_in_that_asked() -> None:
    papers = HeldPapers()
    ticket = papers.hold("here", b"paper", NOW)
    assert papers.give("elsewhere", ticket, NOW) is None
    assert papers.give("here", ticket, NOW) == b"paper"
    assert papers.give("here", ticket, NOW) is None


def test_a_paper_that_nobody_asks_for_is_let_go() -> None:
    papers = HeldPapers()
    ticket = papers.hold("here", b"paper", NOW)
    later = NOW + LONGEST_HELD
    assert papers.give("elsewhere", ticket, later) is None
    assert papers.give("here", ticket, later + timedelta(seconds=1)) is None


def test_only_so_many_papers_are_held() -> None:
    papers = HeldPapers()
    tickets = [papers.hold("here", b"paper", NOW) for _ in range(MOST_HELD + 1)]
    assert papers.give("here", tickets[0], NOW) is None
    assert papers.give("here", tickets[1], NOW) == b"paper"
