"""The figures of one clinic that stand beside those of others, as the last quarter ended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kast_eval import clock
from kast_eval.actions.steps.told_sheets import TextReader, told_sheets
from kast_eval.quality.inflow import Inflow, inflow_of, offered_of, operations_of
from kast_eval.quality.later import Later, later_of
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share
from kast_eval.quality.split_rules import clients_of
from kast_eval.quality.splits import Clients, Split
from kast_eval.quality.structure import StartUp, Structure, start_up_of, structure_of
from kast_eval.quality.unnoted import unnoted_of
from kast_eval.store.session import Session
from kast_eval.store.sheets_then import state_of_sheets
from kast_eval.study.border import last_study_day
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site
from kast_eval.study.told import withdrawals_of

AT_HAND = 100
"""More clinics than there will ever be."""


@dataclass(frozen=True)
class SiteFigures:
    """What of a clinic may be added up with others, and what it says of itself."""

    clients: Clients
    relatives: int
    offered: Share
    inflow: Inflow
    operations: Mapping[int, int]
    structure: Structure
    start_up: StartUp | None
    unnoted: Mapping[Split, Share]
    later: Mapping[str, Later]


_Key = tuple[bytes, str, tuple[date, date], bool, tuple[int, ...]]
_kept: dict[_Key, SiteFigures] = {}
"""Figures of quarters that have ended change only when sheets do."""


def site_figures(
    session: Session, reader: TextReader, schedule: Schedule, site: Site, day: date
) -> SiteFigures:
    """Return the clinic's figures as a day ended.

    Of a clinic that has left the study nothing from its last day on goes to anybody, and no sheet
    that it has corrected since. Who has withdrawn there since then does not count either.
    """
    last_day = last_study_day(site, day)
    has_left = site.left_study is not None
    state = state_of_sheets(session, site.code)
    key = session.event_key, site.code, (last_day, day), has_left, state
    if key not in _kept:
        if len(_kept) >= AT_HAND:
            _kept.clear()
        facts = told_sheets(session, reader, site.code, _end_of(last_day), only_whole=has_left)
        later = told_sheets(session, reader, site.code, _end_of(day)) if has_left else facts
        withdrawn = withdrawals_of(schedule, later).keys()
        _kept[key] = _figures(schedule, facts, withdrawn, last_day)
    return _kept[key]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(1), time(), clock.CLINIC_ZONE)


def _figures(
    schedule: Schedule, facts: tuple[SheetFacts, ...], withdrawn: Collection[str], day: date
) -> SiteFigures:
    counted = [one for one in facts if one.code is None or one.code not in withdrawn]
    return SiteFigures(
        clients_of(schedule, counted, day),
        len({one.code for one in counted if one.of_relative}),
        offered_of(schedule, counted),
        inflow_of(counted, Quarter.of(day)),
        operations_of(counted),
        structure_of(counted),
        start_up_of(counted, day),
        unnoted_of(schedule, counted, day),
        later_of(schedule, counted, day),
    )
