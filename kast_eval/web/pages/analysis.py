"""The ready analysis of a clinic's own clients, as a page and as a PDF."""

import os
from io import BytesIO

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.read_analysis import SiteAnalysis, note_analysis, read_analysis
from kast_eval.definition.derived import read_derivations
from kast_eval.paper.analysis.report import OWN, TITLE, print_analysis
from kast_eval.paper.analysis.sections import analysis_sections
from kast_eval.paper.report.section import Teller
from kast_eval.settings import read_settings
from kast_eval.store.events import chain_anchor
from kast_eval.study.roles import NotAllowedError, Permission
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import look, work

pages = Blueprint("analysis", __name__)


@pages.get("/analysis")
def analysis() -> ResponseReturnValue:
    """Lead to the analysis of the user's clinic, or of the first of several."""
    with look() as one:
        codes = sorted(one.user.sites_with(Permission.READ_RESPONSE))
    if not codes:
        raise NotAllowedError
    return redirect(url_for("analysis.of_site", site_code=codes[0]), 303)


@pages.get("/analysis/<site_code>")
def of_site(site_code: str) -> str:
    """Show a clinic's own analysis to those who work there."""
    with work() as one:
        note_analysis(one.session, one.user, one.now, site_code, printed=False)
        others = sorted(one.user.sites_with(Permission.READ_RESPONSE))
    found = _read(site_code)
    teller = _teller()
    return render_template(
        "analysis.html",
        title=teller.say(TITLE),
        own=teller.say(OWN),
        site=found.site,
        day=found.day.isoformat(),
        others=others,
        sections=analysis_sections(found.report, teller, rows=True),
        drawn=drawn,
    )


@pages.get("/analysis/<site_code>.pdf")
def paper_of_site(site_code: str) -> ResponseReturnValue:
    """Send the same analysis to print."""
    with work() as one:
        note_analysis(one.session, one.user, one.now, site_code, printed=True)
        anchor = chain_anchor(one.session)
    found = _read(site_code)
    day = found.day.isoformat()
    printed = print_analysis(
        found.site, day, found.report, _teller(),
        training=parts().database.training, anchor=anchor,
    )  # fmt: skip
    name = f"analysis-{found.site.code}-{day}.pdf"
    return send_file(BytesIO(printed), mimetype="application/pdf", download_name=name)


def _read(site_code: str) -> SiteAnalysis:
    library = parts().library
    derivations = read_derivations(read_settings(None, os.environ).forms, library)
    with look() as one:
        return read_analysis(
            one.session, one.user, one.now, parts().plan,
            derivations=derivations, site_code=site_code,
        )  # fmt: skip


def _teller() -> Teller:
    return Teller(parts().plan.schedule, language())
