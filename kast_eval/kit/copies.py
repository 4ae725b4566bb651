"""How many copies of each form a starter kit holds, and why."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from kast_eval.definition.form import FormDefinition, Subject, Timing
from kast_eval.kit.order import CLIENTS_TO_A_RELATIVE, KitOrder
from kast_eval.study.occasions import at_clinic, months
from kast_eval.study.schedule import SESSION_POINT, Point, Schedule
from kast_eval.wording import Wording

_CONTACTS_TO_A_CLIENT = 2
_CLIENTS_TO_A_DEVIATION = 5
_CLINIC_YEARS = 2


@dataclass(frozen=True)
class Copies:
    """How many copies of a form there are, and the reason as it stands in the table."""

    definition: FormDefinition
    count: int
    why: Wording


def copies_of_all(
    definitions: Iterable[FormDefinition], schedule: Schedule, order: KitOrder
) -> tuple[Copies, ...]:
    """Return the copies of each form that people at a clinic fill in."""
    return tuple(_copies(one, schedule, order) for one in definitions if at_clinic(one))


def _copies(definition: FormDefinition, schedule: Schedule, order: KitOrder) -> Copies:
    points = schedule.points_of(definition.form)
    if points and definition.timing is not Timing.YEAR:
        return _scheduled(definition, points, order)
    match definition.timing:
        case Timing.ROW:
            return _rows(definition, order)
        case Timing.YEAR:
            why = Wording("när ni börjar och efter ett år", "when you begin and after a year")
            return Copies(definition, _CLINIC_YEARS, why)
        case Timing.OCCASION if definition.subject is Subject.CLINIC:
            return Copies(definition, 1, Wording("en chef", "one manager"))
        case Timing.OCCASION:
            count = math.ceil(order.clients / _CLIENTS_TO_A_DEVIATION)
            share = _CLIENTS_TO_A_DEVIATION
            why = Wording(f"ett för var {share}:e klient", f"one for every {share} clients")
            return Copies(definition, count, why)
        case Timing.START | Timing.SESSION | Timing.CLOSING | Timing.FOLLOW_UP:
            # The schedule does not name it: it is there to be seen, and copied when needed.
            return Copies(definition, 1, Wording("original", "original"))
        case _:
            assert_never(definition.timing)


def _scheduled(definition: FormDefinition, points: tuple[Point, ...], order: KitOrder) -> Copies:
    people, who = _people(definition, order)
    if points[0].name == SESSION_POINT:
        times = Wording(f" × {order.sessions} samtal", f" × {order.sessions} sessions")
        return Copies(definition, people * order.sessions, _joined(who, times))
    if len(points) == 1:
        return Copies(definition, people, who)
    after = months(points)
    times = Wording(f", {after.sv} efter avslutet", f", {after.en} after the closing")
    return Copies(definition, people * len(points), _joined(who, times))


def _people(definition: FormDefinition, order: KitOrder) -> tuple[int, Wording]:
    if definition.subject is Subject.RELATIVE:
        return order.relatives, Wording(
            f"{order.relatives} anhöriga, en på {CLIENTS_TO_A_RELATIVE} klienter",
            f"{order.relatives} relatives, one to {CLIENTS_TO_A_RELATIVE} clients",
        )
    return order.clients, Wording(f"{order.clients} klienter", f"{order.clients} clients")


def _rows(definition: FormDefinition, order: KitOrder) -> Copies:
    contacts = order.clients * _CONTACTS_TO_A_CLIENT
    rows = max(1, definition.rows)
    why = Wording(
        f"{contacts} kontakter, {rows} rader på varje blad",
        f"{contacts} contacts, {rows} rows on each sheet",
    )
    return Copies(definition, math.ceil(contacts / rows), why)


def _joined(first: Wording, second: Wording) -> Wording:
    return Wording(first.sv + second.sv, first.en + second.en)
