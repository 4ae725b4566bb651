"""Texts of the items that hang together over a made-up client's sheets."""

from collections.abc import Mapping
from datetime import date
from random import Random

from kast_eval.training.course import State

_TIMES_A_YEAR = (0, 1, 3, 6, 12, 52)
"""The most times of each category but the last in the past twelve months."""


def background(state: State, chooser: Random, *, buys: bool, earlier: int = 0) -> Mapping[str, str]:
    """Return what is asked of the time before, on the start form and on later ones.

    `earlier` are purchases that an earlier form told of and that still lie in the 90 days.
    """
    in_person = state.purchases if buys else 0
    in_90_days = max(in_person * 3 - chooser.randint(0, in_person), earlier) if buys else 0
    remote = chooser.randint(1, 2) if buys else 0
    in_a_year = (in_90_days + remote) * chooser.randint(1, 4)
    return {
        "age_years": str(min(max(round(chooser.gauss(41, 12)), 18), 79)),
        "main_behaviour": chooser.choice("112") if buys else chooser.choice("3456"),
        "buy_ever": str(int(buys)),
        "incl_buyer": str(int(buys)),
        "buy_phys_30d_n": f"{in_person:02}",
        "buy_phys_90d_n": str(in_90_days),
        "buy_rem_30d_n": str(min(remote, chooser.randint(0, 1))),
        "buy_rem_90d_n": str(remote),
        "buy_12m_cat": str(sum(in_a_year > most for most in _TIMES_A_YEAR)),
        "main_days_30d": str(min(state.purchases * 2 + chooser.randint(0, 4), 30)),
        "importance": str(chooser.randint(6, 10)),
    }


def present(state: State) -> Mapping[str, str]:
    """Return what both clients' forms ask of the time just past."""
    return {
        "urge_max_7d": str(state.urge),
        "confidence": str(state.confidence),
        "mood_2w": str(state.mood),
        "mood_7d": str(state.mood),
        "since_buy": str(int(state.purchases > 0)),
        "since_buy_n": str(max(state.purchases, 1)),
        "since_main": str(min(state.purchases, 2)),
    }


def log(state: State, day: date, chooser: Random, *, last: bool) -> Mapping[str, str]:
    """Return what the session log and the head of every form say."""
    return {
        "fill_date": day.isoformat(),
        "session_date": f"{day:%Y%m%d}",
        "consent_date": day.isoformat(),
        "deviation_date": day.isoformat(),
        "attended": str(state.attended),
        "fill_mode": chooser.choice("111134"),
        "mode": "1",
        "participants": "1",
        "interpreter": "0",
        "form_language": "1",
        "next_booked": str(int(not last)),
    }


def closing(day: date, held: int, *, stayed: bool) -> Mapping[str, str]:
    """Return what the staff's closing form says of a client who stayed to the end, or did not."""
    return {
        "close_date": day.isoformat(),
        "close_reason": "1" if stayed else "3",
        "sessions_total": f"{held:02}",
        "form_e_done": "1" if stayed else "3",
    }
