"""The conversation sheet after a save at the 95th percentile, beside the page that asks."""

import re
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.home import AT_95, PAGES, WARM
from benchmarks.ledger import CLINICS, filled, site
from benchmarks.measured import Figure
from benchmarks.sheets import FORMS
from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database
from kast_eval.store.users import add_user, replace_link
from kast_eval.study.client_code import check_letter
from kast_eval.study.plan import Plan, read_plan
from kast_eval.study.roles import Role, User
from kast_eval.web.app import create_app

CLINIC = 7
SESSIONS = 25
"""How many sessions a client comes to have, one more at each save."""

MOST_TIMES = 6.0
LEAST = 0.5
"""A second: a sheet is there within two seconds of a save."""


class Saving:
    """Somebody who saves check-ins, a client after another, and shows the course of each."""

    def __init__(self, database: Database, plan: Plan) -> None:
        self.database, self.plan = database, plan
        self.user = User("shower", {site(CLINIC).code: frozenset({Role.COUNSELLOR})})
        token = secrets.token_urlsafe()
        with database.begin() as session:
            add_user(session, self.user.name, self.user.roles, created=clock.now())
            replace_link(session, self.user.name, token, created=clock.now())
        self.browser = create_app(database, plan).test_client()
        self.browser.get(f"/sign-in/{token}")
        self.client, self.session = 9000, 0
        self.saved = self.save()

    def save(self) -> str:
        """Save the next check-in, and return the public id of its sheet.

        A page that asks is at hand too, as beside a saved sheet.
        """
        self.asking = self.browser.get("/conversation").text
        if self.session == SESSIONS:
            self.client, self.session = self.client + 1, 0
        self.session += 1
        body = f"{site(CLINIC).letters}{self.client:04}"
        texts = {"urge_max_7d": str(self.session % 11), "confidence": "5", "mood_7d": "4"}
        with self.database.begin() as session:
            outcome = enter_form(
                session, self.user, clock.now(), self.plan.library.newest("checkin").as_asked(),
                {**texts, "since_buy": "0", "since_main": "0", "fill_mode": "1"},
                plan=self.plan, notes={}, code=body + check_letter(body), number=self.session,
                person_type=1, submission=secrets.token_urlsafe(),
            )  # fmt: skip
        assert outcome.sheet_public_id is not None
        return outcome.sheet_public_id

    def show(self) -> str:
        """Return the course of the client whose sheet was saved last."""
        names = ("csrf_token", "token")
        found = [re.search(rf'name="{name}" value="([^"]+)"', self.asking) for name in names]
        tokens = {name: one[1] for name, one in zip(names, found, strict=True) if one}
        fields = {**tokens, "sheet": self.saved}
        return self.browser.post("/conversation", data=fields).text

    def ask(self) -> str:
        """Return the empty page."""
        return self.browser.get("/conversation").text


def a_second_after_saves(saving: Saving) -> tuple[float, float]:
    """Return how many pages a second 95 of 100 are faster than, each after a save."""
    taken: tuple[list[float], list[float]] = ([], [])
    for place in range(PAGES + WARM):
        for page, times in zip((saving.show, saving.ask), taken, strict=True):
            saving.saved = saving.save()
            started = time.perf_counter()
            page()
            if place >= WARM:
                times.append(time.perf_counter() - started)
    ours, bare = (1 / statistics.quantiles(times, n=20)[AT_95] for times in taken)
    return ours, bare


def figures() -> Iterator[Figure]:
    plan = read_plan(FORMS, read_library(FORMS))
    with tempfile.TemporaryDirectory() as name, closing(filled(Path(name), plan, CLINICS)) as many:
        saving = Saving(many, plan)
        assert "conversation__two" in saving.show()
        assert "conversation__two" not in saving.ask()
        yield Figure(
            "conversation after a save, p95", *a_second_after_saves(saving), MOST_TIMES, LEAST
        )
