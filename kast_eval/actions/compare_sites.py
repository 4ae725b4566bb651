"""Read several clinics beside each other, by the rules for small numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from kast_eval import clock
from kast_eval.actions.steps.protected_inflow import protect_inflow
from kast_eval.actions.steps.site_figures import SiteFigures, site_figures
from kast_eval.actions.steps.told_sheets import TextReader
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.comparison.comparison_text import comparison_text, read_comparison_text
from kast_eval.quality.added_up import enough_together, shared_by_all
from kast_eval.quality.inflow import logging_clinics, summed
from kast_eval.quality.later import later_of_all
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.together import together
from kast_eval.quality.unnoted import unnoted_of_all
from kast_eval.store.events import note_event
from kast_eval.store.kept_figures import FiguresKind, keep_figures, kept_figures
from kast_eval.store.session import Session
from kast_eval.store.site_points import find_site_points
from kast_eval.store.sites import all_sites
from kast_eval.study.border import NotAllSitesError, compared_sites, sites_beside
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotAllowedError, User
from kast_eval.study.site import Site

FEWEST_SITES = 2


def compare_sites(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    printed: bool = False,
) -> Comparison:
    """Return the clinics as the last quarter ended, to a user who may see all; that is noted.

    It is the same for everybody, or two users could take their tables from each other. It is
    counted once a quarter and kept: a table that followed each day would show each person's step,
    and who was erased since. A clinic that joins is there from the next quarter on.
    """
    sites = sites_beside(all_sites(session))
    if len(compared_sites(user, sites)) < FEWEST_SITES:
        raise NotAllowedError
    day = last_quarter_end(clock.clinic_day(now))
    kept = kept_figures(session, FiguresKind.COMPARISON).get(str(Quarter.of(day)))
    there = None if kept is None else read_comparison_text(kept)
    if there is not None:
        sites = _called(there.codes, all_sites(session))
    if len(compared_sites(user, sites)) < len(sites):
        raise NotAllSitesError
    action = "printed" if printed else "compared response"
    note_event(session, now, user.name, action, "comparison")
    if there is not None:
        return there.of(sites)
    found = compared(sites, figures_of(session, plan, sites, day), day)
    if all(one.training for one in sites):
        # Where nobody is real, practice is seen at once.
        return found
    text = keep_figures(
        session, FiguresKind.COMPARISON, str(Quarter.of(day)), comparison_text(found), kept_at=now
    )
    # Whoever comes at the same time sees what the first has kept.
    return read_comparison_text(text).of(sites)


def figures_of(
    session: Session, plan: Plan, sites: Iterable[Site], day: date
) -> Mapping[str, SiteFigures]:
    """Return the figures of each clinic, with the follow-ups that it has chosen and no other."""
    reader = TextReader(plan.library, plan.schedule)
    found: dict[str, SiteFigures] = {}
    for site in sites:
        figures = site_figures(session, reader, plan.schedule, site, day)
        points = find_site_points(session, site.code)
        later = {point: one for point, one in figures.later.items() if point in points}
        found[site.code] = replace(figures, later=later)
    return found


def _called(codes: Collection[str], sites: Iterable[Site]) -> tuple[Site, ...]:
    return tuple(one for one in sites if one.code in codes)


def compared(sites: tuple[Site, ...], figures: Mapping[str, SiteFigures], day: date) -> Comparison:
    """Return the clinics beside each other, with every small number hidden."""
    inflows = [one.inflow for one in figures.values()]
    logged = logging_clinics(inflows, Quarter.of(day))
    inflow, clinics = protect_inflow(summed(inflows), logged)
    relatives = [one.relatives for one in figures.values()]
    return Comparison(
        day,
        sites,
        together({code: one.clients for code, one in figures.items()}),
        sum(relatives) if enough_together(relatives) else None,
        shared_by_all([one.offered for one in figures.values()]),
        inflow,
        clinics,
        sum((Counter(one.operations) for one in figures.values()), Counter()),
        {code: one.structure for code, one in figures.items()},
        {c: one.start_up.reached for c, one in figures.items() if one.start_up is not None},
        unnoted_of_all([(one.clients, one.unnoted) for one in figures.values()]),
        later_of_all([one.later for one in figures.values()]),
    )


def last_quarter_end(today: date) -> date:
    """Return the last day of the quarter before the one that a day is in."""
    return Quarter.of(today).first_day - timedelta(1)
