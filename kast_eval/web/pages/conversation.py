"""The conversation sheet: one client's own course, shown for two minutes and never again.

The page is the answer to what was sent, so that its address names nobody and nothing of it is left
in the history of the browser. What asks for it holds a token that is used up.
"""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from kast_eval import clock
from kast_eval.actions.ask_conversation import ask_conversation
from kast_eval.actions.read_conversation import ConversationView, read_conversation
from kast_eval.actions.steps.tries import WaitError
from kast_eval.paper.charts.chart import WIDE, Chart
from kast_eval.paper.charts.svg import chart_svg
from kast_eval.paper.conversation.half_page import print_taken
from kast_eval.paper.conversation.printing import print_conversation
from kast_eval.paper.conversation.setting import LARGER
from kast_eval.paper.conversation.told import CourseTeller
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.home import example_code
from kast_eval.web.language import language, speak, translated
from kast_eval.web.opening import asked_episode
from kast_eval.web.parts import parts
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import NotSignedInError, Work, glance, look, signed_in, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.wording import marked

pages = Blueprint("conversation", __name__)

SECONDS = "KAST_CONVERSATION_SECONDS"
"""The setting of the application that says how long a sheet is shown."""

TWO_MINUTES = 120
_A_DAYS_WORK = timedelta(hours=12)
"""A page that only asks may stay open; its token shows nothing without a code or a sheet."""
GONE = 410

_SIGNS = 3
"""So many of the last signs of a code are shown: enough to compare with the label."""


@pages.get("/conversation")
def ask() -> str:
    """Ask for one client code."""
    with look() as one:
        require_somewhere(one.user, Permission.READ)
    return _ask()


@pages.post("/conversation")
def show() -> ResponseReturnValue:
    """Show the sheet of the code that was typed, or of the client whose sheet was just saved."""
    with look() as one:
        require_somewhere(one.user, Permission.READ)
    _speak()
    if not _taken(one):
        return _ask(notice=translated(_CLOSED)), GONE
    try:
        view = _read(printed=False)
    except ClientCodeError as error:
        return _ask(error=error.in_language(language())), UNPROCESSABLE
    except WaitError as error:
        return _ask(error=error.in_language(language())), status_of(error)
    return _closing(_shown(view))


def _closing(page: str) -> Response:
    """Return a page that closes itself when its time is up."""
    response = make_response(page)
    # Not in the page itself: so it closes without a script, and no page says so twice.
    response.headers["Refresh"] = f"{_seconds()}; url={url_for('conversation.closed')}"
    return response


def _seconds() -> int:
    seconds: int = current_app.config.get(SECONDS, TWO_MINUTES)
    return seconds


_CLOSED = marked("Underlaget är stängt. Skriv koden igen för att visa det.")


@pages.get("/conversation/closed")
def closed() -> str:
    """Show a page with nothing on it that is anybody's, and a locked screen as one."""
    with suppress(NotSignedInError), glance():
        pass
    return render_template("conversation_closed.html")


@pages.post("/conversation/print")
def printed() -> ResponseReturnValue:
    """Show the paper, or the half page that the client may take, in a window that prints it."""
    with look() as one:
        require_somewhere(one.user, Permission.READ)
        # What is printed leaves the room without anybody signing in to it.
        one.require_step_up()
    _speak()
    if not _taken(one):
        return _ask(notice=translated(_CLOSED)), GONE
    view = _read(printed=True)
    pages = [chart_svg(page, "paper") for page in _papers(view)]
    # Every word in it has been escaped where it was drawn.
    drawn_pages = Markup("".join(pages))  # noqa: S704  # nosec B704
    page = render_template("conversation_print.html", papers=drawn_pages, seconds=_seconds())
    return _closing(page)


def _papers(view: ConversationView) -> tuple[Chart, ...]:
    teller = CourseTeller(view.course, language(), view.today)
    training = parts().database.training
    half = request.form.get("half", "")
    if half:
        taken = teller.taken(own_words=half == "own")
        return print_taken(taken, language(), training=training, larger=_is_larger())
    return print_conversation(
        teller.told(), view.code, language(), training=training, larger=_is_larger()
    )


def _speak() -> None:
    """Let a sheet speak the client's language, and the pages after it still the user's."""
    speak(request.form.get("language", ""))


def new_token(lasts: timedelta = _A_DAYS_WORK) -> str:
    """Return what lets a page ask for a sheet once, as long as its user is signed in."""
    who = signed_in()
    return "" if who is None else parts().shown.token(who.browser.public_id, clock.now(), lasts)


def _token_of_sheet() -> str:
    """Return what a page with a sheet asks with: it lasts no longer than the page."""
    return new_token(timedelta(seconds=_seconds()))


def _taken(one: Work) -> bool:
    """Use up the token that was sent; tell whether it was good."""
    return parts().shown.take(one.browser.public_id, one.now, request.form.get("token", ""))


def _read(*, printed: bool) -> ConversationView:
    sheet = request.form.get("sheet", "")
    if not sheet:
        with look() as one:
            pass
        return ask_conversation(
            parts().database, one.user, one.now, parts().plan,
            code=request.form.get("client_code", ""), episode=asked_episode(), printed=printed,
        )  # fmt: skip
    with work() as one:
        return read_conversation(
            one.session, one.user, one.now, parts().plan,
            sheet=sheet, episode=asked_episode(), printed=printed,
        )  # fmt: skip


def _is_larger() -> bool:
    return request.form.get("size") == "larger"


def _ask(*, error: str = "", notice: str = "") -> str:
    who = signed_in()
    example = example_code(who.sites[0]) if who else ""
    return render_template(
        "conversation_ask.html", error=error, notice=notice, token=new_token(), example=example
    )


def _shown(view: ConversationView) -> str:
    return render_template(
        "conversation.html",
        view=view,
        told=CourseTeller(view.course, language(), view.today).told(),
        sign=view.code[-_SIGNS:],
        token=_token_of_sheet(),
        new_token=_token_of_sheet,
        larger=_is_larger(),
        own_words=any(one.written for one in view.course.taken),
        seconds=_seconds(),
        drawn=partial(drawn, wide=WIDE / LARGER) if _is_larger() else drawn,
    )
