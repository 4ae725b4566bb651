"""One's own unfinished sheets: go on with one, or throw it away."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.open_draft import discard_draft, open_draft
from kast_eval.web.opening import led_to
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import work
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("drafts", __name__)


@pages.get("/drafts/<public_id>")
def go_on(public_id: str) -> ResponseReturnValue:
    """Open the page that the draft was typed on."""
    with work() as one:
        opened = open_draft(one.session, one.user, one.now, parts().plan, public_id)
    if opened.sheet is not None:
        return led_to(one.user, opened.sheet)
    if opened.keyed_again is not None:
        return redirect(url_for("second_keying.again", public_id=opened.keyed_again), 303)
    return redirect(url_for("correct.correct", public_id=opened.corrected), 303)


@pages.post("/drafts/<public_id>/discard")
def discard(public_id: str) -> ResponseReturnValue:
    """Throw the draft away."""
    with work() as one:
        discard_draft(one.session, one.user, one.now, public_id)
    tell_next(marked("Utkastet är borta."))
    return redirect(url_for("today.today"), 303)
