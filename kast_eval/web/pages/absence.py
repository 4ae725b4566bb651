"""Say why an expected form does not come, take that back, and note a reminder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval import clock
from kast_eval.actions.explain_absence import (
    NOT_OFFERED_REASON,
    explain_absence,
    reasons_not_offered,
)
from kast_eval.actions.note_reminder import note_reminder
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.definition.form import Filler, FormDefinition
from kast_eval.study.expected import TAKEN_BACK, Expected, State
from kast_eval.study.roles import Permission, User, require, require_somewhere
from kast_eval.study.timepoint import number_at
from kast_eval.web.due import Place, read_place
from kast_eval.web.language import translated
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.telling import tell_next
from kast_eval.wording import Wording, marked

pages = Blueprint("absence", __name__)

STATE_WORDS: Mapping[State, str] = {
    State.DECLINED: marked("Klienten ville inte"),
    State.NOT_OFFERED: marked("Det erbjöds inte"),
    State.LOST: marked("Arket är borta"),
    State.LEFT: marked("Klienten slutade innan"),
    State.EXCUSED: marked("Ett undantag, beslutat av den som ansvarar"),
}

_KEYS = "1234567890"


@dataclass(frozen=True)
class Choice:
    """One thing that can be said: the key for it, the state, and why it was not offered."""

    key: str
    state: State
    reason: int | None
    label: Wording | None

    @property
    def words(self) -> str:
        """Return what the choice is called."""
        return translated(STATE_WORDS[self.state])

    @property
    def value(self) -> str:
        """Return what the button sends."""
        return f"{self.state.value.replace(' ', '_')}-{self.reason or ''}"


@pages.post("/absence")
def ask() -> str:
    """Ask why the form does not come."""
    place = _place()
    with look() as one:
        require(one.user, Permission.EXPLAIN_ABSENCE, place.site_code)
    definition = parts().library.newest(place.form)
    return render_template(
        "absence.html",
        place=place,
        definition=definition,
        number=number_said(definition, number_at(definition.timing, place.timepoint)),
        choices=_choices(definition, one.user, place.site_code),
    )


@pages.post("/absence/say")
def say() -> ResponseReturnValue:
    """Keep what was said, or let the form be expected again."""
    place = _place()
    state, _, reason = request.form.get("choice", "").partition("-")
    with work() as one:
        explain_absence(
            one.session, one.user, one.now, parts().plan,
            site_code=place.site_code, place=_expected_place(place),
            state=state.replace("_", " "), reason=int(reason) if _is_code(reason) else None,
        )  # fmt: skip
    if state == TAKEN_BACK:
        tell_next(marked("Arket väntas igen."))
        return redirect(url_for("absence.said"), 303)
    tell_next(marked("Noterat. Det går att ta tillbaka under «Ark som inte kommer»."))
    return redirect(url_for("today.today"), 303)


@pages.post("/reminder")
def remind() -> ResponseReturnValue:
    """Note that the client was reminded today."""
    place = _place()
    with work() as one:
        note_reminder(
            one.session, one.user, one.now, parts().plan,
            site_code=place.site_code, place=_expected_place(place),
            sent_on=clock.clinic_day(one.now),
        )  # fmt: skip
    tell_next(marked("Påminnelsen är noterad."))
    return redirect(url_for("today.today"), 303)


@pages.get("/absences")
def said() -> str:
    """Show what was said of the forms that do not come."""
    with look() as one:
        site_codes = sorted(require_somewhere(one.user, Permission.READ))
        found = [
            (site_code, expected)
            for site_code in site_codes
            for expected in read_ledger(
                one.session, one.user, one.now, parts().plan, site_code
            ).expected
            if expected.said
        ]
    return render_template("absences.html", lines=[_line(*one) for one in found])


def _line(site_code: str, one: Expected) -> dict[str, object]:
    definition = parts().library.newest(one.form)
    labels = _reason_labels(definition)
    return {
        "place": Place(site_code, one.code, one.episode_no, one.form, one.timepoint),
        "code": one.code or site_code,
        "definition": definition,
        "number": number_said(definition, one.number),
        "words": translated(STATE_WORDS[one.state]),
        "reason": labels.get(one.reason) if one.reason is not None else None,
    }


def _choices(definition: FormDefinition, user: User, site_code: str) -> tuple[Choice, ...]:
    """Return what can be said of the form; of what staff write only that it is lost or excused."""
    found = list(_sayable(definition))
    if user.may(Permission.EXCUSE, site_code):
        found.append((State.EXCUSED, None))
    labels = _reason_labels(definition)
    return tuple(
        Choice(key, state, reason, None if reason is None else labels[reason])
        for key, (state, reason) in zip(_KEYS, found, strict=False)
    )


def _sayable(definition: FormDefinition) -> Iterator[tuple[State, int | None]]:
    if definition.filler is Filler.CLIENT:
        yield State.DECLINED, None
        for reason in reasons_not_offered(definition):
            yield State.NOT_OFFERED, reason
    yield State.LOST, None
    if definition.filler is Filler.CLIENT:
        yield State.LEFT, None


def _reason_labels(definition: FormDefinition) -> Mapping[int, Wording]:
    columns = [one.columns()[0] for one in definition.kept if one.name == NOT_OFFERED_REASON]
    return {code: label for column in columns for code, label in column.labels.items()}


def _place() -> Place:
    place = read_place(request.form.get("place", ""))
    if place is None:
        abort(400)
    return place


def _expected_place(place: Place) -> tuple[str | None, int, str, str]:
    return place.code, place.episode_no, place.form, place.timepoint


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("97")
