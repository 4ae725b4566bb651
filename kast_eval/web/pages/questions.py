"""Which optional questions a clinic asks, and which follow-ups it makes, chosen by its lead."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.choose_items import choose_items
from kast_eval.actions.choose_points import choose_points
from kast_eval.actions.read_choices import Choices, read_choices
from kast_eval.definition.form import FormDefinition, Question
from kast_eval.paper.extra import on_paper, room_of
from kast_eval.paper.layout import NoRoomError, room_left
from kast_eval.study.occasions import months
from kast_eval.study.schedule import Point
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("questions", __name__)


@dataclass(frozen=True)
class Offer:
    """One optional question: whether it is asked, on which page, and how many mm it takes there."""

    question: Question
    asked: bool
    page: int
    height: float

    @property
    def name(self) -> str:
        """Return the name that the choice is sent by: a grid is asked whole."""
        return self.question.items[0].name


@dataclass(frozen=True)
class FormChoice:
    """A form with its optional questions, and how many mm each page has to spare as it is now.

    `extra` tells that what was added has a page of its own.
    """

    definition: FormDefinition
    offers: tuple[Offer, ...]
    left: tuple[float, ...]
    extra: bool


@pages.get("/questions")
def questions() -> ResponseReturnValue:
    """Show every form that has optional questions."""
    return _show()


@pages.post("/questions/<site_code>/<form>")
def choose(site_code: str, form: str) -> ResponseReturnValue:
    """Keep the choice, or say why it cannot be."""
    names = frozenset(request.form.getlist("name"))
    try:
        with work() as one:
            choose_items(
                one.session, one.user, one.now, parts().library, form,
                site_code=site_code, names=names,
            )  # fmt: skip
    except NoRoomError as error:
        return _show(form, names, error.in_language(language())), UNPROCESSABLE
    tell_next(
        marked("Valet är sparat. Skriv ut formuläret på nytt: det gäller från nästa utskrift.")
    )
    return redirect(url_for("questions.questions"), 303)


@pages.post("/questions/<site_code>/points")
def choose_times(site_code: str) -> ResponseReturnValue:
    """Keep which optional follow-ups the clinic makes."""
    with work() as one:
        choose_points(
            one.session, one.user, one.now, parts().plan,
            site_code=site_code, points=frozenset(request.form.getlist("point")),
        )  # fmt: skip
    tell_next(marked("Valet är sparat. Listan på första sidan följer det genast."))
    return redirect(url_for("questions.questions"), 303)


def _show(form: str = "", typed: Collection[str] = (), refusal: str = "") -> str:
    """Return the page; of a refused form with what was chosen."""
    with look() as one:
        clinics = read_choices(one.session, one.user, parts().library)
    return render_template(
        "questions.html",
        clinics=[(clinic, list(_choices(clinic, form, typed))) for clinic in clinics],
        points=[(point.name, months((point,))) for point in _optional_points()],
        refused=form,
        refusal=refusal,
    )


def _optional_points() -> Iterator[Point]:
    return (point for point in parts().plan.schedule.points if point.optional)


def _choices(clinic: Choices, refused: str, typed: Collection[str]) -> Iterator[FormChoice]:
    for definition, asked in clinic.forms:
        names = frozenset(typed) if definition.form == refused else asked.optional_items
        now = on_paper(definition, names)
        offers = tuple(_offers(definition, now))
        yield FormChoice(definition, offers, room_left(now), now.has_extra_page)


def _offers(definition: FormDefinition, now: FormDefinition) -> Iterator[Offer]:
    room = room_of(definition, definition.optional_items)
    extra = {one.number for part in now.sections if part.extra for one in part.questions}
    for question in definition.questions:
        names = {item.name for item in question.items}
        if names <= definition.optional_items:
            without = room_of(definition, definition.optional_items - names)
            taken = [after - before for before, after in zip(room, without, strict=False)]
            height = max(taken)
            page = now.pages if question.number in extra else taken.index(height) + 1
            yield Offer(question, names <= now.optional_items, page, height)
