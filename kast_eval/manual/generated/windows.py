"""Chapter 12: when each form is filled in, and the days that count as in time."""

from collections.abc import Mapping, Sequence

from kast_eval.definition.form import FormDefinition
from kast_eval.manual.references import form_anchor
from kast_eval.manual.tree import Block, Paragraph, Run, Runs, Table
from kast_eval.study.ledger import DAYS_AHEAD
from kast_eval.study.schedule import Anchor, Point, Schedule

_POINTS: Mapping[str, str] = {
    "t0": "t0, start",
    "session": "s01–s99, samtal",
    "t1": "t1, avslut",
    "f03": "f03, 3 månader",
    "f06": "f06, 6 månader",
    "f12": "f12, 12 månader",
    "year": "y2026 och så vidare, år",
}
_ANCHORS: Mapping[Anchor, str] = {
    Anchor.FIRST_SESSION: "första samtalet",
    Anchor.SAME_SESSION: "samtalets dag",
    Anchor.CLOSING: "avslutsdagen",
    Anchor.YEAR_END: "årets sista dag",
}


def window_blocks(schedule: Schedule, forms: Sequence[FormDefinition]) -> tuple[Block, ...]:
    """Return the table of time points, and what silence and reminders mean."""
    head = tuple(
        (Run(name),) for name in ("Mätpunkt", "Formulär", "Räknas från", "Måldag", "Fönster")
    )
    letters = {one.form: one for one in forms}
    rows = tuple(_row(point, letters) for point in schedule.points)
    words = (
        "En valfri mätpunkt gäller på de mottagningar som har valt den. Ett formulär står på "
        f"listan från {DAYS_AHEAD} dagar före fönstret. Har mer än {schedule.closing_after_days} "
        "dagar gått sedan det senaste samtalet som blev av föreslår programmet att kontakten "
        f"avslutas. Påminn högst {schedule.most_reminders} gånger. En klient som kommer tillbaka "
        f"mer än {schedule.new_episode_after_days} dagar efter avslutet börjar en ny period."
    )
    return (Table(head, rows, (4, 3, 4, 3, 6)), Paragraph((Run(words),)))


def _row(point: Point, forms: Mapping[str, FormDefinition]) -> tuple[Runs, ...]:
    links: list[Run] = []
    for name in point.forms:
        links += [Run(", ")] if links else []
        links.append(Run(forms[name].letter, target=form_anchor(name)))
    return (
        (Run(_POINTS[point.name] + (", valfri" if point.optional else "")),),
        tuple(links),
        (Run(_ANCHORS[point.anchor]),),
        (Run(_day(point.target)),),
        (Run(_window(point)),),
    )


def _day(day: int) -> str:
    return "samma dag" if day == 0 else f"dag {day}"


def _window(point: Point) -> str:
    if point.earliest == point.latest:
        return "samma dag, aldrig i efterhand"
    words = f"dag {point.earliest} till {point.latest}".replace("-", "−")
    if point.before_session is None:
        return words
    return f"{words}, och före samtal {point.before_session}"
