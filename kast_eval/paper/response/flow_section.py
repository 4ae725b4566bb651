"""The section of the flow: from the contact log to the follow-up."""

from collections.abc import Iterator, Sequence

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.flow import Flow, form_of
from kast_eval.quality.step import FlowStep, Gap, Step, Why
from kast_eval.study.expected import State
from kast_eval.study.schedule import Anchor, Point
from kast_eval.wording import marked

STEPS = {
    Step.ELIGIBLE: marked("Kan ingå"),
    Step.ASKED: marked("Tillfrågade"),
    Step.CONSENTED: marked("Samtyckte"),
    Step.BEGAN: marked("Började"),
    Step.CHECKIN: marked("Minst en avstämning"),
    Step.CLOSED: marked("Avslutade"),
}
"""What a step is called that is not named after its form."""

STATES = {
    State.RETURNED: marked("ifyllt"),
    State.PARTLY: marked("delvis ifyllt"),
    State.SOON: marked("kommer snart"),
    State.DUE: marked("ska fyllas i nu"),
    State.OVERDUE: marked("saknas"),
    State.DECLINED: marked("avböjt"),
    State.NOT_OFFERED: marked("inte erbjudet"),
    State.UNUSED: marked("användes inte vid samtalet"),
    State.LOST: marked("förkommet"),
    State.LEFT: marked("klienten slutade före"),
    State.EXCUSED: marked("undantaget"),
    State.WITHDRAWN: marked("återtaget samtycke"),
}
_GAPS = {Gap.NO: marked("nej"), Gap.BLANK: marked("inte ifyllt i loggen")}


def flow_section(flow: Flow, teller: Teller) -> Section:
    """Return the flow of contacts, and that of clients."""
    contacts, clients = flow.contacts, flow.clients
    log_title = teller.say(marked("Kontaktloggen, rader"))
    client_title = teller.say(marked("Klienter"))
    return Section(
        "flow",
        teller.say(marked("Från första kontakten till uppföljningen")),
        tuple(_leads(flow, teller)),
        (
            lambda width: _chart(log_title, contacts, teller, width, flow.rows),
            lambda width: _chart(client_title, clients, teller, width, clients[0].reached),
        ),
        Grid(
            teller.say(marked("Flödet i siffror")),
            tuple(
                teller.say(one)
                for one in (
                    marked("Steg"), marked("Fönster"), marked("Kom hit"), marked("Väntar"),
                    marked("Kom inte hit"), marked("Utanför flödet"),
                )
            ),
            tuple(_table_row(one, teller) for one in (*contacts, *clients)),
        ),
    )  # fmt: skip


def step_said(step: Step, teller: Teller) -> str:
    """Return what a step is called: by its own name, or by its form's."""
    if step in STEPS:
        return teller.say(STEPS[step])
    form = form_of(teller.schedule, step)
    return "" if form is None else teller.form_name(form)


def window_said(step: Step, teller: Teller) -> str:
    """Return when the form of a step may come; nothing where the step has no window."""
    form = form_of(teller.schedule, step)
    for point in teller.schedule.points:
        if form in point.forms and not point.optional:
            return _window(point, teller)
    return ""


def _window(point: Point, teller: Teller) -> str:
    if point.anchor is Anchor.SAME_SESSION:
        return teller.say(marked("samma dag som samtalet"))
    first, last = (str(day).replace("-", "−") for day in (point.earliest, point.latest))
    if point.anchor is Anchor.CLOSING:
        return teller.say(marked("dag {first} till {last} från avslutet"), first=first, last=last)
    window = teller.say(marked("dag {first} till {last}"), first=first, last=last)
    if point.before_session is None:
        return window
    before = teller.say(marked("före samtal {number}"), number=point.before_session)
    return f"{window}, {before}"


def why_said(why: Why, teller: Teller) -> str:
    """Return why somebody did not come to a step."""
    return teller.say(STATES[why] if isinstance(why, State) else _GAPS[why])


def _missing(step: FlowStep, teller: Teller) -> str:
    return teller.listed({why_said(why, teller): count for why, count in step.missing.items()})


def _leads(flow: Flow, teller: Teller) -> Iterator[str]:
    if flow.logged_from is None:
        yield teller.say(
            marked("Kontaktloggen är tom. Skriv in den, så syns hur många som kunde ingå.")
        )
    else:
        log = marked("Kontaktloggen har {rows} rader, den första från {day}.")
        yield teller.say(log, rows=flow.rows, day=teller.day(flow.logged_from))
    if flow.began_from is not None:
        began = teller.say(
            marked(
                "Klienter som har börjat: {count}, den första {day}. Var och en räknas en gång, i "
                "sin första period. Senare perioder: {again}."
            ),
            count=flow.clients[0].reached,
            day=teller.day(flow.began_from),
            again=flow.later_episodes,
        )
        yield f"{began} {_coverage(flow, teller)}"
    if flow.asked_at_start.whole:
        yield teller.say(
            marked("Startuppgifterna säger: tillfrågade {asked}, samtyckte {consented}."),
            asked=teller.share(flow.asked_at_start),
            consented=teller.share(flow.consented_at_start),
        )
    if any(step.waiting for step in flow.clients):
        yield teller.say(
            marked(
                "Andelarna räknar dem som redan har kommit, även tidigt, men inte dem som väntar. "
                "De kan därför sjunka tills fönstren har gått ut. Bland formulären nedan räknas "
                "bara de fönster som har gått ut."
            )
        )
    if flow.erased:
        yield teller.say(
            marked("Klienter som har fått sina svar raderade och inte räknas här: {count}."),
            count=flow.erased,
        )


def _coverage(flow: Flow, teller: Teller) -> str:
    if flow.coverage is None:
        return teller.say(
            marked(
                "Loggen har färre rader som kan ingå än det finns startformulär, "
                "så den är inte hel."
            )
        )
    return teller.say(
        marked("Startformulär av dem som kunde ingå, sedan loggen började: {share}."),
        share=teller.share(flow.coverage),
    )


def _chart(title: str, steps: Sequence[FlowStep], teller: Teller, width: float, most: int) -> Chart:
    scale = max(most, 1)
    return row_chart(title, [_row(one, teller, scale) for one in steps], width)


def _row(step: FlowStep, teller: Teller, scale: int) -> Row:
    first = step.step is Step.BEGAN
    notes = [
        teller.say(marked("{count} väntar"), count=step.waiting) if step.waiting else "",
        _missing(step, teller),
    ]
    return Row(
        step_said(step.step, teller),
        str(step.reached) if first else teller.share(step.share),
        step.reached / scale,
        step.before / scale,
        under=window_said(step.step, teller),
        notes=", ".join(filter(None, notes)),
    )


def _table_row(step: FlowStep, teller: Teller) -> tuple[str, ...]:
    return (
        step_said(step.step, teller),
        window_said(step.step, teller),
        str(step.reached) if step.step is Step.BEGAN else teller.share(step.share),
        str(step.waiting),
        _missing(step, teller) or "0",
        str(step.outside),
    )
