"""A clinic's own quarter: the page for its staff, and one sheet of paper for its board."""

import re
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.print_board_paper import print_board_paper
from kast_eval.actions.read_picture import read_picture
from kast_eval.paper.board.sheet import print_board_sheet
from kast_eval.paper.picture.sections import picture_sections
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Teller
from kast_eval.paper.words import chain_foot
from kast_eval.quality.quarter import Quarter
from kast_eval.store.events import chain_anchor
from kast_eval.study.roles import NotAllowedError, NotFoundError, Permission
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import look, work

pages = Blueprint("picture", __name__)

_QUARTER = re.compile(r"(20[0-9]{2})-([1-4])")


@pages.get("/picture")
def picture() -> ResponseReturnValue:
    """Lead to the quarter of the user's clinic, or of the first of several."""
    with look() as one:
        codes = sorted(one.user.sites_with(Permission.READ_RESPONSE))
    if not codes:
        raise NotAllowedError
    return redirect(url_for("picture.of_site", site_code=codes[0]), 303)


@pages.get("/picture/<site_code>")
def of_site(site_code: str) -> str:
    """Show a clinic's own quarter to those who work there."""
    with work() as one:
        found = read_picture(
            one.session, one.user, one.now, parts().plan,
            site_code=site_code, quarter=_wanted(),
        )  # fmt: skip
        others = sorted(one.user.sites_with(Permission.READ_RESPONSE))
    words = _words()
    return render_template(
        "picture.html",
        site=found.site,
        others=others,
        quarter=words.quarter(found.picture.now.quarter),
        quarters=[(str(one), words.quarter(one)) for one in reversed(found.quarters)],
        chosen=str(found.picture.now.quarter),
        goes_on=found.goes_on,
        paper_day=found.paper_day,
        sections=picture_sections(found.picture, found.others, words),
        drawn=drawn,
    )


@pages.post("/picture/<site_code>.pdf")
def paper_of_site(site_code: str) -> ResponseReturnValue:
    """Send the quarter on one page, with small numbers hidden, as it was counted first.

    It is asked for by a button and never by an address alone: the first time fixes the numbers.
    """
    with work() as one:
        found = print_board_paper(
            one.session, one.user, one.now, parts().plan,
            site_code=site_code, quarter=_wanted(),
        )  # fmt: skip
        anchor = chain_anchor(one.session)
    printed = print_board_sheet(
        found.site,
        found.quarters,
        _words(),
        training=parts().database.training,
        foot=chain_foot(anchor, language()),
    )
    name = f"picture-{found.site.code}-{found.quarters[-1].quarter}.pdf"
    return send_file(BytesIO(printed), mimetype="application/pdf", download_name=name)


def _wanted() -> Quarter | None:
    """Return the quarter that is asked for; the last whole one if none is."""
    text = request.args.get("quarter", "")
    if not text:
        return None
    match = _QUARTER.fullmatch(text)
    if match is None:
        raise NotFoundError
    return Quarter(int(match[1]), int(match[2]))


def _words() -> Words:
    return Words(Teller(parts().plan.schedule, language()))
