"""Figures as plain facts: every share with what it is of and its interval."""

from collections.abc import Mapping

from kast_eval.quality.flow import Flow
from kast_eval.quality.gaps import ItemGaps
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.returns import FormReturns
from kast_eval.quality.share import Share
from kast_eval.quality.step import FlowStep

_DIGITS = 6
Facts = Mapping[str, object]


def share_facts(share: Share) -> Facts:
    """Return a share; of nothing it has no value."""
    low, high = share.interval
    return {
        "part": share.part,
        "whole": share.whole,
        "share": None if share.value is None else round(share.value, _DIGITS),
        "low": round(low, _DIGITS),
        "high": round(high, _DIGITS),
    }


def rate_facts(rate: ErrorRate) -> Facts:
    """Return a rate of errors of a thousand fields."""
    low, high = rate.interval_per_1000
    return {
        "wrong": rate.wrong,
        "fields": rate.fields,
        "per_1000": None if rate.per_1000 is None else round(rate.per_1000, _DIGITS),
        "low": round(low, _DIGITS),
        "high": round(high, _DIGITS),
    }


def flow_facts(flow: Flow) -> Facts:
    """Return the way of contacts and that of clients."""
    return {
        "rows_of_the_log": flow.rows,
        "contacts": [_step_facts(one) for one in flow.contacts],
        "clients": [_step_facts(one) for one in flow.clients],
        "later_episodes": flow.later_episodes,
        "asked_at_start": share_facts(flow.asked_at_start),
        "consented_at_start": share_facts(flow.consented_at_start),
        "coverage": None if flow.coverage is None else share_facts(flow.coverage),
    }


def _step_facts(step: FlowStep) -> Facts:
    return {
        "step": step.step,
        "before": step.before,
        "reached": step.reached,
        "waiting": step.waiting,
        "missing": dict(sorted(step.missing.items())),
        "outside": step.outside,
        "of_those_due": share_facts(step.share),
    }


def returns_facts(one: FormReturns) -> Facts:
    """Return what came back of a form."""
    return {
        "form": one.form,
        "expected": one.expected,
        "not_yet": one.not_yet,
        "due": share_facts(one.due),
        "late": share_facts(one.late),
        "states": dict(sorted(one.states.items())),
        "quarters": [
            {"year": quarter.year, "quarter": quarter.number, **share_facts(share)}
            for quarter, share in one.by_quarter.items()
        ],
    }


def gaps_facts(one: ItemGaps) -> Facts:
    """Return how a question was answered, and what its ambiguous marks were ruled to be."""
    return {
        "form": one.form.form,
        "item": one.item.name,
        "asked": one.asked,
        "blank": share_facts(Share(one.blank, one.asked)),
        "unclear": share_facts(Share(one.unclear, one.asked)),
        "missing": {str(reason.value): count for reason, count in one.missing.items()},
        "marks_ruled_to": {
            "value" if reason is None else str(reason.value): count
            for reason, count in one.marks.items()
        },
        "other_rulings": dict(sorted(one.ruled.items())),
    }
