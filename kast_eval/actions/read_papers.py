"""Read the register of papers of a clinic, and how it stands with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.registered import paper_for
from kast_eval.definition.form import Timing
from kast_eval.store.papers import (
    KeyedSheet,
    decisions_of,
    keyed_sheets,
    papers_of,
    readiness,
)
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.papers import (
    Decision,
    Kept,
    Paper,
    PaperKind,
    Readiness,
    Standing,
    standing_of,
)
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site


@dataclass(frozen=True)
class Register:
    """The papers of a clinic with how it stands with each, and the decisions on disposal."""

    site: Site
    papers: tuple[tuple[Paper, Kept], ...]
    decisions: tuple[Decision, ...]
    may_decide: bool

    def count(self, *standings: Standing) -> int:
        """Return how many papers stand so."""
        return sum(kept.standing in standings for _paper, kept in self.papers)


@dataclass(frozen=True)
class OnePaper:
    """One entry of the register, and the decisions that may end it."""

    site: Site
    paper: Paper
    kept: Kept
    decisions: tuple[Decision, ...]
    may_decide: bool


def read_papers(
    session: Session, user: User, now: datetime, plan: Plan, site_code: str
) -> Register:
    """Return the register; nothing is noted, for no answer of a client stands in it."""
    require(user, Permission.KEEP_PAPERS, site_code)
    site = _site(session, site_code)
    decisions = decisions_of(session, site_code)
    papers = papers_of(session, site_code)
    return Register(
        site,
        tuple(_standings(session, user, now, plan, papers=papers, decisions=decisions).items()),
        decisions,
        user.may(Permission.DECIDE_DISPOSAL, site_code),
    )


def read_paper(session: Session, user: User, now: datetime, plan: Plan, public_id: str) -> OnePaper:
    """Return one entry of the register."""
    paper = paper_for(session, user, Permission.KEEP_PAPERS, public_id)
    every = decisions_of(session, paper.site_code)
    standings = _standings(session, user, now, plan, papers=(paper,), decisions=every)
    return OnePaper(
        _site(session, paper.site_code),
        paper,
        standings[paper],
        tuple(one for one in every if one.kind is paper.kind),
        user.may(Permission.DECIDE_DISPOSAL, paper.site_code),
    )


def _site(session: Session, site_code: str) -> Site:
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    return site


def _standings(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    papers: Sequence[Paper],
    decisions: Sequence[Decision],
) -> Mapping[Paper, Kept]:
    """Return how it stands with papers of one clinic."""
    if not papers:
        return {}
    site_code, decided = papers[0].site_code, {one.kind for one in decisions}
    sheets = keyed_sheets(session, site_code)
    follow_ups = _open_follow_ups(session, user, now, plan, site_code)
    return {
        paper: standing_of(
            paper,
            _ready(paper, sheets, follow_ups),
            decided=paper.kind in decided,
            today=clock.clinic_day(now),
        )
        for paper in papers
    }


def _ready(paper: Paper, sheets: Sequence[KeyedSheet], follow_ups: int) -> Readiness:
    if paper.kind is PaperKind.FORMS:
        return readiness(sheets, paper.period_from, paper.period_to)
    return Readiness(follow_ups if paper.kind is PaperKind.CODE_KEY else 0)


def _open_follow_ups(
    session: Session, user: User, now: datetime, plan: Plan, site_code: str
) -> int:
    """Return how many follow-ups may still come, for which the code key is needed."""
    timings = {form.form: form.timing for form in plan.library.newest_forms}
    ledger = read_ledger(session, user, now, plan, site_code)
    return sum(timings[one.form] is Timing.FOLLOW_UP for one in ledger.open)
