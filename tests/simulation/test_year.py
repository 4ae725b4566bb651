from collections import Counter
from datetime import date
from functools import cache

import pytest

from kast_eval.study.expected import OPEN, Expected, State
from kast_eval.study.ledger import ledger_of, proposed_closings
from tests.simulation.papers import SILENCE, Key, Paper, Story, days
from tests.simulation.year import BEGIN, OMISSIONS, SETTLED, Clinic, simulate
from tests.study.sheets import schedule

pytestmark = pytest.mark.prove

SEED = 20260101
FORTNIGHTS = [BEGIN + days(count) for count in range(0, 450, 14)]
AHEAD = days(14)


@cache
def year() -> list[Clinic]:
    return simulate(SEED)


def ledger(clinic: Clinic, day: date, code: str | None = None) -> dict[Key, Expected]:
    """Return what the ledger says of the clinic's clients, or of one of them, on a day."""
    found = ledger_of(
        schedule(), clinic.facts(day, code), clinic.said(day), (), day,
        chosen_points=clinic.points, in_study=clinic.in_study,
    )  # fmt: skip
    return {(one.code, *one.place[1:]): one for one in found if one.code is not None}


def known_from(story: Story, paper: Paper) -> date:
    """Return the day from which a sheet of the same event is there to tell of a missing one."""
    code, episode_no, form, timepoint = paper.key
    tells = {
        "session": [("checkin", timepoint)], "checkin": [("session", timepoint)],
        "closing": [("closing_staff", "t1")], "closing_staff": [("closing", "t1")],
        "start": [("session", "s01")], "start_staff": [("session", "s01")],
        "followup": [("closing_staff", "t1")],
    }[form]  # fmt: skip
    keyed = [story.papers[code, episode_no, *one].keyed for one in tells]
    known = max(day for day in keyed if day is not None)
    if timepoint == "t0" and paper.last < paper.first + days(28):
        # That the third session came sooner is known when a sheet of it is.
        third = [story.papers[code, episode_no, one, "s03"].keyed for one in ("session", "checkin")]
        known = max(known, min(day for day in third if day is not None))
    return known


def test_every_omission_is_listed_as_overdue_when_its_window_has_ended() -> None:
    omitted = [(clinic, *one) for clinic in year() for one in clinic.omitted]
    assert len(omitted) == OMISSIONS
    for clinic, story, paper in omitted:
        ended = max(paper.last + days(1), known_from(story, paper))
        for day in (ended, ended + days(7), SETTLED):
            if story.code not in clinic.mixed(day):
                assert ledger(clinic, day, story.code)[paper.key].state is State.OVERDUE, (
                    paper,
                    day,
                )


def test_no_omission_is_overdue_before_its_window_has_ended() -> None:
    for clinic in year():
        for story, paper in clinic.omitted:
            for day in (paper.first, paper.last):
                if story.code not in clinic.mixed(day):
                    found = ledger(clinic, day, story.code).get(paper.key)
                    assert found is None or found.state in OPEN - {State.OVERDUE}, (paper, day)


@pytest.mark.parametrize("day", FORTNIGHTS)
def test_there_is_no_false_alarm(day: date) -> None:
    for clinic in year():
        papers = {paper.key: paper for paper in clinic.papers}
        mixed = clinic.mixed(day)
        for key, one in ledger(clinic, day).items():
            if one.state is State.OVERDUE and key[0] not in mixed:
                paper = papers[key]
                assert not paper.is_keyed(day), (paper, day)
                assert paper.last < day, (paper, day)


def test_the_states_sum_to_the_forms_that_should_exist() -> None:
    for clinic in year():
        found = ledger(clinic, SETTLED)
        wanted = {paper.key: truth(clinic, paper) for paper in clinic.papers}
        should_exist = {key: state for key, state in wanted.items() if state is not None}
        assert {key: one.state for key, one in found.items()} == should_exist
        assert sum(Counter(one.state for one in found.values()).values()) == len(should_exist)


def truth(clinic: Clinic, paper: Paper) -> State | None:
    """Return how it stands with a paper when all is settled; None if it is too early for it."""
    omitted = {one.key for _, one in clinic.omitted}
    if paper.is_keyed(SETTLED):
        return State.RETURNED
    if paper.first > SETTLED + AHEAD and paper.key not in omitted:
        return None
    if paper.key not in omitted and paper.said is not None:
        return paper.said
    if paper.first > SETTLED:
        return State.SOON
    return State.OVERDUE if paper.last < SETTLED else State.DUE


@pytest.mark.parametrize("day", FORTNIGHTS[::4])
def test_every_contact_that_has_been_silent_is_proposed_for_closing(day: date) -> None:
    for clinic in year():
        if clinic.mixed(day):
            continue
        proposed = {
            (one.code, one.episode_no): one.last_contact
            for one in proposed_closings(schedule(), clinic.facts(day), day)
        }
        assert proposed == silent(clinic, day)


def silent(clinic: Clinic, day: date) -> dict[tuple[str, int], date]:
    """Return the contacts that nobody has closed, and the day of each one's last held session."""
    found = {}
    for story in clinic.stories:
        keyed = [paper for paper in story.papers.values() if paper.is_keyed(day)]
        if any(paper.form in {"closing", "closing_staff"} for paper in keyed) or not keyed:
            continue
        held = [
            paper.filled for paper in keyed
            if paper.form == "checkin" or paper.codes.get("attended") == 1
        ]  # fmt: skip
        last = max(held, default=min(paper.filled for paper in keyed))
        if (day - last).days > SILENCE:
            found[story.code, story.episode_no] = last
    return found
