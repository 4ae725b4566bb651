"""Decide what stands on the paper where two keyings differ, one key for each decision."""

import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.read_differences import Differences, read_differences
from kast_eval.actions.resolve_differences import (
    Decision,
    Right,
    StaleDifferencesError,
    resolve_differences,
)
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.definition.form import Item
from kast_eval.errors import KastEvalError
from kast_eval.web.language import language
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.story import meaning
from kast_eval.web.telling import tell_next
from kast_eval.wording import Wording, marked

pages = Blueprint("differences", __name__)

RIGHT, OTHER, REASON = "right_", "other_", "reason_"
"""What the names of the fields of an item begin with."""

_OTHER_KEY = "3"
_LONGEST_NUMBER = 10


@dataclass(frozen=True)
class Shown:
    """One of two answers: the key that chooses it, its text, what that means, and its note."""

    key: str
    text: str
    meaning: tuple[Wording, ...]
    note: str


@dataclass(frozen=True)
class Difference:
    """One item that differs, and the two answers in the order that they are shown in."""

    item: Item
    answers: tuple[Shown, ...]


@pages.get("/differences/<public_id>")
def differences(public_id: str) -> ResponseReturnValue:
    """Show every item that differs with both texts; never whose they are."""
    with work() as one:
        found = read_differences(one.session, one.user, one.now, parts().plan, public_id=public_id)
    if found.resolution is not None or not found.items:
        tell_next(marked("Det finns inga skillnader att avgöra på arket."))
        return redirect(url_for("second_keying.waiting"), 303)
    return _show(found)


@pages.post("/differences/<public_id>")
def decide(public_id: str) -> ResponseReturnValue:
    """Save the decisions, or show the page again with what it lacks."""
    try:
        with work() as one:
            found = read_differences(
                one.session, one.user, one.now, parts().plan, public_id=public_id
            )
            outcome = resolve_differences(
                one.session, one.user, one.now, parts().plan, public_id,
                comparison=_sent_comparison(), decisions=_sent(found),
                submission=request.form.get("submission", ""),
                confirmed=request.form.get("confirmed", "").split(),
            )  # fmt: skip
    except StaleDifferencesError as error:
        tell_next(error.text)
        return redirect(url_for("second_keying.waiting"), 303)
    if outcome.sheet_public_id is None:
        return _show(found, outcome), UNPROCESSABLE
    tell_next(marked("Sparat. Arket är klart."))
    return redirect(url_for("second_keying.waiting"), 303)


def show_again(error: KastEvalError, public_id: str) -> ResponseReturnValue:
    """Show the page with what was chosen, and why nothing was saved."""
    with work() as one:
        found = read_differences(one.session, one.user, one.now, parts().plan, public_id=public_id)
    return _show(found, notice=error.in_language(language())), status_of(error)


def _sent_comparison() -> int:
    text = request.form.get("comparison", "")
    return int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _order(found: Differences, item: Item) -> tuple[Right, Right]:
    """Return which keying is shown first; it varies, so that the place tells nobody's answer."""
    odd = zlib.crc32(f"{found.comparison.id} {item.name}".encode()) % 2
    return (Right.SECOND, Right.FIRST) if odd else (Right.FIRST, Right.SECOND)


def _sent(found: Differences) -> Mapping[str, Decision]:
    """Return the decisions that were made; an item without a chosen answer has none yet."""
    decisions: dict[str, Decision] = {}
    for item in found.items:
        first, second = _order(found, item)
        meant = {"1": first, "2": second, _OTHER_KEY: Right.OTHER}
        right = meant.get(request.form.get(RIGHT + item.name, ""))
        if right is not None:
            decisions[item.name] = Decision(
                right,
                request.form.get(REASON + item.name, ""),
                request.form.get(OTHER + item.name, ""),
            )
    return decisions


def _answers(found: Differences, item: Item) -> Iterator[Shown]:
    entries = {Right.FIRST: found.first, Right.SECOND: found.second}
    for place, right in enumerate(_order(found, item), start=1):
        text = entries[right].texts.get(item.name, "")
        note = entries[right].notes.get(item.name, "")
        yield Shown(str(place), text, meaning(item, text), note)


def _show(found: Differences, outcome: Outcome | None = None, notice: str = "") -> str:
    shown = [Difference(item, tuple(_answers(found, item))) for item in found.items]
    reading = None if outcome is None else outcome.reading
    return render_template(
        "differences.html",
        found=found,
        shown=shown,
        errors=() if reading is None else reading.errors,
        doubts=() if reading is None else reading.doubts,
        notice=notice,
        typed=request.form,
        names=(RIGHT, OTHER, REASON),
        submission=request.form.get("submission") or secrets.token_urlsafe(16),
        number_said=number_said,
    )
