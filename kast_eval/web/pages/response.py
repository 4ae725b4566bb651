"""How a clinic's forms come in, and what they leave unanswered: as a page and as a PDF."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.read_response import SiteResponse, read_response
from kast_eval.paper.report.section import Section, Teller
from kast_eval.paper.response.report import print_response
from kast_eval.paper.response.sections import response_sections
from kast_eval.store.events import chain_anchor
from kast_eval.store.sites import all_sites
from kast_eval.study.border import compared_sites
from kast_eval.study.roles import NotAllowedError, Permission
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.report import drawn
from kast_eval.web.signed_in import look, work

pages = Blueprint("response", __name__)


@pages.get("/response")
def response() -> ResponseReturnValue:
    """Lead to the user's clinic, or to the first of several."""
    with look() as one:
        codes = sorted(one.user.sites_with(Permission.READ_RESPONSE))
        compares = len(compared_sites(one.user, all_sites(one.session))) > 1
    if not codes and compares:
        return redirect(url_for("comparison.comparison"), 303)
    if not codes:
        raise NotAllowedError
    return redirect(url_for("response.of_site", site_code=codes[0]), 303)


@pages.get("/response/<site_code>")
def of_site(site_code: str) -> str:
    """Show a clinic's own figures."""
    found, others = _read(site_code)
    return render_template(
        "response.html",
        site=found.site,
        others=others,
        day=found.response.today,
        sections=_sections(found),
        drawn=drawn,
    )


@pages.get("/response/<site_code>.pdf")
def paper_of_site(site_code: str) -> ResponseReturnValue:
    """Send the same figures to print."""
    with work() as one:
        found = read_response(
            one.session, one.user, one.now, parts().plan, site_code=site_code, printed=True,
        )  # fmt: skip
        anchor = chain_anchor(one.session)
    printed = print_response(
        found.site,
        found.response.today.isoformat(),
        _sections(found),
        _teller(),
        training=parts().database.training,
        anchor=anchor,
    )
    name = f"response-{found.site.code}-{found.response.today}.pdf"
    return send_file(BytesIO(printed), mimetype="application/pdf", download_name=name)


def _read(site_code: str) -> tuple[SiteResponse, tuple[str, ...]]:
    """Return the figures, and the codes of the user's clinics to choose among."""
    with work() as one:
        found = read_response(one.session, one.user, one.now, parts().plan, site_code=site_code)
        return found, tuple(sorted(one.user.sites_with(Permission.READ_RESPONSE)))


def _teller() -> Teller:
    return Teller(parts().plan.schedule, language())


def _sections(found: SiteResponse) -> tuple[Section, ...]:
    return response_sections(found.response, _teller())
