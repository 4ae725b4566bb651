"""Clinics beside each other, part by part, and all of it on paper."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from kast_eval.actions.compare_sites import compare_sites
from kast_eval.paper.comparison.sections import (
    RULES,
    THEMES,
    TITLE,
    Theme,
    comparison_sections,
    print_comparison,
)
from kast_eval.paper.report.section import Teller
from kast_eval.paper.words import chain_foot
from kast_eval.store.events import chain_anchor
from kast_eval.study.roles import NotFoundError
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import work

pages = Blueprint("comparison", __name__)


@pages.get("/comparison")
def comparison() -> str:
    """Show a part of the comparison, of all clinics or of those that are looked at."""
    theme = _theme()
    with work() as one:
        found = compare_sites(one.session, one.user, one.now, parts().plan)
    codes = request.args.getlist("clinic") or [site.code for site in found.sites]
    teller = _teller()
    return render_template(
        "comparison.html",
        title=TITLE,
        rules=RULES,
        day=found.day,
        themes=THEMES,
        theme=theme,
        sites=found.sites,
        codes=codes,
        sections=comparison_sections(found.looked_at(codes), theme, teller),
        drawn=drawn,
    )


@pages.get("/comparison.pdf")
def paper() -> ResponseReturnValue:
    """Send every part to print."""
    with work() as one:
        found = compare_sites(one.session, one.user, one.now, parts().plan, printed=True)
        anchor = chain_anchor(one.session)
    printed = print_comparison(
        found,
        _teller(),
        training=parts().database.training,
        foot=chain_foot(anchor, language()),
    )
    name = f"comparison-{found.day}.pdf"
    return send_file(BytesIO(printed), mimetype="application/pdf", download_name=name)


def _theme() -> Theme:
    """Return the part that is asked for; the first one if none is."""
    wanted = request.args.get("part", Theme.STRUCTURE)
    if wanted not in set(Theme):
        raise NotFoundError
    return Theme(wanted)


def _teller() -> Teller:
    return Teller(parts().plan.schedule, language())
