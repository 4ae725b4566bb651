"""The story of a sheet: everything that happened to it, in plain words."""

from flask import Blueprint, render_template

from kast_eval import clock
from kast_eval.actions.sheet_story import sheet_story
from kast_eval.actions.steps.withdrawal import read_withdrawn
from kast_eval.quality.outcome import OUTCOMES
from kast_eval.web.numbers import number_said
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.story import changes_between

pages = Blueprint("story", __name__)


@pages.get("/sheet/<public_id>/story")
def story(public_id: str) -> str:
    """Show the story."""
    with work() as one:
        told = sheet_story(one.session, one.user, one.now, parts().library, public_id)
        withdrawn = read_withdrawn(one.session, parts().plan, told.view.sheet)
    return render_template(
        "story.html",
        view=told.view,
        withdrawn=withdrawn,
        happenings=[
            (one, one.at.astimezone(clock.CLINIC_ZONE), changes_between(told.view, one))
            for one in told.happenings
        ],
        outcomes=OUTCOMES,
        number_said=number_said,
    )
