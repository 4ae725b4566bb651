"""When each form is filled in, in words: for the poster and the table of a starter kit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from kast_eval.definition.form import Filler, FormDefinition, Subject, Timing
from kast_eval.study.schedule import SESSION_POINT, Anchor, Point, Schedule
from kast_eval.wording import Wording


@dataclass(frozen=True)
class Occasion:
    """A time when forms are filled in: its name, a closer word, and the forms by letter."""

    when: Wording
    detail: Wording | None
    forms: tuple[FormDefinition, ...]


def at_clinic(definition: FormDefinition) -> bool:
    """Tell whether people at a clinic fill in the form; researchers have their own."""
    return definition.filler is not Filler.RESEARCHER


def occasions(definitions: Iterable[FormDefinition], schedule: Schedule) -> tuple[Occasion, ...]:
    """Return every occasion at a clinic: the first contact, an episode, relatives, the rest."""
    forms = [one for one in definitions if at_clinic(one)]
    scheduled = {
        form
        for point in schedule.points
        if point.anchor is not Anchor.YEAR_END
        for form in point.forms
    }
    rest = [one for one in forms if one.form not in scheduled]
    first = [one for one in rest if one.timing is Timing.ROW]
    clients = [one for one in forms if one.subject is Subject.CLIENT]
    relatives = [one for one in forms if one.subject is Subject.RELATIVE]
    return (
        *(_by_itself(one) for one in first),
        *_of_schedule(clients, schedule),
        *_of_schedule(relatives, schedule),
        *(_by_itself(one) for one in rest if one not in first),
    )


def _of_schedule(forms: Sequence[FormDefinition], schedule: Schedule) -> list[Occasion]:
    """Return the scheduled occasions of forms; points that share their forms are one."""
    grouped: dict[tuple[Anchor, tuple[str, ...]], list[Point]] = {}
    by_name = {one.form: one for one in forms}
    for point in schedule.points:
        there = tuple(one.form for one in forms if one.form in point.forms)
        if there:
            grouped.setdefault((point.anchor, there), []).append(point)
    return [
        Occasion(
            *_when(points, schedule, about=by_name[there[0]].subject),
            tuple(by_name[form] for form in there),
        )
        for (_, there), points in grouped.items()
    ]


def months(points: Sequence[Point]) -> Wording:
    """Return the months of follow-ups after the closing, as in «3, 6 och 12 månader»."""
    *others, last = [str(int(point.name[1:])) for point in points]
    if not others:
        return Wording(f"{last} månader", f"{last} months")
    listed = ", ".join(others)
    return Wording(f"{listed} och {last} månader", f"{listed} and {last} months")


def _when(
    points: Sequence[Point], schedule: Schedule, *, about: Subject
) -> tuple[Wording, Wording | None]:
    point = points[0]
    if point.name == SESSION_POINT:
        return Wording("Varje samtal", "Every session"), None
    if point.anchor is Anchor.FIRST_SESSION:
        return _first(point, about)
    if point.target > 0:
        return Wording("Efter avslutet", "After the closing"), months(points)
    if about is Subject.RELATIVE:
        return Wording("Anhörigs sista samtal", "A relative's last session"), None
    days = schedule.closing_after_days
    return Wording("Sista samtalet", "The last session"), Wording(
        f"eller efter {days} dagar utan kontakt", f"or after {days} days without contact"
    )


def _first(point: Point, about: Subject) -> tuple[Wording, Wording | None]:
    if about is Subject.RELATIVE:
        return Wording("Anhörigs första samtal", "A relative's first session"), None
    detail = Wording(f"senast dag {point.latest}", f"by day {point.latest}")
    if point.before_session:
        detail = Wording(
            f"{detail.sv} och före samtal {point.before_session}",
            f"{detail.en} and before session {point.before_session}",
        )
    return Wording("Första samtalet", "The first session"), detail


def _by_itself(definition: FormDefinition) -> Occasion:
    """Return the occasion of a form that no schedule names."""
    return Occasion(*_unscheduled(definition), (definition,))


def _unscheduled(definition: FormDefinition) -> tuple[Wording, Wording | None]:
    match definition.timing:
        case Timing.ROW:
            return (
                Wording("Varje ny kontakt", "Every new contact"),
                Wording("en rad på listan", "one row on the list"),
            )
        case Timing.YEAR:
            return (
                Wording("Varje år", "Every year"),
                Wording("och en gång när ni börjar", "and once when you begin"),
            )
        case Timing.OCCASION if definition.subject is Subject.CLINIC:
            return Wording("När den efterfrågas", "When it is asked for"), None
        case Timing.OCCASION:
            return Wording("När det händer", "When it happens"), None
        case Timing.START | Timing.SESSION | Timing.CLOSING | Timing.FOLLOW_UP:
            return Wording("När det behövs", "When needed"), None
        case _:
            assert_never(definition.timing)
