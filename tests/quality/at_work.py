"""Clinics with few or many clients, as the ledger knows them, for the tests of the figures."""

from collections.abc import Collection
from datetime import timedelta

from hypothesis import strategies as st

from kast_eval.study.expected import Absence, Expected, SheetFacts, State
from kast_eval.study.ledger import ledger_of
from tests.study.sheets import FIRST, closed, log, schedule, sheet


def ledger(
    facts: Collection[SheetFacts], day: int, absences: Collection[Absence] = ()
) -> tuple[Expected, ...]:
    """Return the ledger as it is so many days after the first session."""
    today = FIRST + timedelta(day)
    return ledger_of(schedule(), facts, absences, (), today, chosen_points=(), in_study=True)


def row(number: int, *, eligible: int = 1, asked: int = 1, consent: int = 1) -> SheetFacts:
    """Return a row of the contact log, the first of the first day; -7 is a blank."""
    codes = {"eligible_cat": eligible, "start_form_offered": asked, "consent_research": consent}
    return sheet("contact_log", number - 1, number, codes=codes)


def whole_way(code: str) -> list[SheetFacts]:
    """Return the sheets of a client who came to the follow-up, half a year after two sessions."""
    return [
        log(1, 0, code=code),
        sheet("start", 0, code=code),
        sheet("start_staff", 0, code=code, codes={"start_form_offered": 1, "consent_research": 1}),
        sheet("checkin", 0, 1, code=code),
        log(2, 7, code=code),
        sheet("checkin", 7, 2, code=code),
        closed(7, code=code),
        sheet("closing", 7, code=code),
        sheet("followup", 7 + 182, 6, code=code),
    ]


@st.composite
def clinics(draw: st.DrawFn) -> tuple[list[SheetFacts], list[Absence]]:
    """Draw a clinic where any sheet of any client may be missing, with or without a word."""
    codes = [f"XX{number:04}A" for number in range(draw(st.integers(0, 4)))]
    whole = [one for code in codes for one in whole_way(code)]
    facts = [one for one in whole if draw(st.booleans())]
    answers = st.sampled_from([-7, 0, 1])
    facts += [
        row(number, eligible=draw(answers), asked=draw(answers), consent=draw(answers))
        for number in range(1, draw(st.integers(1, 5)))
    ]
    absences = [
        Absence((one.code, 1, one.form, one.timepoint), draw(st.sampled_from(list(_SAID))))
        for one in whole
        if draw(st.booleans())
    ]
    return facts, absences


_SAID = (State.DECLINED, State.NOT_OFFERED, State.LOST, State.EXCUSED)
