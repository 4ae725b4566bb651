from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from kast_eval.web.shown_once import ShownOnce

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)
LASTS = timedelta(minutes=2)


def test_a_token_is_taken_once_and_by_its_sign_in() -> None:
    shown = ShownOnce()
    token = shown.token("here", NOW, LASTS)
    assert not shown.take("elsewhere", NOW, token)
    assert shown.take("here", NOW, token)
    assert not shown.take("here", NOW, token)
    assert shown.take("here", NOW, shown.token("here", NOW, LASTS))


def test_of_many_at_once_one_alone_gets_it() -> None:
    shown = ShownOnce()
    token = shown.token("here", NOW, LASTS)
    with ThreadPoolExecutor(8) as pool:
        taken = [*pool.map(lambda _one: shown.take("here", NOW, token), range(8))]
    assert taken.count(True) == 1


def test_it_ends_with_its_time() -> None:
    shown = ShownOnce()
    tokens = [shown.token("here", NOW, LASTS) for _ in range(3)]
    assert shown.take("here", NOW + LASTS, tokens[0])
    late = NOW + LASTS + timedelta(seconds=1)
    assert not shown.take("here", late, tokens[1])
    # A clock that is set back gives no used one back.
    assert not shown.take("here", NOW, tokens[0])


def test_that_it_was_used_is_remembered_however_many_come_after_it() -> None:
    shown = ShownOnce()
    token = shown.token("here", NOW, LASTS)
    assert shown.take("here", NOW, token)
    assert all(shown.take("here", NOW, shown.token("here", NOW, LASTS)) for _ in range(500))
    assert not shown.take("here", NOW + LASTS, token)


def test_nothing_is_taken_after_a_restart() -> None:
    token = ShownOnce().token("here", NOW, LASTS)
    assert not ShownOnce().take("here", NOW, token)


@pytest.mark.parametrize("token", ["", ".", "one", "9999999999.one.two", "å.ä.ö", "1e9.x.y"])
def test_nothing_that_was_made_elsewhere_is_taken(token: str) -> None:
    assert not ShownOnce().take("here", NOW, token)
