"""The home page of a clinic at the 95th percentile, beside that of an empty one."""

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.ledger import CLINICS, filled, site
from benchmarks.measured import Figure
from benchmarks.sheets import FORMS
from kast_eval import clock
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database
from kast_eval.store.users import add_user, replace_link
from kast_eval.study.plan import Plan, read_plan
from kast_eval.study.roles import Role
from kast_eval.web.app import create_app

PAGES = 200
WARM = 10
MOST_TIMES_EMPTY = 4.0
MOST_TIMES_ALONE = 1.3
AT_95 = 18
"""Which of the nineteen borders of twenty equal groups has 95 of 100 below it."""

Page = Callable[[], str]


def page_of(database: Database, plan: Plan, clinic: int) -> Page:
    """Return what asks for the home page of somebody who works at the clinic."""
    name, token = f"keyer {clinic}", secrets.token_urlsafe()
    with database.begin() as session:
        roles = {site(clinic).code: frozenset({Role.COUNSELLOR})}
        add_user(session, name, roles, created=clock.now())
        replace_link(session, name, token, created=clock.now())
    client = create_app(database, plan).test_client()
    client.get(f"/sign-in/{token}")
    return lambda: client.get("/today").text


def a_second_at_95(first: Page, second: Page) -> tuple[float, float]:
    """Return how many pages a second 95 of 100 are faster than, on the clock; they take turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for place in range(PAGES + WARM):
        for page, times in zip((first, second), taken, strict=True):
            started = time.perf_counter()
            page()
            if place >= WARM:
                times.append(time.perf_counter() - started)
    ours, bare = (1 / statistics.quantiles(times, n=20)[AT_95] for times in taken)
    return ours, bare


def figures() -> Iterator[Figure]:
    library = read_library(FORMS)
    plan = read_plan(FORMS, library)
    with tempfile.TemporaryDirectory() as name:
        many = filled(Path(name) / "many", plan, CLINICS)
        alone = filled(Path(name) / "alone", plan, 1)
        with closing(many), closing(alone):
            full, empty = page_of(many, plan, 7), page_of(many, plan, CLINICS)
            assert "due__line" in full()
            assert "due__line" not in empty()
            yield Figure(
                "home page, p95, beside empty", *a_second_at_95(full, empty), MOST_TIMES_EMPTY
            )
            single = page_of(alone, plan, 0)
            yield Figure(
                "home page among 40 clinics, beside 1", *a_second_at_95(full, single),
                MOST_TIMES_ALONE,
            )  # fmt: skip
