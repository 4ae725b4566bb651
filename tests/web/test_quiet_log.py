import logging

import pytest

from kast_eval.web.quiet_log import log_quietly


def test_nothing_raised_is_still_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        log_quietly(None, "here")
    assert caplog.messages == ["NoneType in here: "]
