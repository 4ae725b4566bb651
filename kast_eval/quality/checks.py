"""Every check across sheets, and what they find among a client's."""

from collections.abc import Iterator, Mapping

from kast_eval.quality.answers import ANSWER_CHECKS
from kast_eval.quality.check import Check
from kast_eval.quality.clinic import CLINIC_CHECKS
from kast_eval.quality.days_after import DAYS_AFTER
from kast_eval.quality.days_before import DAYS_BEFORE
from kast_eval.quality.days_of_sessions import DAYS_OF_SESSIONS
from kast_eval.quality.episodes import EPISODE_CHECKS
from kast_eval.quality.purchases import PURCHASE_CHECKS
from kast_eval.quality.sessions import SESSION_CHECKS
from kast_eval.quality.sheet import ClientSheets, Found

CLIENT_CHECKS = (
    *DAYS_BEFORE, *DAYS_OF_SESSIONS, *DAYS_AFTER, *EPISODE_CHECKS, *SESSION_CHECKS,
    *PURCHASE_CHECKS, *ANSWER_CHECKS,
)  # fmt: skip

CHECKS: Mapping[str, Check] = {check.name: check for check in (*CLIENT_CHECKS, *CLINIC_CHECKS)}
"""All checks by name, in the order of the manual."""


def findings(client: ClientSheets) -> Iterator[Found]:
    """Give everything that the checks find among a client's sheets."""
    for check in CHECKS.values():
        for places in check.find(client):
            yield Found(check.name, places)


OTHER_BEHAVIOUR_BUYS = "other_behaviour_buys"
"""The one check whose answer can be that the client is another sort of person."""
